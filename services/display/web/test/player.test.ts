import { describe, expect, it } from "vitest";
import { Player } from "../src/state/player";
import { frame } from "./samples";

const cine = (...times: number[]) => times.map((time) => frame(`at${time}`, time));

describe("the cine player", () => {
  it("shows each frame until the moment of the next one, the whole cycle in one beat", () => {
    const player = new Player(true);
    player.rate = 120;
    player.load(cine(0, .25, .75));
    const delays = [0, 1, 2].map(() => {
      const delay = player.delay;
      player.next();
      return delay;
    });
    expect(delays).toEqual([125, 250, 125]);
    expect(player.current?.time).toBe(0);
  });
  it("stays at its frame when finer ones arrive", () => {
    const player = new Player(true);
    player.load(cine(0, .5));
    player.next();
    player.load(cine(0, .25, .5, .75));
    expect(player.current?.time).toBe(.5);
  });
  it("goes to the nearest moment, over the R wave too, when its frame was ended", () => {
    const player = new Player(true);
    player.load(cine(0, .95));
    player.next();
    player.load(cine(.05, .5));
    expect(player.current?.time).toBe(.05);
  });
  it("stops where somebody steps", () => {
    const player = new Player(true);
    player.load(cine(0, .5));
    player.step(-1);
    expect([player.playing, player.current?.time]).toEqual([false, .5]);
    player.go("at0");
    expect(player.current?.time).toBe(0);
  });
  it("has nothing to show without frames, and shows one for ever", () => {
    const player = new Player(true);
    player.step(1);
    expect(player.current).toBeUndefined();
    player.load(cine(0));
    expect(player.delay).toBe(1000);
  });
});
