// The anomaly map over the chosen image: off until it is asked for, never without its label.

import { anomalyOf } from "./book.js";
import { percent } from "./stages.js";

const $ = (id) => document.getElementById(id);

/** Wires the controls; `asked()` when the map is asked for, or not any more. */
export function wireAnomaly(asked) {
  const apply = () => {
    $("stages").classList.toggle("with-anomaly", $("anomaly-on").checked);
    document.documentElement.style.setProperty("--anomaly", String(Number($("anomaly-opacity").value) / 100));
    asked();
  };
  $("anomaly-on").addEventListener("change", apply);
  $("anomaly-opacity").addEventListener("input", apply);
  $("anomaly-on").title = "key a";
}

/** Shows the control where there is a map, and its score only while it is asked for. */
export function tellAnomaly(scan, key) {
  const found = anomalyOf(scan, key);
  const refused = scan.view.noAnomalyMap;
  $("anomaly").hidden = !found && !refused;
  for (const control of [$("anomaly-on"), $("anomaly-opacity")]) {
    control.disabled = !found;
  }
  $("anomaly-label").textContent = found ? found.label : "";
  const on = Boolean(found) && $("anomaly-on").checked;
  $("anomaly-legend").hidden = !on;
  $("anomaly-top").textContent = on ? `${found.top} × threshold` : "";
  $("anomaly-score").textContent = on ? score(found) : found ? "" : refused;
  $("anomaly-score").title = on ? `weights sha256 ${found.modelDigest}` : "";
}

function score(found) {
  const answer = found.anomalous
    ? `score ${found.score.toFixed(2)}, ${Math.round(found.areaMm2)} mm² above the threshold`
    : `no anomaly: score ${found.score.toFixed(2)}, inside what healthy slices give`;
  const how = `${found.sources.join(" + ")}; ${found.model} ${found.modelVersion}, L = ${found.levels.join(", ")}, `
    + `${found.evaluations} evaluations`;
  return `${answer} (${percent(found.share)} of the brain) · ${how}${found.remark ? ` · ${found.remark}` : ""}`;
}
