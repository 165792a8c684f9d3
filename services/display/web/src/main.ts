// The page: what is heard, and the views that show it.

import { App } from "./app";
import { Connection } from "./state/connection";
import { showHead } from "./views/head";
import { showHealth } from "./views/health";
import { showImages } from "./views/images";
import { listenToKeys } from "./views/keyboard";
import { showMade } from "./views/made";
import { tellNews } from "./views/news";
import { showPhases } from "./views/phases";
import { showScans } from "./views/scans";
import { showSession } from "./views/session";
import { showStages } from "./views/stages";
import { showTheme } from "./views/theme";
import { showTools } from "./views/tools";

const app = new App();
const theme = showTheme(app);
showHead(app);
showScans(app);
showHealth(app);
showTools(app);
showImages(app);
const phases = showPhases(app);
const cine = showStages(app);
showMade(app);
tellNews(app);
listenToKeys(app, { cine, phases, theme });
void showSession();

new Connection(
  {
    open: () => new EventSource("/api/events"),
    mayLook: async () => (await fetch("/api/session")).status !== 401,
    leave: () => location.assign("/login"),
    later: (act, millis) => window.setTimeout(act, millis),
    cancel: (timer) => clearTimeout(timer),
  },
  {
    heard: (name, data) => {
      app.store.apply(name, data);
      if (name === "snapshot") {
        app.loader.forgive();
      }
      app.draw();
    },
    link: (link) => {
      if (link !== app.link) {
        app.link = link;
        app.draw();
      }
    },
  },
).open();
