// The keys, and the help that lists them.

import type { App } from "../app";
import { KEYS, type Key, isForPage } from "../state/keys";
import { stepped } from "../state/place";
import type { Axis } from "../state/scan";
import { WHOLE, zoomed } from "../state/viewport";
import { FULL } from "../state/window";
import { STAGES } from "../state/wire";
import type { CinePanel } from "./cine";
import { make, part } from "./dom";
import type { PhasePlayer } from "./phases";
import { stepScan } from "./scans";

export interface Played {
  cine: CinePanel;
  phases: PhasePlayer;
  theme: () => void;
}

function actions(app: App, { cine, phases, theme }: Played): Record<Key, () => void> {
  const step = (axis: Axis, by: number) => app.scan && app.change({ place: stepped(app.scan, app.look.place, axis, by) });
  const frame = (by: number) => (cine.player.length > 0 ? cine.step(by) : step("phase", by));
  const zoom = (by: number) => app.change({ viewport: zoomed(app.look.viewport, by) });
  const enlarge = (at: number) => app.change({ solo: app.look.solo === STAGES[at] ? undefined : STAGES[at] });
  const help = part<HTMLDialogElement>("help");
  return {
    ArrowUp: () => step("slice", -1),
    ArrowDown: () => step("slice", 1),
    ArrowLeft: () => frame(-1),
    ArrowRight: () => frame(1),
    " ": () => (cine.player.length > 0 ? cine.toggle() : phases.toggle()),
    PageUp: () => stepScan(app, -1),
    PageDown: () => stepScan(app, 1),
    "1": () => enlarge(0),
    "2": () => enlarge(1),
    "3": () => enlarge(2),
    "4": () => enlarge(3),
    u: () => part("uncertainty").click(),
    d: () => part("difference").click(),
    a: () => !part("anomaly").hidden && part("anomaly-on").click(),
    "+": () => zoom(1.25),
    "-": () => zoom(0.8),
    r: () => app.change({ window: FULL, viewport: WHOLE }),
    t: theme,
    "/": () => part("search").focus(),
    "?": () => (help.open ? help.close() : help.showModal()),
  };
}

export function listenToKeys(app: App, played: Played): void {
  const act = actions(app, played);
  part("help-open").addEventListener("click", () => act["?"]());
  part("keys").append(...KEYS.map(({ shown, does }) => make("tr", "", make("td", "", make("kbd", "", shown)), make("td", "", does))));
  document.addEventListener("keydown", (event) => {
    const on = event.target as HTMLInputElement;
    const busy = event.ctrlKey || event.metaKey || event.altKey || (part<HTMLDialogElement>("help").open && event.key !== "?");
    if (event.key in act && !busy && isForPage(event.key, { tag: on.tagName, type: on.type ?? "" })) {
      event.preventDefault();
      act[event.key as Key]();
    }
  });
}
