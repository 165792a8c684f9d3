import { describe, expect, it } from "vitest";
import { filtered } from "../src/state/filter";
import { isForPage } from "../src/state/keys";
import { home, nearest, stepped } from "../src/state/place";
import { START } from "../src/state/scan";
import { WHOLE, panned, zoomed } from "../src/state/viewport";
import { FULL, dragged, limits, told, windowOf } from "../src/state/window";
import { picture, scanOf } from "./samples";

describe("the filter", () => {
  const scans = [scanOf("brain-R4", "receiving"), scanOf("heart-R4", "done"), scanOf("knee", "aborted")];
  it("shows scans by how they stand", () => {
    const ids = (shown: "all" | "running" | "done" | "failed") => filtered(scans, shown, "").map((scan) => scan.id);
    expect(ids("all").length).toBe(3);
    expect(ids("running")).toEqual(["brain-R4"]);
    expect(ids("done")).toEqual(["heart-R4"]);
    expect(ids("failed")).toEqual(["knee"]);
  });
  it("finds every word of a search, wherever it stands", () => {
    expect(filtered(scans, "all", "r4 HEART").map((scan) => scan.id)).toEqual(["heart-R4"]);
    expect(filtered(scans, "all", "receiving").map((scan) => scan.id)).toEqual(["brain-R4"]);
  });
});

describe("the place", () => {
  const scan = scanOf("a", "", ...[2, 0, 5].map((slice) => picture(slice, "sense", 1)), picture(2, "sense", 1, { phase: 3 }));
  it("begins in the middle", () => expect(home(scan)).toEqual({ ...START, slice: 2 }));
  it("steps over slices that are not there, and round at the end", () => {
    expect(stepped(scan, { ...START, slice: 2 }, "slice", 1).slice).toBe(5);
    expect(stepped(scan, { ...START, slice: 5 }, "slice", 1).slice).toBe(0);
    expect(stepped(scan, START, "slice", -1).slice).toBe(5);
  });
  it("goes to an image that there is", () => expect(nearest(scan, { ...START, slice: 4 }).slice).toBe(0));
});

describe("window and level", () => {
  it("are wider to the right and darker downwards, as on a console", () => {
    expect(dragged(FULL, 50, 0).width).toBeGreaterThan(1);
    expect(dragged(FULL, 50, 0).level).toBe(FULL.level);
    expect(dragged(FULL, 0, 40).level).toBeGreaterThan(.5);
  });
  it("come back the way they went", () => {
    const there = dragged(FULL, 120, 0);
    expect(dragged(there, -120, 0).width).toBeCloseTo(1, 12);
  });
  it("show from 0 to the scan's white unless told otherwise", () => {
    expect(limits(FULL, 7)).toEqual({ low: 0, high: 7 });
    expect(limits(windowOf(.5, .5), 8)).toEqual({ low: 2, high: 6 });
  });
  it("never turn into a width of nothing", () => expect(windowOf(0, -3).width).toBeGreaterThan(0));
  it("are told as numbers", () => expect(told(windowOf(.4, 1.2))).toBe("W 120 L 40"));
});

describe("zoom and pan", () => {
  it("keep the point under the pointer where it is", () => {
    const [x, y] = [.3, .8];
    const before = zoomed(WHOLE, 2, .6, .6);
    const after = zoomed(before, 1.7, x, y);
    const pointBefore = (x - before.x) / before.zoom;
    expect((x - after.x) / after.zoom).toBeCloseTo(pointBefore, 12);
    expect((y - after.y) / after.zoom).toBeCloseTo((y - before.y) / before.zoom, 12);
  });
  it("never show what is beside the picture", () => {
    for (const view of [panned(zoomed(WHOLE, 3), 9, -9), panned(WHOLE, .5, .5), zoomed(zoomed(WHOLE, 8, 1, 1), .1)]) {
      expect(view.x).toBeLessThanOrEqual(0);
      expect(view.x + view.zoom).toBeGreaterThanOrEqual(1);
      expect(view.y).toBeLessThanOrEqual(0);
      expect(view.y + view.zoom).toBeGreaterThanOrEqual(1);
    }
  });
});

describe("keys", () => {
  it("are the page's, except where a control needs them", () => {
    expect(isForPage("u", { tag: "BODY", type: "" })).toBe(true);
    expect(isForPage("u", { tag: "INPUT", type: "search" })).toBe(false);
    expect(isForPage("ArrowLeft", { tag: "INPUT", type: "range" })).toBe(false);
    expect(isForPage("u", { tag: "INPUT", type: "range" })).toBe(true);
    expect(isForPage(" ", { tag: "BUTTON", type: "button" })).toBe(false);
    expect(isForPage("ArrowDown", { tag: "INPUT", type: "radio" })).toBe(false);
    expect(isForPage("ArrowDown", { tag: "INPUT", type: "checkbox" })).toBe(true);
    expect(isForPage("/", { tag: "INPUT", type: "radio" })).toBe(true);
    expect(isForPage("d", { tag: "SELECT", type: "select-one" })).toBe(false);
  });
});
