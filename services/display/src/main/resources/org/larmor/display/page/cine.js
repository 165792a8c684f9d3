// The cine of the chosen slice: measured and synthesised frames in turn, the bar of the cycle, speed and stepping.

import { frameAddress, framesOf } from "./book.js";
import { element, millis, percent } from "./stages.js";

const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const parts = {};
const pixels = new Map();
let scan = null;
let frames = [];
let at = 0;
let timer = 0;
let paused = STILL;

/** Makes the panel of the cine before the others; `chosen(figure)` is called on a double click. */
export function buildCine(root, chosen) {
  const figure = element("figure", "stage cine");
  const head = element("header");
  const view = element("div", "view");
  const side = element("div", "side");
  const [magnitude, deviation] = ["magnitude", "deviation"].map((name) => element("canvas", name));
  magnitude.setAttribute("role", "img");
  view.append(magnitude, deviation);
  view.addEventListener("dblclick", () => chosen(figure));
  const label = element("span", "kind");
  const count = element("span");
  head.append(element("span", "", "cine"), count);
  const caption = element("figcaption");
  side.append(label, caption, bar(), buttons());
  figure.append(head, view, side);
  figure.hidden = true;
  root.prepend(figure);
  Object.assign(parts, { figure, view, magnitude, deviation, label, count, caption });
}

function bar() {
  const cycle = element("div", "cycle");
  const now = element("i", "now");
  cycle.append(now);
  cycle.title = "the cardiac cycle, from one R wave to the next";
  const legend = element("div", "keys");
  legend.append(element("span", "measured", "measured"), element("span", "synthesised", "synthesised"));
  const box = element("div");
  box.append(cycle, legend);
  Object.assign(parts, { cycle, now });
  return box;
}

function button(name, title, act) {
  const made = element("button", "", name);
  made.type = "button";
  made.title = title;
  made.addEventListener("click", act);
  return made;
}

function buttons() {
  const box = element("div", "group");
  const play = button("Pause", "space", playOrPause);
  const rate = element("input");
  Object.assign(rate, { type: "range", min: "5", max: "120", value: "60" });
  const output = element("output");
  const speed = element("label", "", "speed ");
  speed.append(rate, output);
  const tell = () => { output.textContent = `${rate.value} beats/min`; };
  rate.addEventListener("input", tell);
  tell();
  box.append(button("◀", "frame before (left arrow)", () => stepFrame(-1)), play,
    button("▶", "next frame (right arrow)", () => stepFrame(1)), speed);
  Object.assign(parts, { play, rate });
  return box;
}

/** Shows the cine of a slice as far as it has come; hides the panel where there is none. */
export function adaptCine(shown, slice) {
  const before = frames[at]?.id;
  if (scan !== shown || frames[0]?.slice !== slice) {
    paused = STILL;
  }
  scan = shown;
  frames = framesOf(shown, slice);
  parts.figure.hidden = frames.length === 0;
  at = Math.max(0, frames.findIndex((frame) => frame.id === before));
  fetchPixels();
  drawBar();
  draw();
  run();
}

/** One frame on or back, and stops there; false where there is no cine. */
export function stepFrame(by) {
  if (frames.length === 0) {
    return false;
  }
  paused = true;
  run();
  at = (at + by + frames.length) % frames.length;
  draw();
  return true;
}

/** Plays, or stops; false where there is no cine. */
export function playOrPause() {
  paused = !paused;
  run();
  return frames.length > 0;
}

export const hasCine = () => frames.length > 0;

function run() {
  const playing = !paused && frames.length > 1;
  parts.play.textContent = paused ? "Play" : "Pause";
  parts.play.setAttribute("aria-pressed", String(playing));
  if (!playing) {
    clearTimeout(timer);
    timer = 0;
  } else if (!timer) {
    schedule();
  }
}

/** Every frame is shown until the moment of the next one. */
function schedule() {
  const next = frames[(at + 1) % frames.length];
  const share = (next.time - frames[at].time + 1) % 1 || 1;
  timer = setTimeout(() => {
    at = frames.length > 0 ? (at + 1) % frames.length : 0;
    draw();
    timer = 0;
    run();
  }, share * 60000 / Number(parts.rate.value));
}

/** Holds the pictures of these frames, and of no others. */
function fetchPixels() {
  const wanted = new Set();
  for (const frame of frames) {
    for (const map of frame.uncertainty ? ["magnitude", "uncertainty"] : ["magnitude"]) {
      const url = frameAddress(scan, frame, map);
      wanted.add(url);
      if (!pixels.has(url)) {
        const image = new Image();
        image.addEventListener("load", () => frames[at] === frame && draw());
        image.src = url;
        pixels.set(url, image);
      }
    }
  }
  [...pixels.keys()].filter((url) => !wanted.has(url)).forEach((url) => pixels.delete(url));
}

function paint(canvas, url) {
  const image = url && pixels.get(url);
  canvas.hidden = !url;
  if (image?.complete && image.naturalWidth > 0) {
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext("2d").drawImage(image, 0, 0);
  }
}

function draw() {
  const frame = frames[at];
  if (!frame) {
    return;
  }
  const kind = frame.measured ? "measured" : "synthesised";
  parts.view.style.aspectRatio = String(frame.aspect);
  parts.figure.dataset.kind = kind;
  parts.label.textContent = kind;
  paint(parts.magnitude, frameAddress(scan, frame, "magnitude"));
  paint(parts.deviation, frame.uncertainty && frameAddress(scan, frame, "uncertainty"));
  parts.magnitude.setAttribute("aria-label", `${kind} frame at ${percent(frame.time)} of the cycle`);
  parts.now.style.left = percentOf(frame.time);
  parts.caption.replaceChildren(...lines(frame).map(([name, value]) => {
    const line = element("span", "", `${name} `);
    line.append(element("b", "", value));
    return line;
  }));
}

function lines(frame) {
  const found = [["moment", `${percent(frame.time)} of the cycle`]];
  if (frame.measured) {
    found.push(["phase", String(frame.source)], ["method", frame.method]);
  } else {
    found.push(["between", `phase ${frame.source} and phase ${frame.target}, γ = ${frame.gamma.toFixed(2)}`]);
    found.push(["after its phases", millis(frame.afterMeasured)], ["folded", `${(100 * frame.foldingShare).toFixed(2)} %`]);
  }
  if (frame.model) {
    found.push(["model", `${frame.model} ${frame.modelVersion}`]);
  }
  if (frame.remark) {
    found.push(["remark", frame.remark]);
  }
  return found;
}

const percentOf = (share) => `${(100 * share).toFixed(3)}%`;

function drawBar() {
  const ticks = frames.map((frame, index) => {
    const tick = button("", `${frame.measured ? "measured" : "synthesised"}, ${percent(frame.time)}`, () => {
      stepFrame(index - at);
    });
    tick.className = frame.measured ? "measured" : "synthesised";
    tick.style.left = percentOf(frame.time);
    tick.tabIndex = -1;
    return tick;
  });
  parts.cycle.replaceChildren(...ticks, parts.now);
  const measured = frames.filter((frame) => frame.measured).length;
  parts.count.textContent = `${measured} measured, ${frames.length - measured} synthesised`;
}
