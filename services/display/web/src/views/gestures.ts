// What mouse and fingers do on a picture: window and level, zoom and pan.

import type { App } from "../app";
import { panned, zoomed } from "../state/viewport";
import { dragged } from "../state/window";

interface Point {
  x: number;
  y: number;
}

const apart = ([a, b]: Point[]): number => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);
const middle = ([a, b]: Point[]): Point => (a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : { x: 0, y: 0 });

export function listen(app: App, view: HTMLElement): void {
  const fingers = new Map<number, Point>();

  /** In shares of the view. */
  const share = (point: Point): Point => {
    const box = view.getBoundingClientRect();
    return { x: (point.x - box.left) / box.width, y: (point.y - box.top) / box.height };
  };

  const pan = (dx: number, dy: number) =>
    app.change({ viewport: panned(app.look.viewport, dx / view.clientWidth, dy / view.clientHeight) });

  const pinch = (before: Point[], now: Point[]) => {
    const at = share(middle(now));
    app.look.viewport = zoomed(app.look.viewport, apart(now) / Math.max(1, apart(before)), at.x, at.y);
    pan(middle(now).x - middle(before).x, middle(now).y - middle(before).y);
  };

  view.addEventListener("pointerdown", (event) => {
    if (event.button <= 1) {
      view.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    }
  });
  view.addEventListener("pointermove", (event) => {
    const before = [...fingers.values()];
    const from = fingers.get(event.pointerId);
    if (!from) {
      return;
    }
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (fingers.size === 2) {
      pinch(before, [...fingers.values()]);
    } else if (event.shiftKey || event.buttons === 4) {
      pan(dx, dy);
    } else {
      app.change({ window: dragged(app.look.window, dx, dy) });
    }
  });
  for (const over of ["pointerup", "pointercancel"] as const) {
    view.addEventListener(over, (event) => fingers.delete(event.pointerId));
  }
  view.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const at = share({ x: event.clientX, y: event.clientY });
      app.change({ viewport: zoomed(app.look.viewport, Math.exp(-event.deltaY / 300), at.x, at.y) });
    }
  }, { passive: false });
}
