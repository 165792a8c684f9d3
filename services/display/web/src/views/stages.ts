// The cine and the panels of the stages of the chosen image, and which pixels they want.

import type { App } from "../app";
import { pictureAddress } from "../state/address";
import { stepped } from "../state/place";
import { AXES, type Scan, keyOf } from "../state/scan";
import { STAGES } from "../state/wire";
import { CinePanel } from "./cine";
import { part } from "./dom";
import { StagePanel } from "./stage";

/** Pictures of images beside the chosen one: who steps there need not wait. */
function beside(app: App, scan: Scan): string[] {
  const around = AXES.filter((axis) => scan.axes()[axis].length > 1).slice(0, 2)
    .flatMap((axis) => [1, -1, 2].map((by) => keyOf(stepped(scan, app.look.place, axis, by))));
  return around.flatMap((key) => STAGES.flatMap((stage) => {
    const picture = scan.picture(key, stage);
    return picture ? [pictureAddress(scan.id, picture, "magnitude")] : [];
  }));
}

export function showStages(app: App): CinePanel {
  const root = part("stages");
  const cine = new CinePanel(app);
  const panels = STAGES.map((stage) => new StagePanel(app, stage));
  root.append(cine.figure, ...panels.map((panel) => panel.figure));
  app.show(() => {
    const scan = app.scan;
    if (!scan) {
      app.loader.want([]);
      return;
    }
    const aspect = scan.best(app.key)?.aspect ?? 1;
    cine.update(scan);
    panels.forEach((panel) => panel.update(scan, aspect));
    root.classList.toggle("solo", app.look.solo !== undefined);
    app.loader.want([...panels.flatMap((panel) => panel.wanted(scan)), ...cine.wanted(scan), ...beside(app, scan)]);
  });
  return cine;
}
