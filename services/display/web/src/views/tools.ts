// The controls: which image, window and level, zoom, overlays and their scales.

import type { App } from "../app";
import { anomalyScale, differenceScale, uncertaintyScale } from "../pixels/colours";
import { percent } from "../state/format";
import { AXES, type Scan } from "../state/scan";
import { WHOLE } from "../state/viewport";
import { FULL, isFull, windowOf } from "../state/window";
import type { Anomaly } from "../state/wire";
import { drawScale, make, part, tell } from "./dom";

const input = (id: string) => part<HTMLInputElement>(id);

function showSliders(app: App): void {
  const sliders = AXES.map((axis) => {
    const range = make("input");
    range.type = "range";
    const output = make("output");
    const label = make("label", "", axis, range, output);
    part("sliders").append(label);
    range.addEventListener("input", () => {
      const value = app.scan?.axes()[axis][Number(range.value)];
      app.change({ place: { ...app.look.place, [axis]: value ?? 0 } });
    });
    return { axis, range, output, label };
  });
  app.show(() => {
    const axes = app.scan?.axes();
    for (const { axis, range, output, label } of sliders) {
      const values = axes?.[axis] ?? [];
      const at = Math.max(0, values.indexOf(app.look.place[axis]));
      label.hidden = values.length < 2;
      range.max = String(Math.max(0, values.length - 1));
      range.value = String(at);
      range.setAttribute("aria-valuetext", `${at + 1} of ${values.length}`);
      tell(output, `${at + 1} of ${values.length}`);
    }
  });
}

function showWindow(app: App): void {
  const set = () => app.change({ window: windowOf(Number(input("level").value) / 100, Number(input("width").value) / 100) });
  input("level").addEventListener("change", set);
  input("width").addEventListener("change", set);
  part("reset").addEventListener("click", () => app.change({ window: FULL, viewport: WHOLE }));
  app.show(() => {
    const { window, viewport } = app.look;
    for (const [id, value] of [["level", window.level], ["width", window.width]] as const) {
      if (document.activeElement !== part(id)) {
        input(id).value = String(Math.round(100 * value));
      }
    }
    tell(part("zoom"), viewport.zoom > 1 ? `zoom ${viewport.zoom.toFixed(1)}` : "");
    part<HTMLButtonElement>("reset").disabled = isFull(window) && viewport.zoom === 1;
  });
}

function showOverlays(app: App): void {
  const style = document.documentElement.style;
  for (const [id, name] of [["uncertainty-opacity", "--overlay"], ["anomaly-opacity", "--anomaly"]] as const) {
    input(id).addEventListener("input", () => style.setProperty(name, String(Number(input(id).value) / 100)));
  }
  input("uncertainty").addEventListener("change", () => app.change({ uncertainty: input("uncertainty").checked }));
  input("difference").addEventListener("change", () => app.change({ difference: input("difference").checked }));
  input("anomaly-on").addEventListener("change", () => app.change({ anomaly: input("anomaly-on").checked }));
  const range = part<HTMLSelectElement>("difference-range");
  range.addEventListener("change", () => app.change({ differenceTop: Number(range.value) }));
  for (const [id, scale] of [["uncertainty", uncertaintyScale], ["difference", differenceScale], ["anomaly", anomalyScale]] as const) {
    drawScale(part<HTMLCanvasElement>(`${id}-scale`), scale);
  }
  app.show(() => {
    const scan = app.scan;
    if (scan) {
      tellScales(app, scan);
      tellAnomaly(app, scan);
    }
  });
}

function tellScales(app: App, scan: Scan): void {
  const { window: white, uncertaintyWindow: top } = scan.view;
  const { uncertainty, difference, differenceTop } = app.look;
  input("uncertainty").disabled = !(top > 0);
  part("uncertainty-more").hidden = !(uncertainty && top > 0);
  tell(part("uncertainty-top"), white > 0 ? `${((100 * top) / white).toPrecision(2)} % of white` : "");
  part("difference-more").hidden = !difference;
  const best = scan.best(app.key);
  tell(part("difference-from"), best ? `from ${best.stage}` : "");
  tell(part("difference-bottom"), `−${percent(differenceTop)}`);
  tell(part("difference-top"), `${percent(differenceTop)} of white`);
}

/** The control where there is a map; its scale and score only while it is asked for, and never without its label. */
function tellAnomaly(app: App, scan: Scan): void {
  const found = scan.anomaly(app.key);
  const refused = scan.view.noAnomalyMap;
  const on = Boolean(found) && app.look.anomaly;
  part("anomaly").hidden = !found && !refused;
  input("anomaly-on").disabled = !found;
  part("anomaly-more").hidden = !on;
  tell(part("anomaly-label"), found?.label ?? "");
  tell(part("anomaly-top"), found ? `${found.top} × threshold` : "");
  tell(part("anomaly-score"), found ? (on ? score(found) : "") : refused);
  part("anomaly-score").title = found ? `weights sha256 ${found.modelDigest}` : "";
}

function score(found: Anomaly): string {
  const answer = found.anomalous
    ? `score ${found.score.toFixed(2)}, ${Math.round(found.areaMm2)} mm² above the threshold`
    : `no anomaly: score ${found.score.toFixed(2)}, inside what healthy slices give`;
  const how = `${found.sources.join(" + ")}; ${found.model} ${found.modelVersion}, L = ${found.levels.join(", ")}, `
    + `${found.evaluations} evaluations`;
  return `${answer} (${percent(found.share)} of the brain) · ${how}${found.remark ? ` · ${found.remark}` : ""}`;
}

export function showTools(app: App): void {
  showSliders(app);
  showWindow(app);
  showOverlays(app);
}
