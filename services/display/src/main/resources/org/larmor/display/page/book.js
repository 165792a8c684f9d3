// What the page knows of the scans, kept up to date by the server's events.

export const STAGES = ["zero-filled", "sense", "coarse", "refined"];
const RUNNING = new Set(["", "started", "receiving", "reconstructing"]);

const scans = new Map();

const slot = (key, stage) => `${key}/${stage}`;

function ensure(id) {
  if (!scans.has(id)) {
    scans.set(id, { id, view: { id, state: "", message: "" }, pictures: new Map(), frames: new Map(),
      anomalies: new Map(), order: scans.size });
  }
  return scans.get(id);
}

function addPicture(scan, picture) {
  const place = slot(picture.key, picture.stage);
  const before = scan.pictures.get(place);
  if (!before || before.revision <= picture.revision) {
    scan.pictures.set(place, picture);
  }
}

const APPLY = {
  snapshot({ scans: all }) {
    scans.clear();
    for (const { scan, pictures, frames, anomalies } of all) {
      const entry = ensure(scan.id);
      entry.view = scan;
      pictures.forEach((p) => addPicture(entry, p));
      frames.forEach((f) => entry.frames.set(slot(f.slice, f.id), f));
      anomalies.forEach((a) => entry.anomalies.set(a.key, a));
    }
  },
  scan({ scan }) {
    ensure(scan.id).view = scan;
  },
  picture({ scanId, picture }) {
    addPicture(ensure(scanId), picture);
  },
  frame({ scanId, frame, ended }) {
    const entry = ensure(scanId);
    ended.forEach((id) => entry.frames.delete(slot(frame.slice, id)));
    entry.frames.set(slot(frame.slice, frame.id), frame);
  },
  anomaly({ scanId, anomaly }) {
    ensure(scanId).anomalies.set(anomaly.key, anomaly);
  },
  forgotten({ scanId }) {
    scans.delete(scanId);
  },
};

/** Listens to the server; `changed(id)` after every event, `link(state)` when the connection comes or goes. */
export function listen(changed, link) {
  const source = new EventSource("/api/events");
  source.onopen = () => link("live");
  source.onerror = () => {
    link("lost");
    if (source.readyState === EventSource.CLOSED) {
      location.reload();
    }
  };
  for (const [name, apply] of Object.entries(APPLY)) {
    source.addEventListener(name, (event) => {
      const data = JSON.parse(event.data);
      apply(data);
      changed(data.scanId ?? data.scan?.id ?? null);
    });
  }
}

export const allScans = () => [...scans.values()].reverse();
export const scanOf = (id) => scans.get(id);
export const newest = () => allScans()[0];
export const isRunning = (scan) => RUNNING.has(scan.view.state);
export const pictureOf = (scan, key, stage) => scan.pictures.get(slot(key, stage));
export const keyOf = ({ repetition, contrast, phase, slice }) => `${repetition}.${contrast}.${phase}.${slice}`;

/** The counters' values that occur in this scan, in order: { slice: [0, 1, ...], phase: [...], ... }. */
export function axes(scan) {
  const found = { slice: new Set(), phase: new Set(), contrast: new Set(), repetition: new Set() };
  for (const picture of scan.pictures.values()) {
    for (const axis of Object.keys(found)) {
      found[axis].add(picture[axis]);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([axis, set]) => [axis, [...set].sort((a, b) => a - b)]));
}

/** The best picture there is of an image: the latest stage. */
export function best(scan, key) {
  for (const stage of [...STAGES].reverse()) {
    const picture = pictureOf(scan, key, stage);
    if (picture) {
      return picture;
    }
  }
  return undefined;
}

/** The frames of a slice's cine, in the order of their moments. */
export const framesOf = (scan, slice) =>
  [...scan.frames.values()].filter((frame) => frame.slice === slice).sort((a, b) => a.time - b.time);

export const frameAddress = (scan, frame, map) =>
  `/api/frames/${encodeURIComponent(scan.id)}/${frame.slice}/${frame.id}/${map}.png?v=${scan.view.windowVersion ?? 0}`;

/** The anomaly map over an image, if there is one. */
export const anomalyOf = (scan, key) => scan.anomalies.get(key);

export const anomalyAddress = (scan, anomaly) =>
  `/api/anomalies/${encodeURIComponent(scan.id)}/${anomaly.key}/map.png?v=${anomaly.revision}.${anomaly.picture}`;

export function address(scan, picture, map) {
  const version = `${picture.revision}.${scan.view.windowVersion ?? 0}`;
  return `/api/scans/${encodeURIComponent(scan.id)}/${picture.key}/${picture.stage}/${map}.png?v=${version}`;
}
