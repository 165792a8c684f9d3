// Plays the phases of a scan that has no frames of a cine: the panels of all stages, one phase after the other.

import type { App } from "../app";
import { stepped } from "../state/place";
import { cineOf, keyOf } from "../state/scan";
import { part, tell } from "./dom";

export interface PhasePlayer {
  /** Plays or stops; false where there is nothing to play. */
  toggle(): boolean;
}

export function showPhases(app: App): PhasePlayer {
  const play = part("play");
  const speed = part<HTMLInputElement>("speed");
  let timer = 0;

  const stop = () => {
    clearInterval(timer);
    timer = 0;
  };
  const start = () => {
    stop();
    timer = window.setInterval(next, 1000 / Number(speed.value));
  };
  function next(): void {
    const scan = app.scan;
    if (!scan) {
      return;
    }
    let place = app.look.place;
    for (let i = 0; i < scan.axes().phase.length; i++) {
      place = stepped(scan, place, "phase", 1);
      if (scan.best(keyOf(place))) {
        break;
      }
    }
    app.change({ place });
  }
  const toggle = () => {
    if (part("phases").hidden) {
      return false;
    }
    (timer ? stop : start)();
    app.draw();
    return true;
  };
  play.addEventListener("click", toggle);
  speed.addEventListener("input", () => {
    if (timer) {
      start();
    }
    app.draw();
  });
  app.show(() => {
    const scan = app.scan;
    const none = !scan || scan.axes().phase.length < 2 || scan.frames(cineOf(app.look.place)).length > 0;
    part("phases").hidden = none;
    if (none) {
      stop();
    }
    tell(play, timer ? "Pause" : "Play");
    play.setAttribute("aria-pressed", String(timer !== 0));
    tell(part("speed-value"), `${speed.value} frames/s`);
  });
  return { toggle };
}
