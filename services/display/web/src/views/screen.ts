// The dark field of a panel: the picture with its overlays, its window in a corner, and what to say about it.

import type { App } from "../app";
import { told } from "../state/window";
import { make, tell } from "./dom";
import { listen } from "./gestures";
import { Layer } from "./layer";

export class Screen {
  readonly view = make("div", "view");
  readonly magnitude = new Layer("magnitude");
  readonly uncertainty = new Layer("uncertainty");
  readonly anomaly = new Layer("anomaly");
  readonly none = make("div", "none");
  readonly caution = make("span", "caution");
  private readonly picture = make("div", "picture");
  private readonly corner = make("span", "corner");
  private readonly app: App;

  constructor(app: App, enlarge: () => void) {
    this.app = app;
    this.picture.append(this.magnitude.canvas, this.uncertainty.canvas, this.anomaly.canvas);
    this.view.append(this.none, this.picture, this.corner, this.caution);
    this.magnitude.canvas.setAttribute("role", "img");
    this.uncertainty.canvas.setAttribute("aria-hidden", "true");
    listen(app, this.view);
    this.view.addEventListener("dblclick", enlarge);
  }

  update(aspect: number, label: string): void {
    const { window, viewport, difference } = this.app.look;
    this.view.style.setProperty("aspect-ratio", String(aspect));
    this.picture.style.setProperty(
      "transform", `translate(${100 * viewport.x}%, ${100 * viewport.y}%) scale(${viewport.zoom})`);
    this.picture.classList.toggle("close", viewport.zoom >= 4);
    this.magnitude.canvas.setAttribute("aria-label", label);
    this.corner.hidden = this.magnitude.canvas.hidden;
    tell(this.corner, difference ? "" : told(window));
  }

  clear(): void {
    this.magnitude.hide();
    this.uncertainty.hide();
    this.anomaly.hide();
    tell(this.caution, "");
  }
}
