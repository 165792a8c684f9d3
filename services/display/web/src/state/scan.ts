// One scan as the page knows it, and what may be asked of it.

import { type Anomaly, type Frame, type Lines, type Picture, type ScanView, STAGES, type Stage } from "./wire";

export const AXES = ["slice", "phase", "contrast", "repetition"] as const;
export type Axis = (typeof AXES)[number];
export type Place = Record<Axis, number>;
export const START: Place = { slice: 0, phase: 0, contrast: 0, repetition: 0 };

const RUNNING = new Set(["", "started", "receiving", "sufficient_quality", "reconstructing"]);
const FAILED = new Set(["failed", "aborted"]);

export const keyOf = (place: Place): string => `${place.repetition}.${place.contrast}.${place.phase}.${place.slice}`;

/** Names the cine that an image belongs to. */
export const cineOf = (place: Place): string => keyOf({ ...place, phase: 0 });

export class Scan {
  readonly id: string;
  view: ScanView;
  latest: Picture | undefined;
  private readonly images = new Map<string, Map<Stage, Picture>>();
  private readonly cines = new Map<string, Map<string, Frame>>();
  private readonly maps = new Map<string, Anomaly>();
  private readonly grids = new Map<string, Uint8Array>();
  private values: Record<Axis, number[]> | undefined;

  constructor(id: string) {
    this.id = id;
    this.view = unknown(id);
  }

  /** Takes a picture, unless a newer one of its place is here. */
  take(picture: Picture): void {
    let stages = this.images.get(picture.key);
    if (!stages) {
      stages = new Map();
      this.images.set(picture.key, stages);
      this.values = undefined;
    }
    const before = stages.get(picture.stage);
    if (!before || picture.last || before.revision <= picture.revision) {
      stages.set(picture.stage, picture);
      this.latest = picture;
    }
  }

  takeFrame(frame: Frame, ended: string[]): void {
    const frames = this.cines.get(frame.slice) ?? new Map<string, Frame>();
    this.cines.set(frame.slice, frames);
    ended.forEach((id) => frames.delete(id));
    frames.set(frame.id, frame);
  }

  takeAnomaly(anomaly: Anomaly): void {
    this.maps.set(anomaly.key, anomaly);
  }

  takeLines({ key, rows, lines }: Lines): void {
    const before = this.grids.get(key);
    const grid = before?.length === rows ? before : new Uint8Array(rows);
    lines.forEach((line) => (grid[line] = 1));
    this.grids.set(key, grid);
  }

  /** Forgets a picture, or the cine of a slice. */
  drop(key: string, stage: string): void {
    if (stage === "cine") {
      this.cines.delete(key);
      return;
    }
    const stages = this.images.get(key);
    stages?.delete(stage as Stage);
    if (stages?.size === 0) {
      this.images.delete(key);
      this.maps.delete(key);
      this.values = undefined;
    }
  }

  picture(key: string, stage: Stage): Picture | undefined {
    return this.images.get(key)?.get(stage);
  }

  /** The picture of the latest stage that there is. */
  best(key: string): Picture | undefined {
    const stages = this.images.get(key);
    const latest = STAGES.findLast((stage) => stages?.has(stage));
    return latest && stages?.get(latest);
  }

  /** The frames of a cine in the order of their moments. */
  frames(cine: string): Frame[] {
    return [...(this.cines.get(cine)?.values() ?? [])].sort((a, b) => a.time - b.time);
  }

  anomaly(key: string): Anomaly | undefined {
    return this.maps.get(key);
  }

  /** One byte a line of the grid, 1 where it has arrived; of a gated scan those of all phases together. */
  lines(place: Place): Uint8Array | undefined {
    return this.grids.get(keyOf(place)) ?? this.grids.get(cineOf(place));
  }

  /** The counters' values that occur, ascending. */
  axes(): Record<Axis, number[]> {
    if (!this.values) {
      const pictures = [...this.images.values()].flatMap((stages) => [...stages.values()].slice(0, 1));
      const along = (axis: Axis) => [...new Set(pictures.map((picture) => picture[axis]))].sort((a, b) => a - b);
      this.values = Object.fromEntries(AXES.map((axis) => [axis, along(axis)])) as Record<Axis, number[]>;
    }
    return this.values;
  }

  /** Images of which there is a picture. */
  get size(): number {
    return this.images.size;
  }

  get running(): boolean {
    return RUNNING.has(this.view.state);
  }

  get failed(): boolean {
    return FAILED.has(this.view.state);
  }
}

function unknown(id: string): ScanView {
  return { id, state: "", message: "", received: 0, duplicate: 0, refused: 0, missing: 0, imagesExpected: 0, imagesFinished: 0,
    updated: 0, window: 0, uncertaintyWindow: 0, windowVersion: 0, deadLetters: 0, deadLetter: "", noAnomalyMap: "", sender: "",
    sufficient: "" };
}
