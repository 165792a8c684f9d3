// Dark, light, or as the system is; remembered in this browser.

import type { App } from "../app";
import { part, tell } from "./dom";

const THEMES = ["system", "dark", "light"] as const;
type Theme = (typeof THEMES)[number];
const KEPT = "larmor.theme";

function kept(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEPT)) ?? "system";
  } catch {
    return "system";
  }
}

/** Makes the switch; returns what goes on to the next theme. */
export function showTheme(app: App): () => void {
  const light = matchMedia("(prefers-color-scheme: light)");
  const button = part("theme");
  let theme = kept();
  const apply = () => {
    document.documentElement.dataset.theme = theme === "system" ? (light.matches ? "light" : "dark") : theme;
    tell(button, theme);
    button.setAttribute("aria-label", `colours: ${theme}; change`);
    app.draw();
  };
  const next = () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
    try {
      localStorage.setItem(KEPT, theme);
    } catch {
      // a browser that keeps nothing still shows it
    }
    apply();
  };
  button.addEventListener("click", next);
  light.addEventListener("change", apply);
  apply();
  return next;
}
