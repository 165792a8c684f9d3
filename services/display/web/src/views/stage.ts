// The panel of a stage: its picture, overlays, difference from the best stage, and what is said of it.

import type { App } from "../app";
import { anomalyScale, differenceScale, uncertaintyScale } from "../pixels/colours";
import type { Levels } from "../pixels/levels";
import { above, difference, grey, overlay } from "../pixels/paint";
import { anomalyAddress, pictureAddress } from "../state/address";
import { millis, percent, stageName } from "../state/format";
import type { Scan } from "../state/scan";
import { limits } from "../state/window";
import type { Picture, Stage } from "../state/wire";
import { make, tell } from "./dom";
import { Screen } from "./screen";

export class StagePanel {
  readonly figure = make("figure", "stage");
  private readonly name = make("span");
  private readonly time = make("span", "number");
  private readonly caption = make("figcaption");
  private readonly screen: Screen;
  private readonly app: App;
  private readonly stage: Stage;

  constructor(app: App, stage: Stage) {
    this.app = app;
    this.stage = stage;
    this.screen = new Screen(app, () => app.change({ solo: app.look.solo ? undefined : stage }));
    this.figure.dataset.stage = stage;
    this.time.title = "time after the latest readout before it";
    this.figure.append(make("header", "", this.name, this.time), this.screen.view, this.caption);
  }

  /** Where its pixels are. */
  wanted(scan: Scan): string[] {
    const picture = scan.picture(this.app.key, this.stage);
    if (!picture) {
      return [];
    }
    const { uncertainty, anomaly } = this.app.look;
    const map = anomaly ? this.mapOver(scan, picture) : undefined;
    return [
      pictureAddress(scan.id, picture, "magnitude"),
      ...(uncertainty && picture.uncertainty ? [pictureAddress(scan.id, picture, "uncertainty")] : []),
      ...(map ? [anomalyAddress(scan.id, map)] : []),
    ];
  }

  /** The anomaly map over the very picture that it was made of. */
  private mapOver(scan: Scan, picture: Picture) {
    const map = scan.anomaly(picture.key);
    return map?.picture === picture.revision ? map : undefined;
  }

  update(scan: Scan, aspect: number): void {
    const { look, key } = this.app;
    const picture = scan.picture(key, this.stage);
    const waiting = !picture && scan.running;
    this.figure.hidden = look.solo !== undefined && look.solo !== this.stage;
    this.figure.dataset.waiting = String(waiting);
    tell(this.name, stageName(this.stage, picture?.method));
    tell(this.time, picture ? `+${millis(picture.afterLatest)}` : "");
    tell(this.screen.none, picture || waiting ? "" : "not made");
    if (picture) {
      this.paint(scan, picture);
    } else {
      this.screen.clear();
    }
    this.screen.update(aspect, picture ? `${this.stage} picture of image ${key}, ${percent(picture.share)} of k-space` : "");
    this.say(picture);
  }

  private paint(scan: Scan, picture: Picture): void {
    const address = pictureAddress(scan.id, picture, "magnitude");
    const levels = this.app.loader.get(address);
    const image = `${scan.id}/${picture.key}`;
    if (levels) {
      if (this.figure.dataset.image !== image) {
        this.figure.dataset.image = image;
        this.screen.uncertainty.hide();
      }
      this.paintMagnitude(scan, address, levels);
      this.paintUncertainty(scan, picture, levels);
      this.paintAnomaly(scan, picture);
    }
    this.figure.dataset.stale = String(this.figure.dataset.image !== image);
  }

  private paintMagnitude(scan: Scan, address: string, levels: Levels): void {
    const { look } = this.app;
    const white = scan.view.window;
    const best = scan.best(this.app.key);
    const other = look.difference && best && best.stage !== this.stage ? pictureAddress(scan.id, best, "magnitude") : "";
    const from = other ? this.app.loader.get(other) : undefined;
    if (from && from.data.length === levels.data.length) {
      const top = look.differenceTop * white;
      this.screen.magnitude.paint(`${address} - ${other} ${top}`, levels, () => difference(levels, from, top, differenceScale));
    } else {
      const { low, high } = limits(look.window, white);
      this.screen.magnitude.paint(`${address} ${low} ${high}`, levels, () => grey(levels, { low, high }));
    }
  }

  private paintUncertainty(scan: Scan, picture: Picture, under: Levels): void {
    const address = pictureAddress(scan.id, picture, "uncertainty");
    const wanted = this.app.look.uncertainty && picture.uncertainty && !this.app.look.difference;
    const levels = wanted ? this.app.loader.get(address) : undefined;
    if (levels && levels.data.length === under.data.length) {
      const high = scan.view.uncertaintyWindow;
      this.screen.uncertainty.paint(`${address} ${high}`, levels, () => overlay(levels, { low: 0, high }, uncertaintyScale));
    } else if (!wanted) {
      this.screen.uncertainty.hide();
    }
  }

  private paintAnomaly(scan: Scan, picture: Picture): void {
    const map = this.app.look.anomaly ? this.mapOver(scan, picture) : undefined;
    const levels = map && this.app.loader.get(anomalyAddress(scan.id, map));
    tell(this.screen.caution, map ? `anomaly map: ${map.label}` : "");
    if (map && levels) {
      const range = { low: map.threshold, high: map.top * map.threshold };
      this.screen.anomaly.paint(anomalyAddress(scan.id, map), levels, () => above(levels, range, anomalyScale));
    } else {
      this.screen.anomaly.hide();
    }
  }

  private say(picture: Picture | undefined): void {
    const lines = picture ? captionOf(picture) : [];
    const told = JSON.stringify(lines);
    if (this.caption.dataset.told !== told) {
      this.caption.dataset.told = told;
      this.caption.replaceChildren(...lines.map(([name, value]) => make("span", "", `${name} `, make("b", "", value))));
    }
  }
}

function captionOf(picture: Picture): [string, string][] {
  const lines: [string, string][] = [["k-space", percent(picture.share)]];
  if (picture.evaluations > 0) {
    lines.push(["evaluations", `${picture.evaluations}${picture.samples > 1 ? `, ${picture.samples} samples` : ""}`]);
  }
  if (picture.predictedNrmse !== null) {
    lines.push(["predicted error", percent(picture.predictedNrmse)]);
  }
  lines.push(["after first readout", millis(picture.afterFirst)]);
  if (picture.model) {
    lines.push(["model", `${picture.model} ${picture.modelVersion}`]);
  }
  return lines;
}
