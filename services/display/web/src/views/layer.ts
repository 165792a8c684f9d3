// One canvas of a picture. It keeps what it shows until the next pixels are here: nothing flickers.

import type { Levels } from "../pixels/levels";
import { make } from "./dom";

export class Layer {
  readonly canvas: HTMLCanvasElement;
  private painted = "";

  constructor(className: string) {
    this.canvas = make("canvas", className);
    this.canvas.hidden = true;
  }

  /** Paints where that changes something; `name` tells one painting from another. */
  paint(name: string, levels: Levels, pixels: () => Uint8ClampedArray): void {
    this.canvas.hidden = false;
    if (name === this.painted) {
      return;
    }
    this.painted = name;
    this.canvas.dataset.painted = name;
    if (this.canvas.width !== levels.columns || this.canvas.height !== levels.rows) {
      this.canvas.width = levels.columns;
      this.canvas.height = levels.rows;
    }
    const data = new ImageData(levels.columns, levels.rows);
    data.data.set(pixels());
    this.canvas.getContext("2d")?.putImageData(data, 0, 0);
  }

  hide(): void {
    this.canvas.hidden = true;
    this.painted = "";
  }
}
