// What is said of the chosen scan: its name, state, facts, and what went wrong.

import type { App } from "../app";
import { coverage } from "../state/coverage";
import { percent, plural } from "../state/format";
import type { Scan } from "../state/scan";
import { facts, part, tell } from "./dom";

function factsOf(app: App, scan: Scan): [string, string][] {
  const view = scan.view;
  const picture = scan.best(app.key);
  const found: [string, string][] = [];
  if (picture) {
    found.push(["R", picture.acceleration.toFixed(1).replace(/\.0$/, "")]);
    found.push(["matrix", `${picture.rows} × ${picture.columns}`]);
  }
  found.push(["readouts", String(view.received)]);
  for (const name of ["missing", "duplicate", "refused"] as const) {
    if (view[name] > 0) {
      found.push([name, String(view[name])]);
    }
  }
  if (view.imagesExpected > 0) {
    found.push(["images", `${view.imagesFinished} of ${view.imagesExpected}`]);
  }
  if (picture?.predictedNrmse != null) {
    found.push(["predicted NRMSE", picture.predictedNrmse.toFixed(3)]);
  }
  return found;
}

function showCoverage(app: App, scan: Scan): void {
  const canvas = part<HTMLCanvasElement>("coverage");
  const grid = scan.lines(app.look.place);
  const share = scan.best(app.key)?.share ?? 0;
  const found = grid && coverage(grid);
  const text = found
    ? `${found.arrived} of ${found.rows} lines (${percent(found.arrived / found.rows)})`
    : `${percent(share)} of what will be measured; which lines was not told`;
  tell(part("coverage-text"), text);
  canvas.setAttribute("aria-label", `k-space: ${text}`);
  const name = `${scan.id} ${app.key} ${text} ${found?.runs.length ?? 0} ${document.documentElement.dataset.theme}`;
  const context = canvas.getContext("2d");
  if (canvas.dataset.painted === name || !context) {
    return;
  }
  canvas.dataset.painted = name;
  context.clearRect(0, 0, canvas.width, 1);
  context.fillStyle = getComputedStyle(canvas).color;
  for (const [from, to] of found?.runs ?? [[0, share]]) {
    context.fillRect(from * canvas.width, 0, (to - from) * canvas.width, 1);
  }
}

export function showHead(app: App): void {
  app.show(() => {
    const scan = app.scan;
    part("scan").hidden = !scan;
    part("empty").hidden = Boolean(scan);
    document.title = scan ? `${scan.id} · Larmor` : "Larmor";
    if (!scan) {
      return;
    }
    const { state, message, deadLetters, deadLetter, sufficient } = scan.view;
    tell(part("scan-id"), scan.id);
    tell(part("state"), (state || "unknown").replace("_", " "));
    part("state").dataset.state = state;
    tell(part("message"), scan.running && sufficient ? sufficient : message);
    part("warning").hidden = deadLetters === 0;
    tell(part("warning"), deadLetters > 0 ? `${plural(deadLetters, "record")} refused, last: ${deadLetter}` : "");
    facts(part("facts"), factsOf(app, scan));
    showCoverage(app, scan);
  });
}
