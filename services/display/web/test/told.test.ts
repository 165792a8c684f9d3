import { describe, expect, it } from "vitest";
import { coverage } from "../src/state/coverage";
import { age, millis, percent } from "../src/state/format";
import { marks, timeline } from "../src/state/timings";
import { picture } from "./samples";

describe("k-space", () => {
  it("is told in runs of lines that arrived", () => {
    expect(coverage(Uint8Array.from([1, 1, 0, 0, 1, 0, 0, 1]))).toEqual({ rows: 8, arrived: 4, runs: [[0, .25], [.5, .625], [.875, 1]] });
  });
  it("is empty before the first line and whole after the last", () => {
    expect(coverage(new Uint8Array(4)).runs).toEqual([]);
    expect(coverage(new Uint8Array(1000).fill(1)).runs).toEqual([[0, 1]]);
  });
});

describe("the timeline", () => {
  const steps = [{ name: "maps", millis: 100 }, { name: "sample", millis: 200 }];
  it("begins with the measurement, and ends each picture when it was published", () => {
    const [measured, bar] = timeline([picture(0, "refined", 1, { afterFirst: 1000, afterLatest: 400, steps })]);
    expect([measured?.from, measured?.to]).toEqual([0, 600]);
    expect([bar?.from, bar?.to]).toEqual([600, 1000]);
    expect(bar?.steps.map((step) => [step.from, step.millis])).toEqual([[700, 100], [800, 200]]);
  });
  it("keeps steps within their bar where they were computed before the last readout", () => {
    const [, bar] = timeline([picture(0, "refined", 1, { afterFirst: 1000, afterLatest: 150, steps })]);
    for (const step of bar?.steps ?? []) {
      expect(step.from).toBeGreaterThanOrEqual(850);
      expect(step.from + step.millis).toBeLessThanOrEqual(1000);
    }
  });
  it("has round marks, not many", () => {
    for (const length of [3, 40, 999, 17_700, 1e6]) {
      expect(marks(length).length).toBeLessThan(8);
      expect(marks(length)[0]).toBe(0);
    }
    expect(marks(17_700)).toEqual([0, 5000, 10_000, 15_000]);
  });
});

describe("numbers", () => {
  it("read as people say them", () => {
    expect([percent(.256), millis(702.4), millis(10_400), age(4_000), age(180_000), age(2 * 3600e3)])
      .toEqual(["26 %", "702 ms", "10.4 s", "4 s", "3 min", "2 h"]);
  });
});
