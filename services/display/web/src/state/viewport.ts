// Zoom and pan, the same for all panels: a point of the picture (0 to 1) is shown at zoom * point + offset.

export interface Viewport {
  zoom: number;
  x: number;
  y: number;
}

export const WHOLE: Viewport = { zoom: 1, x: 0, y: 0 };
const MOST = 16;

/** Keeps the view filled by the picture. */
function held(zoom: number, x: number, y: number): Viewport {
  const inside = (offset: number) => Math.min(0, Math.max(1 - zoom, offset));
  return { zoom, x: inside(x), y: inside(y) };
}

/** Zooms by a factor about a point of the view, 0 to 1: what is there stays there. */
export function zoomed(view: Viewport, factor: number, x = 0.5, y = 0.5): Viewport {
  const zoom = Math.min(MOST, Math.max(1, view.zoom * factor));
  const by = zoom / view.zoom;
  return held(zoom, x - by * (x - view.x), y - by * (y - view.y));
}

/** Moves by shares of the view. */
export function panned(view: Viewport, dx: number, dy: number): Viewport {
  return held(view.zoom, view.x + dx, view.y + dy);
}
