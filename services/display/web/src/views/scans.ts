// The list of scans with its filter.

import type { App } from "../app";
import { thumbnailAddress } from "../state/address";
import { SHOWN, filtered } from "../state/filter";
import type { Scan } from "../state/scan";
import { make, part, tell } from "./dom";

class Card {
  readonly item = make("li");
  private readonly button = make("button");
  private readonly thumb = make("img", "thumb");
  private readonly sub = make("span", "sub");
  private wanted = "";
  private swapping = false;

  constructor(app: App, id: string) {
    this.button.type = "button";
    this.button.title = id;
    this.thumb.alt = "";
    this.thumb.hidden = true;
    const frame = make("span", "thumb", this.thumb);
    this.button.append(frame, make("span", "", make("span", "name", id), this.sub));
    this.item.append(this.button);
    this.button.addEventListener("click", () => {
      const scan = app.store.scan(id);
      if (scan) {
        part<HTMLInputElement>("follow").checked = false;
        app.look.follow = false;
        app.choose(scan);
      }
    });
  }

  update(scan: Scan, chosen: boolean): void {
    this.button.setAttribute("aria-current", String(chosen));
    tell(this.sub, subtitle(scan));
    this.item.dataset.state = scan.running ? "running" : scan.view.state;
    const picture = scan.latest && scan.best(scan.latest.key);
    this.wanted = picture ? thumbnailAddress(scan.id, picture, scan.view.windowVersion) : this.wanted;
    void this.swap();
  }

  /** One at a time, however fast they come; the picture before stays until the next one can be drawn. */
  private async swap(): Promise<void> {
    const address = this.wanted;
    if (this.swapping || address === "" || this.thumb.getAttribute("src") === address) {
      return;
    }
    this.swapping = true;
    const next = new Image();
    next.src = address;
    await next.decode().catch(() => {});
    this.thumb.src = address;
    this.thumb.hidden = next.naturalWidth === 0;
    this.swapping = false;
  }
}

function subtitle(scan: Scan): string {
  const { state, imagesFinished, imagesExpected } = scan.view;
  const images = imagesExpected > 0 ? ` · ${imagesFinished} of ${imagesExpected}` : "";
  return `${(state || "unknown").replace("_", " ")}${images}`;
}

export function showScans(app: App): void {
  const list = part("scans");
  const cards = new Map<string, Card>();
  const search = part<HTMLInputElement>("search");
  search.addEventListener("input", () => app.change({ search: search.value }));
  const follow = part<HTMLInputElement>("follow");
  follow.addEventListener("change", () => app.change({ follow: follow.checked }));
  part("shown").append(...SHOWN.map((shown) => {
    const input = make("input");
    Object.assign(input, { type: "radio", name: "shown", value: shown, checked: shown === app.look.shown });
    input.addEventListener("change", () => app.change({ shown }));
    return make("label", "", input, make("span", "", shown));
  }));

  app.show(() => {
    const all = app.store.all();
    const scans = filtered(all, app.look.shown, app.look.search);
    const items = scans.map((scan) => {
      const card = cards.get(scan.id) ?? new Card(app, scan.id);
      cards.set(scan.id, card);
      card.update(scan, scan.id === app.look.chosen);
      return card.item;
    });
    if (items.length !== list.children.length || items.some((item, i) => item !== list.children[i])) {
      list.replaceChildren(...items);
    }
    [...cards.keys()].filter((id) => !app.store.scan(id)).forEach((id) => cards.delete(id));
    tell(part("scan-count"), all.length === scans.length ? String(all.length || "") : `${scans.length} of ${all.length}`);
    part("no-scans").hidden = scans.length > 0 || all.length === 0;
  });
}

/** Chooses the scan so many further down the list. */
export function stepScan(app: App, by: number): void {
  const scans = filtered(app.store.all(), app.look.shown, app.look.search);
  const next = scans[scans.findIndex((scan) => scan.id === app.look.chosen) + by];
  if (next) {
    part<HTMLInputElement>("follow").checked = false;
    app.look.follow = false;
    app.choose(next);
  }
}
