// What a server might tell, briefly.

import { Scan } from "../src/state/scan";
import type { Anomaly, Frame, Picture, ScanView, Stage, WholeScan } from "../src/state/wire";

export function picture(slice: number, stage: Stage, revision: number, more: Partial<Picture> = {}): Picture {
  const phase = more.phase ?? 0;
  return { key: `0.0.${phase}.${slice}`, repetition: 0, contrast: 0, phase, slice, stage, revision, last: false, rows: 2, columns: 3,
    aspect: 1.5, uncertainty: false, predictedNrmse: null, share: 1, afterFirst: 1000, afterLatest: 400, published: revision,
    method: stage, model: "", modelVersion: "", modelDigest: "", evaluations: 0, samples: 0, noiseLevel: 0, acceleration: 4,
    remark: "", steps: [], ...more };
}

export function frame(id: string, time: number): Frame {
  return { id, slice: "0.0.0.0", measured: true, time, gamma: 0, source: 0, target: 0, rows: 2, columns: 3, aspect: 1, uncertainty: false,
    foldingShare: 0, afterMeasured: 0, method: "", model: "", modelVersion: "", remark: "" };
}

export function anomaly(revision: number, published: number): Anomaly {
  return { key: "0.0.0.0", revision, picture: 3, sources: [], score: 0, threshold: 1, top: 5, share: 0, areaMm2: 0, anomalous: false,
    published, model: "", modelVersion: "", modelDigest: "", evaluations: 0, levels: [], remark: "", label: "" };
}

export function scanOf(id: string, state: string, ...pictures: Picture[]): Scan {
  const scan = new Scan(id);
  scan.view = { ...scan.view, state };
  pictures.forEach((p) => scan.take(p));
  return scan;
}

export const view = (id: string, more: Partial<ScanView> = {}): ScanView => ({ ...new Scan(id).view, ...more });

export const whole = (id: string, ...pictures: Picture[]): WholeScan =>
  ({ scan: view(id, { state: "receiving" }), pictures, frames: [], anomalies: [], lines: [] });
