// Where pixels are fetched. What is there never changes: another picture has another address.

import type { Anomaly, Frame, Picture } from "./wire";

export type PixelMap = "magnitude" | "uncertainty";

export const pictureAddress = (scan: string, picture: Picture, map: PixelMap): string =>
  `/api/scans/${encodeURIComponent(scan)}/${picture.key}/${picture.stage}/${map}.levels?v=${picture.revision}-${picture.published}`;

export const frameAddress = (scan: string, frame: Frame, map: PixelMap): string =>
  `/api/frames/${encodeURIComponent(scan)}/${frame.slice}/${frame.id}/${map}.levels`;

export const anomalyAddress = (scan: string, anomaly: Anomaly): string =>
  `/api/anomalies/${encodeURIComponent(scan)}/${anomaly.key}/map.levels?v=${anomaly.revision}-${anomaly.published}`;

export const thumbnailAddress = (scan: string, picture: Picture, windowVersion: number): string =>
  `/api/scans/${encodeURIComponent(scan)}/${picture.key}/${picture.stage}/magnitude.png`
  + `?v=${picture.revision}-${picture.published}-${windowVersion}`;
