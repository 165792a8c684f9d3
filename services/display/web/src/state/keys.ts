// What the keys do; the help is made of this table.

export const KEYS = [
  { keys: ["ArrowUp", "ArrowDown"], shown: "↑ ↓", does: "slice before, next slice" },
  { keys: ["ArrowLeft", "ArrowRight"], shown: "← →", does: "frame or phase before, next one" },
  { keys: [" "], shown: "space", does: "play the cine, or stop it" },
  { keys: ["PageUp", "PageDown"], shown: "page up, page down", does: "scan above, scan below" },
  { keys: ["1", "2", "3", "4"], shown: "1 2 3 4", does: "enlarge a stage; the same key again shows all" },
  { keys: ["u"], shown: "u", does: "uncertainty" },
  { keys: ["d"], shown: "d", does: "difference from the best stage" },
  { keys: ["a"], shown: "a", does: "anomaly map, not for diagnosis" },
  { keys: ["+", "-"], shown: "+ −", does: "zoom in, zoom out; also Ctrl and the wheel, or two fingers" },
  { keys: ["r"], shown: "r", does: "reset window, level, zoom and place" },
  { keys: ["t"], shown: "t", does: "dark, light, or as the system is" },
  { keys: ["/"], shown: "/", does: "search the scans" },
  { keys: ["?"], shown: "?", does: "this help" },
  { keys: [], shown: "drag", does: "window (sideways) and level (up and down)" },
  { keys: [], shown: "Shift and drag", does: "move the picture" },
] as const;

export type Key = (typeof KEYS)[number]["keys"][number];

/** Whether a key that was pressed there is meant for the page and not for the control. */
export function isForPage(key: string, control: { tag: string; type: string }): boolean {
  if (control.tag === "INPUT" && control.type !== "checkbox" && control.type !== "radio") {
    return control.type === "range" && !key.startsWith("Arrow") && !key.startsWith("Page");
  }
  const pressed = key === " " && (control.tag === "BUTTON" || control.tag === "INPUT");
  const moved = key.startsWith("Arrow") && control.type === "radio";
  return control.tag !== "SELECT" && !pressed && !moved;
}
