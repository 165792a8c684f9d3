// The page: which scan is looked at, its facts, and what happens when something arrives.

import { address, allScans, best, isRunning, keyOf, listen, newest, scanOf } from "./book.js";
import { adaptCine, buildCine } from "./cine.js";
import { tellAnomaly, wireAnomaly } from "./anomaly.js";
import { adapt, home, place, preload, showLegend, wire } from "./controls.js";
import { showSession } from "./session.js";
import { build, element, explain, percent, show, showFrame } from "./stages.js";

const $ = (id) => document.getElementById(id);
let chosen = null;
let scheduled = false;

const current = () => (chosen ? scanOf(chosen) : undefined);

function choose(id) {
  chosen = id;
  const scan = current();
  if (scan) {
    home(scan);
  }
}

function thumbnail(scan) {
  const pictures = [...scan.pictures.values()];
  const last = pictures[pictures.length - 1];
  return last && best(scan, last.key);
}

function scanCard(scan) {
  const item = element("li");
  const button = element("button");
  button.type = "button";
  button.setAttribute("aria-current", String(scan.id === chosen));
  const picture = thumbnail(scan);
  const thumb = element("img", "thumb");
  thumb.alt = "";
  thumb.src = picture ? address(scan, picture, "magnitude") : "/icon.svg";
  const text = element("span");
  text.append(element("span", "name", scan.id), element("span", "sub", subtitle(scan)));
  button.title = scan.id;
  button.append(thumb, text);
  button.addEventListener("click", () => {
    $("follow").checked = false;
    choose(scan.id);
    draw();
  });
  item.append(button);
  return item;
}

function subtitle(scan) {
  const { state, imagesFinished, imagesExpected } = scan.view;
  const images = imagesExpected > 0 ? ` · ${imagesFinished} of ${imagesExpected} images` : "";
  return `${state || "unknown"}${images}`;
}

function fact(name, value) {
  const line = element("div");
  line.append(element("dt", "", name), element("dd", "", value));
  return line;
}

function drawFacts(scan, pictures) {
  const view = scan.view;
  const newestPicture = pictures[pictures.length - 1];
  const facts = [];
  if (newestPicture) {
    facts.push(fact("R", newestPicture.acceleration.toFixed(1).replace(/\.0$/, "")));
    facts.push(fact("matrix", `${newestPicture.rows} × ${newestPicture.columns}`));
    facts.push(fact("k-space", percent(newestPicture.share)));
  }
  facts.push(fact("readouts", String(view.received ?? 0)));
  for (const name of ["missing", "duplicate", "refused"]) {
    if (view[name] > 0) {
      facts.push(fact(name, String(view[name])));
    }
  }
  if (view.imagesExpected > 0) {
    facts.push(fact("images", `${view.imagesFinished} of ${view.imagesExpected}`));
  }
  $("facts").replaceChildren(...facts);
}

function drawHead(scan, pictures) {
  const { state, message, deadLetters, deadLetter } = scan.view;
  $("scan-id").textContent = scan.id;
  $("state").textContent = state || "unknown";
  $("state").dataset.state = state;
  $("message").textContent = message;
  $("warning").hidden = !(deadLetters > 0);
  $("warning").textContent = deadLetters > 0 ? `${deadLetters} refused, last: ${deadLetter}` : "";
  const share = Math.max(0, ...[...scan.pictures.values()].map((p) => p.share));
  $("progress").style.width = isRunning(scan) ? percent(share) : "100%";
  drawFacts(scan, pictures);
}

function draw() {
  scheduled = false;
  if ($("follow").checked && newest() && newest().id !== chosen) {
    choose(newest().id);
  }
  const scan = current() ?? newest();
  $("main").hidden = !scan;
  $("empty").hidden = Boolean(scan);
  if (!scan) {
    return;
  }
  if (scan.id !== chosen) {
    choose(scan.id);
  }
  adaptCine(scan, keyOf({ ...place, phase: 0 }));
  adapt(scan);
  const pictures = show(scan, keyOf(place));
  drawHead(scan, pictures);
  explain($("how"), $("remarks"), pictures);
  showLegend(scan);
  tellAnomaly(scan, keyOf(place));
  $("scans").replaceChildren(...allScans().map(scanCard));
}

function schedule() {
  if (!scheduled) {
    scheduled = true;
    setTimeout(draw, 60);
  }
}

function enlarge(figure) {
  const solo = $("stages").classList.toggle("solo");
  document.querySelectorAll(".stage").forEach((f) => f.classList.toggle("chosen", solo && f === figure));
}

build($("stages"), enlarge);
wireAnomaly(() => current() && tellAnomaly(current(), keyOf(place)));
buildCine($("stages"), enlarge);
wire(draw, () => {
  const scan = current();
  if (scan) {
    adapt(scan);
    showFrame(scan, keyOf(place));
  }
}, current);
$("play").addEventListener("click", () => current() && preload(current(), address));
$("follow").addEventListener("change", draw);
document.addEventListener("overlay", () => current() && showLegend(current()));
listen(schedule, (state) => {
  $("link").dataset.state = state;
  $("link").textContent = state === "live" ? "live" : "connection lost, trying again";
});
showSession($("session"), $("who"));
