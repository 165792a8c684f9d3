// Where the time of the chosen image went, and how each of its pictures was made.

import type { App } from "../app";
import { millis, percent, stageName } from "../state/format";
import { type Bar, marks, timeline } from "../state/timings";
import { type Picture, STAGES } from "../state/wire";
import { make, part, tell } from "./dom";

const share = (value: number) => `${(100 * value).toFixed(2)}%`;

function placed(className: string, from: number, to: number, title: string): HTMLElement {
  const made = make("i", className);
  made.style.setProperty("left", share(from));
  made.style.setProperty("width", share(to - from));
  made.title = title;
  return made;
}

function row(bar: Bar, length: number, time: string): HTMLElement {
  const waited = bar.steps[0] ? bar.steps[0].from : bar.to;
  const track = make("div", "track", placed(bar.steps.length > 0 || bar.name !== "measurement" ? "wait" : "measure",
    bar.from / length, waited / length, `${bar.name}: ${millis(waited - bar.from)}`));
  bar.steps.forEach((step, i) => track.append(
    placed(`step s${i % 4}`, step.from / length, (step.from + step.millis) / length, `${step.name} ${millis(step.millis)}`)));
  return make("div", "line", make("span", "what", bar.name), track, make("span", "number", time));
}

function axis(length: number): HTMLElement {
  const track = make("div", "track marks");
  for (const mark of marks(length)) {
    const label = make("span", "", length < 3000 ? millis(mark) : `${mark / 1000} s`);
    label.style.setProperty("left", share(mark / length));
    track.append(label);
  }
  return make("div", "line", make("span"), track, make("span"));
}

function showTimeline(pictures: Picture[]): void {
  const bars = timeline(pictures);
  const length = Math.max(1, ...bars.map((bar) => bar.to));
  part("timeline").replaceChildren(
    ...bars.map((bar) => row(bar, length, bar.name === "measurement" ? millis(bar.to) : `+${millis(bar.to - bar.from)}`)),
    ...(bars.length > 0 ? [axis(length)] : []));
}

function showTable(pictures: Picture[]): void {
  part("made").replaceChildren(...pictures.map((p) => {
    const cells = [p.method, p.model ? `${p.model} ${p.modelVersion}` : "none", percent(p.share), millis(p.afterLatest),
      p.evaluations > 0 ? String(p.evaluations) : "none", p.predictedNrmse === null ? "" : p.predictedNrmse.toFixed(3),
      p.noiseLevel > 0 ? p.noiseLevel.toPrecision(3) : "", p.steps.map((s) => `${s.name} ${millis(s.millis)}`).join(", ")];
    const head = make("th", "", stageName(p.stage));
    head.scope = "row";
    const made = make("tr", "", head, ...cells.map((text) => make("td", "", text)));
    made.title = p.modelDigest ? `weights sha256 ${p.modelDigest}` : "";
    return made;
  }));
}

export function showMade(app: App): void {
  let shown = "";
  app.show(() => {
    const scan = app.scan;
    const pictures = STAGES.flatMap((stage) => scan?.picture(app.key, stage) ?? []);
    const told = `${scan?.id} ${pictures.map((p) => `${p.key}/${p.stage}/${p.published}`).join()}`;
    if (told !== shown) {
      shown = told;
      showTimeline(pictures);
      showTable(pictures);
      tell(part("remarks"), [...new Set(pictures.map((p) => p.remark).filter(Boolean))].join(" · "));
    }
  });
}
