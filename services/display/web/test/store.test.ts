import { describe, expect, it } from "vitest";
import { START } from "../src/state/scan";
import { Store } from "../src/state/store";
import { frame, picture, view, whole } from "./samples";

const NO_HEALTH = { reading: null, workers: null };

describe("the store", () => {
  it("keeps the newest revision, and the last picture whatever its number", () => {
    const store = new Store();
    const send = (revision: number, last = false) =>
      store.apply("picture", { scanId: "a", picture: picture(0, "sense", revision, { last }) });
    send(2);
    send(1);
    expect(store.scan("a")?.picture("0.0.0.0", "sense")?.revision).toBe(2);
    send(0, true);
    expect(store.scan("a")?.picture("0.0.0.0", "sense")?.revision).toBe(0);
  });

  it("is after a snapshot what the snapshot says, whatever was there before", () => {
    const store = new Store();
    store.apply("picture", { scanId: "gone", picture: picture(0, "sense", 1) });
    store.apply("snapshot", { scans: [whole("a"), whole("b", picture(3, "coarse", 2))], health: NO_HEALTH });
    expect(store.all().map((scan) => scan.id)).toEqual(["b", "a"]);
    expect(store.scan("b")?.best("0.0.0.3")?.stage).toBe("coarse");
  });

  it("ends with the same pictures by events as by a snapshot, in whatever order stages come", () => {
    const pictures = [picture(0, "refined", 3), picture(0, "zero-filled", 0), picture(1, "sense", 1)];
    const [one, other] = [new Store(), new Store()];
    pictures.forEach((p) => one.apply("picture", { scanId: "a", picture: p }));
    other.apply("snapshot", { scans: [whole("a", ...pictures)], health: NO_HEALTH });
    for (const key of ["0.0.0.0", "0.0.0.1"]) {
      expect(one.scan("a")?.best(key)).toEqual(other.scan("a")?.best(key));
    }
    expect(one.scan("a")?.best("0.0.0.0")?.stage).toBe("refined");
  });

  it("gathers the lines that arrive, and forgets no line that came twice", () => {
    const store = new Store();
    const send = (lines: number[]) => store.apply("lines", { scanId: "a", lines: { key: "0.0.0.0", rows: 6, lines } });
    send([1, 3]);
    send([3, 5]);
    expect([...(store.scan("a")?.lines(START) ?? [])]).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it("shows the lines of a gated scan for each of its phases", () => {
    const store = new Store();
    store.apply("lines", { scanId: "a", lines: { key: "0.0.0.0", rows: 2, lines: [0] } });
    expect(store.scan("a")?.lines({ ...START, phase: 4 })).toBeDefined();
  });

  it("lets finer frames take the place of coarser ones, in the order of their moments", () => {
    const store = new Store();
    store.apply("frame", { scanId: "a", frame: frame("late", .8), ended: [] });
    store.apply("frame", { scanId: "a", frame: frame("coarse", .5), ended: [] });
    store.apply("frame", { scanId: "a", frame: frame("fine", .2), ended: ["coarse"] });
    expect(store.scan("a")?.frames("0.0.0.0").map((f) => f.id)).toEqual(["fine", "late"]);
  });

  it("forgets what the server has dropped", () => {
    const store = new Store();
    store.apply("snapshot", { scans: [whole("a", picture(0, "sense", 1), picture(1, "sense", 2))], health: NO_HEALTH });
    store.apply("frame", { scanId: "a", frame: frame("f", 0), ended: [] });
    store.apply("dropped", { scanId: "a", key: "0.0.0.0", stage: "sense" });
    store.apply("dropped", { scanId: "a", key: "0.0.0.0", stage: "cine" });
    expect(store.scan("a")?.axes().slice).toEqual([1]);
    expect(store.scan("a")?.frames("0.0.0.0")).toEqual([]);
    store.apply("forgotten", { scanId: "a" });
    expect(store.all()).toEqual([]);
  });

  it("holds ten thousand slices and still answers at once", () => {
    const store = new Store();
    for (let slice = 0; slice < 10_000; slice++) {
      store.apply("picture", { scanId: "a", picture: picture(slice, "refined", 1) });
    }
    expect(store.scan("a")?.axes().slice.length).toBe(10_000);
    expect(store.scan("a")?.size).toBe(10_000);
  });

  it("knows which scans still run", () => {
    const store = new Store();
    const running = ["", "started", "receiving", "reconstructing", "sufficient_quality", "done", "failed", "aborted"].map((state) => {
      store.apply("scan", { scan: view("a", { state }) });
      return store.scan("a")?.running;
    });
    expect(running).toEqual([true, true, true, true, true, false, false, false]);
  });
});
