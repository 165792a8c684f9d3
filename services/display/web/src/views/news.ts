// Says what has changed to who listens instead of looking: the newest stage of the chosen image, and the scan's state.

import type { App } from "../app";
import { percent, stageName } from "../state/format";
import { part } from "./dom";

const QUIET_MILLIS = 1500;

export function tellNews(app: App): void {
  const news = part("news");
  let before = "";
  let due = "";
  let timer = 0;
  const say = () => {
    timer = 0;
    if (due) {
      news.textContent = due;
      due = "";
      timer = window.setTimeout(say, QUIET_MILLIS);
    }
  };
  app.show(() => {
    const scan = app.scan;
    if (!scan) {
      return;
    }
    const picture = scan.best(app.key);
    const made = picture ? `, ${stageName(picture.stage, picture.method)} picture of slice ${picture.slice + 1}, ${percent(picture.share)} of k-space` : "";
    const now = `${scan.id}: ${scan.view.state || "unknown"}${made}`;
    if (now !== before) {
      before = now;
      due = now;
      if (!timer) {
        say();
      }
    }
  });
}
