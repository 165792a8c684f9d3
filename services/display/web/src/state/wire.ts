// What the server tells, as it tells it: docs/display.md. Times are milliseconds.

export const STAGES = ["zero-filled", "sense", "coarse", "refined"] as const;
export type Stage = (typeof STAGES)[number];

export interface ScanView {
  id: string;
  state: string;
  message: string;
  received: number;
  duplicate: number;
  refused: number;
  missing: number;
  imagesExpected: number;
  imagesFinished: number;
  updated: number;
  window: number;
  uncertaintyWindow: number;
  windowVersion: number;
  deadLetters: number;
  deadLetter: string;
  noAnomalyMap: string;
  sender: string;
  sufficient: string;
}

export interface Step {
  name: string;
  millis: number;
}

export interface Picture {
  key: string;
  repetition: number;
  contrast: number;
  phase: number;
  slice: number;
  stage: Stage;
  revision: number;
  last: boolean;
  rows: number;
  columns: number;
  aspect: number;
  uncertainty: boolean;
  predictedNrmse: number | null;
  share: number;
  afterFirst: number;
  afterLatest: number;
  published: number;
  method: string;
  model: string;
  modelVersion: string;
  modelDigest: string;
  evaluations: number;
  samples: number;
  noiseLevel: number;
  acceleration: number;
  remark: string;
  steps: Step[];
}

export interface Frame {
  id: string;
  slice: string;
  measured: boolean;
  time: number;
  gamma: number;
  source: number;
  target: number;
  rows: number;
  columns: number;
  aspect: number;
  uncertainty: boolean;
  foldingShare: number;
  afterMeasured: number;
  method: string;
  model: string;
  modelVersion: string;
  remark: string;
}

export interface Anomaly {
  key: string;
  revision: number;
  picture: number;
  sources: string[];
  score: number;
  threshold: number;
  top: number;
  share: number;
  areaMm2: number;
  anomalous: boolean;
  published: number;
  model: string;
  modelVersion: string;
  modelDigest: string;
  evaluations: number;
  levels: number[];
  remark: string;
  label: string;
}

export interface Lines {
  key: string;
  rows: number;
  lines: number[];
}

export interface Health {
  reading: { lag: number; newest: number; trouble: string } | null;
  workers: { group: string; members: number; lag: number; trouble: string } | null;
}

export interface WholeScan {
  scan: ScanView;
  pictures: Picture[];
  frames: Frame[];
  anomalies: Anomaly[];
  lines: Lines[];
}

/** The events by their names. */
export interface Events {
  snapshot: { scans: WholeScan[]; health: Health };
  scan: { scan: ScanView };
  picture: { scanId: string; picture: Picture };
  frame: { scanId: string; frame: Frame; ended: string[] };
  anomaly: { scanId: string; anomaly: Anomaly };
  lines: { scanId: string; lines: Lines };
  dropped: { scanId: string; key: string; stage: string };
  forgotten: { scanId: string };
  health: Health;
  beat: object;
}

export type EventName = keyof Events;
