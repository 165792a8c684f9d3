import { describe, expect, it } from "vitest";
import { anomalyScale, differenceScale, uncertaintyScale } from "../src/pixels/colours";
import { type Levels, decode } from "../src/pixels/levels";
import { Loader } from "../src/pixels/loader";
import { above, difference, grey, overlay } from "../src/pixels/paint";
import { Shelf } from "../src/pixels/shelf";
import { anomalyAddress, pictureAddress } from "../src/state/address";
import { anomaly, picture } from "./samples";

function sent(rows: number, columns: number, scale: number, levels: number[]): ArrayBuffer {
  const bytes = new ArrayBuffer(12 + 2 * levels.length);
  const view = new DataView(bytes);
  view.setUint32(0, rows, true);
  view.setUint32(4, columns, true);
  view.setFloat32(8, scale, true);
  levels.forEach((level, i) => view.setUint16(12 + 2 * i, level, true));
  return bytes;
}

const levels = (scale: number, ...data: number[]): Levels => ({ rows: 1, columns: data.length, scale, data: Uint16Array.from(data) });
const reds = (pixels: Uint8ClampedArray) => [...pixels].filter((_, i) => i % 4 === 0);
const alphas = (pixels: Uint8ClampedArray) => [...pixels].filter((_, i) => i % 4 === 3);

describe("an address", () => {
  it("is another one for what was made again, for browsers keep what they fetched", () => {
    expect(anomalyAddress("a", anomaly(0, 1000))).not.toBe(anomalyAddress("a", anomaly(0, 2000)));
    expect(pictureAddress("a", picture(0, "sense", 1, { published: 1000 }), "magnitude"))
      .not.toBe(pictureAddress("a", picture(0, "sense", 1, { published: 2000 }), "magnitude"));
  });
});

describe("pixels as they are sent", () => {
  it("are read as they were written", () => {
    const { rows, columns, scale, data } = decode(sent(2, 3, .5, [0, 1, 2, 3, 4, 65535]));
    expect([rows, columns, scale, ...data]).toEqual([2, 3, .5, 0, 1, 2, 3, 4, 65535]);
  });
  it("are refused where they were cut", () => {
    expect(() => decode(sent(2, 3, 1, [1, 2, 3]))).toThrow("18 bytes are not 2 x 3 pixels");
  });
});

describe("painting", () => {
  it("is black at the lower limit, white at the upper one, and even between", () => {
    expect(reds(grey(levels(.5, 0, 100, 200, 400), { low: 50, high: 100 }))).toEqual([0, 0, 255, 255]);
    expect(reds(grey(levels(1, 0, 51, 102, 255), { low: 0, high: 255 }))).toEqual([0, 51, 102, 255]);
  });
  it("lets the picture shine through where an overlay is small", () => {
    expect(alphas(overlay(levels(1, 0, 50, 255), { low: 0, high: 255 }, uncertaintyScale))).toEqual([0, 80, 255]);
  });
  it("shows nothing of an anomaly map below its threshold", () => {
    expect(alphas(above(levels(1, 9, 10, 11), { low: 10, high: 50 }, anomalyScale))).toEqual([0, 0, 255]);
  });
  it("shows no difference as black, more and less in different colours, whatever the scales of the pictures", () => {
    const pixels = difference(levels(2, 5, 10, 0), levels(1, 10, 10, 10), 10, differenceScale);
    const colour = (i: number) => [...pixels.slice(4 * i, 4 * i + 3)];
    expect(Math.max(...colour(0))).toBeLessThan(3);
    expect(colour(1)[0]).toBeGreaterThan(colour(1)[2]!);
    expect(colour(2)[0]).toBeLessThan(colour(2)[2]!);
  });
});

describe("the shelf", () => {
  it("never holds more than its bound, and lets go of what was not used for longest", () => {
    const shelf = new Shelf<number>(10, (size) => size);
    for (let i = 0; i < 100; i++) {
      shelf.put(`n${i}`, 1 + (i % 4));
      shelf.get("n0");
      expect(shelf.size).toBeLessThanOrEqual(10);
    }
    expect(shelf.get("n0")).toBe(1);
    expect(shelf.get("n50")).toBeUndefined();
  });
});

describe("the loader", () => {
  it("fetches few at a time, gives up what is not wanted any more, and asks in vain only once", async () => {
    const asked: string[] = [];
    const waiting = new Map<string, (bytes: ArrayBuffer | Error) => void>();
    const loader = new Loader((address, signal) => new Promise((kept, broken) => {
      asked.push(address);
      signal.addEventListener("abort", () => broken(new Error("given up")));
      waiting.set(address, (bytes) => (bytes instanceof Error ? broken(bytes) : kept(bytes)));
    }), () => {});
    const settle = () => new Promise((settled) => setImmediate(settled));

    loader.want(["a", "b", "c", "d", "e", "f"]);
    expect(asked).toEqual(["a", "b", "c", "d"]);
    waiting.get("a")?.(sent(1, 1, 1, [7]));
    await settle();
    expect(loader.get("a")?.data[0]).toBe(7);
    expect(asked).toEqual(["a", "b", "c", "d", "e"]);

    loader.want(["z"]);
    await settle();
    expect(asked.slice(5)).toEqual(["z"]);
    waiting.get("z")?.(new Error("404"));
    await settle();
    loader.want(["z"]);
    loader.forgive();
    expect(asked.length).toBe(6);
    loader.want(["z"]);
    expect(asked.length).toBe(7);
  });
});
