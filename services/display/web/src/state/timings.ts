// Where the time of an image went, from the scan's first readout on.

import type { Picture, Step } from "./wire";

export interface Bar {
  name: string;
  /** Milliseconds after the first readout. */
  from: number;
  to: number;
  /** What was computed in it, at its end; before that it waited. */
  steps: (Step & { from: number })[];
}

/** The measurement, then one bar a picture, from the last readout that it is made of to its publication. */
export function timeline(pictures: Picture[]): Bar[] {
  const measured = Math.max(0, ...pictures.map((picture) => picture.afterFirst - picture.afterLatest));
  const bars = pictures.map((picture) => {
    const begin = picture.afterFirst - picture.afterLatest;
    let at = picture.afterFirst - picture.steps.reduce((sum, step) => sum + step.millis, 0);
    const steps = picture.steps.map((step) => {
      const from = Math.max(begin, at);
      at += step.millis;
      return { ...step, from, millis: Math.max(0, Math.min(at, picture.afterFirst) - from) };
    });
    return { name: picture.stage, from: begin, to: picture.afterFirst, steps };
  });
  return pictures.length === 0 ? [] : [{ name: "measurement", from: 0, to: measured, steps: [] }, ...bars];
}

/** Round marks for an axis of so many milliseconds. */
export function marks(length: number): number[] {
  const rough = length / 5;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => i * step);
}
