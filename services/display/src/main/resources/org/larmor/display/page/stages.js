// The pictures of the chosen image, one panel a stage, and the table of how each was made.

import { STAGES, address, anomalyAddress, anomalyOf, isRunning, pictureOf } from "./book.js";

const panels = new Map();

export const percent = (share) => `${Math.round(100 * share)} %`;

export function millis(value) {
  if (!Number.isFinite(value)) {
    return "";
  }
  return value < 9950 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** Makes the four panels; `chosen(stage)` is called on a double click. */
export function build(root, chosen) {
  for (const stage of STAGES) {
    const figure = element("figure", "stage");
    const head = element("header");
    const name = element("span", "", stage);
    const time = element("span");
    head.append(name, time);
    const view = element("div", "view");
    const none = element("div", "none");
    const magnitude = element("img", "magnitude");
    const deviation = element("img", "deviation");
    const anomaly = element("img", "anomaly");
    const caution = element("span", "caution");
    for (const image of [magnitude, deviation, anomaly]) {
      image.alt = "";
      image.hidden = true;
    }
    view.append(none, magnitude, deviation, anomaly, caution);
    view.addEventListener("dblclick", () => chosen(figure));
    const caption = element("figcaption");
    figure.append(head, view, caption);
    root.append(figure);
    panels.set(stage, { figure, name, time, view, none, magnitude, deviation, anomaly, caution, caption });
  }
}

/** The anomaly map, over the very picture that it was made of. */
function showAnomaly(panel, scan, picture) {
  const found = picture && anomalyOf(scan, picture.key);
  const over = found && found.picture === picture.revision ? found : undefined;
  setImage(panel.anomaly, over && anomalyAddress(scan, over));
  panel.anomaly.alt = over ? `anomaly map over image ${picture.key}, ${over.label}` : "";
  panel.caution.textContent = over ? `anomaly map: ${over.label}` : "";
}

function setImage(image, url) {
  image.hidden = !url;
  if (url && image.getAttribute("src") !== url) {
    image.src = url;
  }
}

function captionLines(picture) {
  const lines = [["k-space", percent(picture.share)]];
  if (picture.evaluations > 0) {
    const samples = picture.samples > 1 ? `, ${picture.samples} samples` : "";
    lines.push(["evaluations", `${picture.evaluations}${samples}`]);
  }
  if (picture.predictedNrmse != null) {
    lines.push(["predicted error", percent(picture.predictedNrmse)]);
  }
  lines.push(["after first readout", millis(picture.afterFirst)]);
  if (picture.model) {
    lines.push(["model", `${picture.model} ${picture.modelVersion}`]);
  }
  return lines;
}

function showCaption(panel, picture) {
  panel.caption.replaceChildren(
    ...captionLines(picture).map(([name, value]) => {
      const line = element("span", "", `${name} `);
      line.append(element("b", "", value));
      return line;
    }),
  );
}

function showPanel(panel, stage, scan, picture, aspect) {
  panel.view.style.aspectRatio = String(aspect);
  panel.name.textContent = picture && stage === "sense" ? picture.method : stage;
  panel.time.textContent = picture ? `+${millis(picture.afterLatest)}` : "";
  panel.time.title = "time after the latest readout before it";
  panel.none.hidden = Boolean(picture);
  const waiting = !picture && isRunning(scan);
  panel.figure.dataset.waiting = waiting;
  panel.none.textContent = picture || waiting ? "" : "not made";
  setImage(panel.magnitude, picture && address(scan, picture, "magnitude"));
  setImage(panel.deviation, picture?.uncertainty && address(scan, picture, "uncertainty"));
  showAnomaly(panel, scan, picture);
  panel.magnitude.alt = picture ? `${stage} picture, image ${picture.key}` : "";
  if (picture) {
    showCaption(panel, picture);
  } else {
    panel.caption.replaceChildren();
  }
}

/** Shows the stages of one image of the scan. */
export function show(scan, key) {
  const pictures = STAGES.map((stage) => pictureOf(scan, key, stage));
  const aspect = pictures.find(Boolean)?.aspect ?? 1;
  STAGES.forEach((stage, i) => showPanel(panels.get(stage), stage, scan, pictures[i], aspect));
  return pictures.filter(Boolean);
}

/** Only the pixels: what a playing cine changes. */
export function showFrame(scan, key) {
  for (const stage of STAGES) {
    const picture = pictureOf(scan, key, stage);
    if (picture) {
      setImage(panels.get(stage).magnitude, address(scan, picture, "magnitude"));
      setImage(panels.get(stage).deviation, picture.uncertainty && address(scan, picture, "uncertainty"));
      showAnomaly(panels.get(stage), scan, picture);
    }
  }
}

/** One row a stage: method, model, share, time, evaluations, noise, steps. */
export function explain(body, remarks, pictures) {
  body.replaceChildren(
    ...pictures.map((p) => {
      const row = element("tr");
      const steps = p.steps.map((s) => `${s.name} ${millis(s.millis)}`).join(", ");
      const model = p.model ? `${p.model} ${p.modelVersion}` : "none";
      const cells = [p.stage, p.method, model, percent(p.share), millis(p.afterLatest), p.evaluations || "none",
        p.noiseLevel > 0 ? p.noiseLevel.toPrecision(3) : "", steps];
      row.append(...cells.map((text) => element("td", "", String(text))));
      row.title = p.modelDigest ? `weights sha256 ${p.modelDigest}` : "";
      return row;
    }),
  );
  remarks.textContent = [...new Set(pictures.map((p) => p.remark).filter(Boolean))].join(" · ");
}
