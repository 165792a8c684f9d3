// Which scans are listed.

import type { Scan } from "./scan";

export const SHOWN = ["all", "running", "done", "failed"] as const;
export type Shown = (typeof SHOWN)[number];

const IS: Record<Shown, (scan: Scan) => boolean> = {
  all: () => true,
  running: (scan) => scan.running,
  done: (scan) => scan.view.state === "done",
  failed: (scan) => scan.failed,
};

/** Scans of this kind whose name or state holds every word of the text. */
export function filtered(scans: Scan[], shown: Shown, text: string): Scan[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return scans.filter((scan) => {
    const told = `${scan.id} ${scan.view.state}`.toLowerCase();
    return IS[shown](scan) && words.every((word) => told.includes(word));
  });
}
