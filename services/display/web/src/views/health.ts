// Whether this page, its server and the services keep up.

import type { App } from "../app";
import { age, plural } from "../state/format";
import { facts, part, tell } from "./dom";

const LINK = { connecting: "connecting", live: "live", lost: "connection lost, trying again" };
const REFRESH_MILLIS = 5000;

/** Scans that run, by who sends them. */
function senders(app: App): string {
  const running = app.store.all().filter((scan) => scan.running);
  const by = new Map<string, number>();
  running.forEach((scan) => by.set(scan.view.sender, (by.get(scan.view.sender) ?? 0) + 1));
  const told = [...by].map(([sender, count]) => `${count} of ${sender ? sender.slice(0, 6) : "unknown"}`);
  return running.length === 0 ? "none" : by.size > 1 ? told.join(", ") : String(running.length);
}

function pairs(app: App): [string, string][] {
  const { reading, workers } = app.store.health;
  const found: [string, string][] = [];
  if (workers) {
    found.push(["workers", workers.trouble || `${workers.members || "none"} in ${workers.group}`]);
    if (!workers.trouble) {
      found.push(["readouts waiting", String(workers.lag)]);
    }
  }
  found.push(["running scans", senders(app)]);
  if (reading) {
    found.push(["page is behind", reading.trouble || (reading.lag > 0 ? plural(reading.lag, "record") : "no")]);
    if (reading.newest > 0) {
      found.push(["last record", `${age(Date.now() - reading.newest)} ago`]);
    }
  }
  return found;
}

function trouble(app: App): boolean {
  const { reading, workers } = app.store.health;
  return Boolean(reading?.trouble || workers?.trouble || (workers && workers.members === 0));
}

export function showHealth(app: App): void {
  setInterval(() => app.draw(), REFRESH_MILLIS);
  app.show(() => {
    const link = part("link");
    link.dataset.state = app.link;
    tell(link, LINK[app.link]);
    facts(part("health"), pairs(app));
    part("health").classList.toggle("trouble", trouble(app));
  });
}
