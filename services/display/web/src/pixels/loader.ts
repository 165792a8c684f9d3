// Fetches the pixels that are wanted now, a few at a time, the first of the list first; what is not wanted any more is given up.

import { type Levels, decode } from "./levels";
import { Shelf } from "./shelf";

const AT_A_TIME = 4;
const BOUND = 192 << 20;

export type Fetch = (address: string, signal: AbortSignal) => Promise<ArrayBuffer>;

export class Loader {
  private readonly shelf = new Shelf<Levels>(BOUND, (levels) => levels.data.byteLength);
  private readonly running = new Map<string, AbortController>();
  private readonly failed = new Set<string>();
  private wanted: string[] = [];
  private readonly fetch: Fetch;
  private readonly arrived: () => void;

  /** @param arrived is called when there is more on the shelf */
  constructor(fetch: Fetch, arrived: () => void) {
    this.fetch = fetch;
    this.arrived = arrived;
  }

  get(address: string): Levels | undefined {
    return this.shelf.get(address);
  }

  /** All that is wanted now; replaces what was wanted before. */
  want(addresses: string[]): void {
    this.wanted = addresses.filter((address) => !this.shelf.get(address) && !this.failed.has(address));
    for (const [address, fetching] of this.running) {
      if (!this.wanted.includes(address)) {
        fetching.abort();
      }
    }
    this.pump();
  }

  /** A lost connection may have been why something failed. */
  forgive(): void {
    this.failed.clear();
  }

  private pump(): void {
    for (const address of this.wanted) {
      if (this.running.size >= AT_A_TIME) {
        return;
      }
      if (!this.running.has(address)) {
        void this.load(address);
      }
    }
  }

  private async load(address: string): Promise<void> {
    const fetching = new AbortController();
    this.running.set(address, fetching);
    try {
      this.shelf.put(address, decode(await this.fetch(address, fetching.signal)));
      this.arrived();
    } catch {
      if (!fetching.signal.aborted) {
        this.failed.add(address);
      }
    } finally {
      this.running.delete(address);
      this.wanted = this.wanted.filter((other) => other !== address || fetching.signal.aborted);
      this.pump();
    }
  }
}
