// The stream of events: comes back by itself, and notices when a connection has died without a word.

import type { EventName, Events } from "./wire";

export type Link = "connecting" | "live" | "lost";

/** What an EventSource does of what is used here. */
export interface Source {
  addEventListener(name: string, heard: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface Surroundings {
  open(): Source;
  /** Whether whoever looks may still do so; false sends him to log in. */
  mayLook(): Promise<boolean>;
  leave(): void;
  later(act: () => void, millis: number): number;
  cancel(timer: number): void;
}

export interface Listener {
  heard<N extends EventName>(name: N, data: Events[N]): void;
  link(link: Link): void;
}

const NAMES: EventName[] = ["snapshot", "scan", "picture", "frame", "anomaly", "lines", "dropped", "forgotten", "health", "beat"];

/** The server says something every 4 s. */
const SILENCE_MILLIS = 15_000;
const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 10_000;

export class Connection {
  private source: Source | undefined;
  private silence = 0;
  private wait = FIRST_WAIT_MILLIS;
  private readonly around: Surroundings;
  private readonly listener: Listener;

  constructor(around: Surroundings, listener: Listener) {
    this.around = around;
    this.listener = listener;
  }

  open(): void {
    const source = this.around.open();
    this.source = source;
    source.addEventListener("open", () => this.alive());
    source.addEventListener("error", () => this.lost());
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }) => {
        this.alive();
        this.listener.heard(name, JSON.parse(data));
      });
    }
    this.watch();
  }

  private alive(): void {
    this.wait = FIRST_WAIT_MILLIS;
    this.watch();
    this.listener.link("live");
  }

  private watch(): void {
    this.around.cancel(this.silence);
    this.silence = this.around.later(() => this.lost(), SILENCE_MILLIS);
  }

  /** Begins anew after a while, longer each time; the first event then is a snapshot of all that was missed. */
  private lost(): void {
    this.around.cancel(this.silence);
    this.source?.close();
    this.listener.link("lost");
    this.around.later(() => void this.again(), this.wait);
    this.wait = Math.min(LONGEST_WAIT_MILLIS, 2 * this.wait);
  }

  private async again(): Promise<void> {
    const may = await this.around.mayLook().catch(() => true);
    if (may) {
      this.open();
    } else {
      this.around.leave();
    }
  }
}
