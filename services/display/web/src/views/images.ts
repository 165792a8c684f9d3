// All images of the scan at a glance: a cell each, the brighter the further it has come; a click goes there.

import type { App } from "../app";
import { plural } from "../state/format";
import { AXES, type Place, type Scan, keyOf } from "../state/scan";
import { STAGES } from "../state/wire";
import { part } from "./dom";

const SHARES = [0.16, 0.32, 0.58, 1];

/** The first axis with several values (slice, phase, contrast, repetition) from left to right, the next one from top to bottom. */
function cells(scan: Scan, place: Place): Place[][] {
  const axes = scan.axes();
  const [across = "slice", down] = AXES.filter((axis) => axes[axis].length > 1);
  const row = (at: Place) => axes[across].map((value) => ({ ...at, [across]: value }));
  return down ? axes[down].map((value) => row({ ...place, [down]: value })) : [row(place)];
}

export function showImages(app: App): void {
  const canvas = part<HTMLCanvasElement>("images");
  let grid: Place[][] = [];
  canvas.addEventListener("click", (event) => {
    const row = grid[Math.floor((event.offsetY / canvas.clientHeight) * grid.length)];
    const place = row?.[Math.floor((event.offsetX / canvas.clientWidth) * row.length)];
    if (place) {
      app.change({ place });
    }
  });

  app.show(() => {
    const scan = app.scan;
    canvas.hidden = !scan || scan.size < 2;
    if (!scan || canvas.hidden) {
      return;
    }
    grid = cells(scan, app.look.place);
    const columns = grid[0]?.length ?? 1;
    const stages = grid.map((row) => row.map((place) => STAGES.indexOf(scan.best(keyOf(place))?.stage ?? ("" as never))));
    const name = `${scan.id} ${app.key} ${canvas.clientWidth} ${document.documentElement.dataset.theme} ${stages.join(";")}`;
    if (canvas.dataset.painted === name) {
      return;
    }
    canvas.dataset.painted = name;
    canvas.style.setProperty("height", `${Math.min(84, Math.max(10, 7 * grid.length))}px`);
    canvas.width = Math.max(1, canvas.clientWidth * devicePixelRatio);
    canvas.height = canvas.clientHeight * devicePixelRatio;
    const finished = stages.flat().filter((stage) => stage === STAGES.length - 1).length;
    canvas.setAttribute("aria-label", `${plural(scan.size, "image")}, ${finished} of them refined`);
    draw(canvas, stages, grid, columns, app.key);
  });
}

function draw(canvas: HTMLCanvasElement, stages: number[][], grid: Place[][], columns: number, chosen: string): void {
  const context = canvas.getContext("2d");
  if (!context) {
    return;
  }
  const [width, height] = [canvas.width / columns, canvas.height / grid.length];
  const gap = width > 5 * devicePixelRatio ? devicePixelRatio : 0;
  const colours = getComputedStyle(canvas);
  stages.forEach((row, y) => row.forEach((stage, x) => {
    const here = keyOf(grid[y]![x]!) === chosen;
    context.fillStyle = here ? colours.outlineColor : colours.color;
    context.globalAlpha = here ? 1 : (SHARES[stage] ?? 0.06);
    context.fillRect(x * width, y * height, Math.max(1, width - gap), Math.max(1, height - (height > 4 ? devicePixelRatio : 0)));
  }));
}
