// The cine of the chosen slice: measured and synthesised frames in turn, the bar of the cycle, speed and stepping.

import type { App } from "../app";
import { uncertaintyScale } from "../pixels/colours";
import { grey, overlay } from "../pixels/paint";
import { frameAddress } from "../state/address";
import { millis, percent } from "../state/format";
import { Player } from "../state/player";
import { type Scan, cineOf } from "../state/scan";
import { limits } from "../state/window";
import type { Frame } from "../state/wire";
import { make, tell } from "./dom";
import { Screen } from "./screen";

const STILL = matchMedia("(prefers-reduced-motion: reduce)").matches;
const share = (value: number) => `${(100 * value).toFixed(3)}%`;
const kindOf = (frame: Frame) => (frame.measured ? "measured" : "synthesised");

function button(text: string, name: string, act: () => void): HTMLButtonElement {
  const made = make("button", "", text);
  made.type = "button";
  made.title = name;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", act);
  return made;
}

export class CinePanel {
  readonly figure = make("figure", "stage cine");
  readonly player = new Player<Frame>(!STILL);
  private readonly app: App;
  private readonly screen: Screen;
  private readonly kind = make("span", "kind");
  private readonly count = make("span");
  private readonly caption = make("figcaption");
  private readonly now = make("i", "now");
  private readonly cycle = make("div", "cycle");
  private readonly play: HTMLButtonElement;
  private shown = "";
  private timer = 0;

  constructor(app: App) {
    this.app = app;
    this.screen = new Screen(app, () => app.change({ solo: app.look.solo ? undefined : "cine" }));
    this.play = button("Pause", "play or pause", () => this.toggle());
    this.cycle.title = "the cardiac cycle, from one R wave to the next";
    const legend = make("div", "keys", make("span", "measured", "measured"), make("span", "synthesised", "synthesised"));
    const side = make("div", "beside", this.kind, this.caption, make("div", "", this.cycle, legend), this.controls());
    this.figure.append(make("header", "", make("span", "", "cine"), this.count), this.screen.view, side);
    this.figure.hidden = true;
  }

  private controls(): HTMLElement {
    const rate = make("input");
    Object.assign(rate, { type: "range", min: "5", max: "120", value: "60" });
    const output = make("output");
    const set = () => {
      this.player.rate = Number(rate.value);
      output.textContent = `${rate.value} beats/min`;
    };
    rate.addEventListener("input", set);
    set();
    return make("div", "group", button("◀", "frame before", () => this.step(-1)), this.play,
      button("▶", "next frame", () => this.step(1)), make("label", "", "speed ", rate, output));
  }

  /** Plays or stops. */
  toggle(): void {
    this.player.playing = !this.player.playing;
    this.app.draw();
  }

  step(by: number): void {
    this.player.step(by);
    this.app.draw();
  }

  wanted(scan: Scan): string[] {
    const frames = scan.frames(cineOf(this.app.look.place));
    return frames.flatMap((frame) => [
      frameAddress(scan.id, frame, "magnitude"),
      ...(this.app.look.uncertainty && frame.uncertainty ? [frameAddress(scan.id, frame, "uncertainty")] : []),
    ]);
  }

  update(scan: Scan): void {
    const { look } = this.app;
    const frames = scan.frames(cineOf(look.place));
    this.player.load(frames);
    this.figure.hidden = frames.length === 0 || (look.solo !== undefined && look.solo !== "cine");
    const frame = this.player.current;
    if (frame) {
      this.drawBar(frames);
      this.paint(scan, frame);
      this.say(frame);
    }
    this.run();
  }

  /** Every frame is shown until the moment of the next one. */
  private run(): void {
    const playing = this.player.playing && this.player.length > 1 && !this.figure.hidden;
    tell(this.play, this.player.playing ? "Pause" : "Play");
    this.play.setAttribute("aria-pressed", String(playing));
    if (!playing) {
      clearTimeout(this.timer);
      this.timer = 0;
    } else if (!this.timer) {
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.player.next();
        this.app.draw();
      }, this.player.delay);
    }
  }

  private paint(scan: Scan, frame: Frame): void {
    const { look, loader } = this.app;
    const address = frameAddress(scan.id, frame, "magnitude");
    const levels = loader.get(address);
    if (levels) {
      const { low, high } = limits(look.window, scan.view.window);
      this.screen.magnitude.paint(`${address} ${low} ${high}`, levels, () => grey(levels, { low, high }));
      const above = frameAddress(scan.id, frame, "uncertainty");
      const deviation = look.uncertainty && frame.uncertainty ? loader.get(above) : undefined;
      const top = scan.view.uncertaintyWindow;
      if (deviation) {
        this.screen.uncertainty.paint(`${above} ${top}`, deviation, () => overlay(deviation, { low: 0, high: top }, uncertaintyScale));
      } else {
        this.screen.uncertainty.hide();
      }
    }
    this.screen.update(frame.aspect, `${kindOf(frame)} frame at ${percent(frame.time)} of the cycle`);
  }

  private say(frame: Frame): void {
    this.figure.dataset.kind = kindOf(frame);
    tell(this.kind, kindOf(frame));
    this.now.style.setProperty("left", share(frame.time));
    this.caption.replaceChildren(...linesOf(frame).map(([name, value]) => make("span", "", `${name} `, make("b", "", value))));
  }

  private drawBar(frames: Frame[]): void {
    const told = frames.map((frame) => frame.id).join();
    if (told === this.shown) {
      return;
    }
    this.shown = told;
    const ticks = frames.map((frame) => {
      const tick = button("", `${kindOf(frame)}, ${percent(frame.time)}`, () => {
        this.player.go(frame.id);
        this.app.draw();
      });
      tick.className = kindOf(frame);
      tick.style.setProperty("left", share(frame.time));
      tick.tabIndex = -1;
      return tick;
    });
    this.cycle.replaceChildren(...ticks, this.now);
    const measured = frames.filter((frame) => frame.measured).length;
    tell(this.count, `${measured} measured, ${frames.length - measured} synthesised`);
  }
}

function linesOf(frame: Frame): [string, string][] {
  const lines: [string, string][] = [["moment", `${percent(frame.time)} of the cycle`]];
  if (frame.measured) {
    lines.push(["phase", String(frame.source)], ["method", frame.method]);
  } else {
    lines.push(["between", `phase ${frame.source} and phase ${frame.target}, γ = ${frame.gamma.toFixed(2)}`]);
    lines.push(["after its phases", millis(frame.afterMeasured)], ["folded", `${(100 * frame.foldingShare).toFixed(2)} %`]);
  }
  if (frame.model) {
    lines.push(["model", `${frame.model} ${frame.modelVersion}`]);
  }
  return frame.remark ? [...lines, ["remark", frame.remark]] : lines;
}
