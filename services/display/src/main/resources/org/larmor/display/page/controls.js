// Stepping through slices and phases, the cine, the uncertainty overlay, window and level.

import { axes, best, keyOf, pictureOf } from "./book.js";
import { hasCine, playOrPause, stepFrame } from "./cine.js";
import { element } from "./stages.js";

const AXES = ["slice", "phase", "contrast", "repetition"];
const $ = (id) => document.getElementById(id);
const sliders = new Map();
let timer = 0;

/** Which image of the scan is looked at. */
export const place = { repetition: 0, contrast: 0, phase: 0, slice: 0 };

/** Wires the controls; `moved()` when another image is chosen, `frame()` for each frame of a cine. */
export function wire(moved, frame, scan) {
  for (const axis of AXES) {
    const label = element("label", "", axis);
    const input = element("input");
    input.type = "range";
    const output = element("output");
    label.append(input, output);
    label.hidden = true;
    $("sliders").append(label);
    input.addEventListener("input", () => {
      place[axis] = sliders.get(axis).values[Number(input.value)];
      moved();
    });
    sliders.set(axis, { label, input, output, values: [0] });
  }
  wireCine(frame, scan);
  wireOverlay();
  wireWindow();
  document.addEventListener("keydown", (event) => onKey(event, moved));
}

/** Adapts the sliders to the images that the scan has so far, and moves to one that exists. */
export function adapt(scan) {
  const found = axes(scan);
  for (const axis of AXES) {
    const slider = sliders.get(axis);
    slider.values = found[axis];
    slider.label.hidden = found[axis].length < 2;
    slider.input.max = String(Math.max(0, found[axis].length - 1));
    if (!found[axis].includes(place[axis]) && found[axis].length > 0) {
      place[axis] = found[axis][0];
    }
    const at = Math.max(0, found[axis].indexOf(place[axis]));
    slider.input.value = String(at);
    slider.output.textContent = `${at + 1} of ${found[axis].length}`;
  }
  $("cine").hidden = found.phase.length < 2 || hasCine();
  if ($("cine").hidden) {
    stop();
  }
}

/** Starts at the first image that has a picture: nothing is chosen for the person but that. */
export function home(scan) {
  stop();
  const first = [...scan.pictures.values()].sort((a, b) => a.repetition - b.repetition || a.contrast - b.contrast
    || a.phase - b.phase)[0];
  const values = axes(scan).slice;
  Object.assign(place, { repetition: first?.repetition ?? 0, contrast: first?.contrast ?? 0, phase: first?.phase ?? 0,
    slice: values[Math.floor((values.length - 1) / 2)] ?? 0 });
}

/** The scale of the overlay: its top in the share of what is shown as white. */
export function showLegend(scan) {
  const { window: white, uncertaintyWindow: top } = scan.view;
  $("legend").hidden = !(top > 0 && $("overlay").checked);
  $("legend-top").textContent = top > 0 && white > 0 ? `${(100 * top / white).toPrecision(2)} % of white` : "";
}

function step(axis, by) {
  const { values } = sliders.get(axis);
  const at = values.indexOf(place[axis]) + by;
  place[axis] = values[(at + values.length) % values.length] ?? 0;
}

function stop() {
  clearInterval(timer);
  timer = 0;
  $("play").textContent = "Play";
  $("play").setAttribute("aria-pressed", "false");
}

function nextFrame(frame, scan) {
  const shown = scan();
  for (let i = 0; shown && i < sliders.get("phase").values.length; i++) {
    step("phase", 1);
    if (best(shown, keyOf(place))) {
      break;
    }
  }
  frame();
}

function wireCine(frame, scan) {
  const start = () => {
    clearInterval(timer);
    timer = setInterval(() => nextFrame(frame, scan), 1000 / Number($("speed").value));
    $("play").textContent = "Pause";
    $("play").setAttribute("aria-pressed", "true");
  };
  const tell = () => { $("speed-value").textContent = `${$("speed").value} frames/s`; };
  tell();
  $("play").addEventListener("click", () => (timer ? stop() : start()));
  $("speed").addEventListener("input", () => {
    tell();
    if (timer) {
      start();
    }
  });
}

function wireOverlay() {
  const apply = () => {
    $("stages").classList.toggle("with-overlay", $("overlay").checked);
    document.documentElement.style.setProperty("--overlay", String(Number($("opacity").value) / 100));
    document.dispatchEvent(new CustomEvent("overlay"));
  };
  $("overlay").addEventListener("change", apply);
  $("opacity").addEventListener("input", apply);
}

function wireWindow() {
  const root = document.documentElement.style;
  const level = { contrast: 1, brightness: 1 };
  const apply = () => Object.entries(level).forEach(([name, value]) => root.setProperty(`--${name}`, value.toFixed(3)));
  $("stages").addEventListener("pointermove", (event) => {
    if (event.buttons === 1 && event.target.closest(".view")) {
      level.contrast = Math.min(4, Math.max(0.2, level.contrast * Math.exp(event.movementX / 260)));
      level.brightness = Math.min(4, Math.max(0.2, level.brightness * Math.exp(-event.movementY / 260)));
      apply();
    }
  });
  $("reset").addEventListener("click", () => {
    Object.assign(level, { contrast: 1, brightness: 1 });
    apply();
  });
}

function onKey(event, moved) {
  if (event.target.matches("input, button") && event.key === " ") {
    return;
  }
  const actions = {
    ArrowUp: () => step("slice", -1),
    ArrowDown: () => step("slice", 1),
    ArrowLeft: () => stepFrame(-1) || step("phase", -1),
    ArrowRight: () => stepFrame(1) || step("phase", 1),
    " ": () => (hasCine() ? playOrPause() : !$("cine").hidden && $("play").click()),
    u: () => $("overlay").click(),
    a: () => !$("anomaly").hidden && $("anomaly-on").click(),
  };
  if (actions[event.key] && !event.target.matches("input[type=range]")) {
    event.preventDefault();
    actions[event.key]();
    moved();
  }
}

/** Fetches the pictures of all phases ahead, so that a cine does not stutter. */
export function preload(scan, url) {
  for (const phase of sliders.get("phase").values) {
    for (const stage of ["zero-filled", "sense", "coarse", "refined"]) {
      const picture = pictureOf(scan, keyOf({ ...place, phase }), stage);
      if (picture) {
        new Image().src = url(scan, picture, "magnitude");
      }
    }
  }
}
