// What the page knows of all scans, kept up to date by the server's events. Knows no browser.

import { Scan } from "./scan";
import type { EventName, Events, Health } from "./wire";

export class Store {
  health: Health = { reading: null, workers: null };
  private readonly scans = new Map<string, Scan>();

  /** Takes an event; a snapshot replaces all that was known. */
  apply<N extends EventName>(name: N, data: Events[N]): void {
    (this.handlers[name] as (data: Events[N]) => void)(data);
  }

  private readonly handlers: { [N in EventName]: (data: Events[N]) => void } = {
    snapshot: ({ scans, health }) => {
      this.scans.clear();
      this.health = health;
      for (const whole of scans) {
        const scan = this.ensure(whole.scan.id);
        scan.view = whole.scan;
        whole.pictures.forEach((picture) => scan.take(picture));
        whole.frames.forEach((frame) => scan.takeFrame(frame, []));
        whole.anomalies.forEach((anomaly) => scan.takeAnomaly(anomaly));
        whole.lines.forEach((lines) => scan.takeLines(lines));
      }
    },
    scan: ({ scan }) => (this.ensure(scan.id).view = scan),
    picture: ({ scanId, picture }) => this.ensure(scanId).take(picture),
    frame: ({ scanId, frame, ended }) => this.ensure(scanId).takeFrame(frame, ended),
    anomaly: ({ scanId, anomaly }) => this.ensure(scanId).takeAnomaly(anomaly),
    lines: ({ scanId, lines }) => this.ensure(scanId).takeLines(lines),
    dropped: ({ scanId, key, stage }) => this.scans.get(scanId)?.drop(key, stage),
    forgotten: ({ scanId }) => this.scans.delete(scanId),
    health: (health) => (this.health = health),
    beat: () => {},
  };

  private ensure(id: string): Scan {
    const scan = this.scans.get(id) ?? new Scan(id);
    this.scans.set(id, scan);
    return scan;
  }

  scan(id: string | undefined): Scan | undefined {
    return id === undefined ? undefined : this.scans.get(id);
  }

  /** The newest first. */
  all(): Scan[] {
    return [...this.scans.values()].reverse();
  }

  newest(): Scan | undefined {
    return this.all()[0];
  }
}
