// What all views share: what is known, how it is looked at, and a drawing that happens once a frame however much changes.

import type { Shown } from "./state/filter";
import type { Link } from "./state/connection";
import { home, nearest } from "./state/place";
import { type Place, START, type Scan, keyOf } from "./state/scan";
import { Store } from "./state/store";
import { WHOLE, type Viewport } from "./state/viewport";
import type { Stage } from "./state/wire";
import { FULL, type Window } from "./state/window";
import { Loader } from "./pixels/loader";

export interface Look {
  chosen: string | undefined;
  follow: boolean;
  shown: Shown;
  search: string;
  place: Place;
  window: Window;
  viewport: Viewport;
  solo: Stage | "cine" | undefined;
  uncertainty: boolean;
  difference: boolean;
  /** Value at the ends of the difference's scale, in shares of white. */
  differenceTop: number;
  anomaly: boolean;
}

export class App {
  readonly store = new Store();
  readonly loader: Loader;
  link: Link = "connecting";
  look: Look = {
    chosen: undefined,
    follow: true,
    shown: "all",
    search: "",
    place: START,
    window: FULL,
    viewport: WHOLE,
    solo: undefined,
    uncertainty: false,
    difference: false,
    differenceTop: 0.2,
    anomaly: false,
  };
  private readonly views: (() => void)[] = [];
  private due = false;

  constructor() {
    this.loader = new Loader(async (address, signal) => {
      const answer = await fetch(address, { signal });
      if (!answer.ok) {
        throw new Error(`${answer.status} ${address}`);
      }
      return answer.arrayBuffer();
    }, () => this.draw());
  }

  /** A view is a function that makes the page say what is known; it is called whenever something has changed. */
  show(view: () => void): void {
    this.views.push(view);
  }

  /** Changes how things are looked at. */
  change(part: Partial<Look>): void {
    Object.assign(this.look, part);
    this.draw();
  }

  draw(): void {
    if (!this.due) {
      this.due = true;
      requestAnimationFrame(() => {
        this.due = false;
        this.settle();
        this.views.forEach((view) => view());
      });
    }
  }

  choose(scan: Scan): void {
    this.change({ chosen: scan.id, place: home(scan), solo: undefined });
  }

  get scan(): Scan | undefined {
    return this.store.scan(this.look.chosen);
  }

  get key(): string {
    return keyOf(this.look.place);
  }

  /** Chooses the newest scan where that is asked for or nothing else is left, and an image that there is. */
  private settle(): void {
    const { look, store } = this;
    const newest = store.newest();
    if (newest && (!this.scan || (look.follow && look.chosen !== newest.id))) {
      this.look.chosen = newest.id;
      this.look.place = home(newest);
    }
    const scan = this.scan;
    if (scan) {
      this.look.place = scan.best(this.key) ? look.place : nearest(scan, look.place);
    }
  }
}
