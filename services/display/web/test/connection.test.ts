import { describe, expect, it } from "vitest";
import { Connection, type Link, type Source } from "../src/state/connection";

/** A network and a clock that a test moves. */
class Around {
  readonly sources: { heard: Map<string, (event: MessageEvent<string>) => void>; closed: boolean }[] = [];
  readonly links: Link[] = [];
  readonly heard: string[] = [];
  may: () => Promise<boolean> = async () => true;
  left = false;
  private timers = new Map<number, { act: () => void; at: number }>();
  private now = 0;
  private next = 1;

  open(): Source {
    const source = { heard: new Map<string, (event: MessageEvent<string>) => void>(), closed: false };
    this.sources.push(source);
    return { addEventListener: (name, heard) => source.heard.set(name, heard), close: () => (source.closed = true) };
  }
  mayLook(): Promise<boolean> {
    return this.may();
  }
  leave(): void {
    this.left = true;
  }
  later(act: () => void, millis: number): number {
    this.timers.set(this.next, { act, at: this.now + millis });
    return this.next++;
  }
  cancel(timer: number): void {
    this.timers.delete(timer);
  }
  say(name: string, data = "{}"): void {
    this.sources.at(-1)?.heard.get(name)?.({ data } as MessageEvent<string>);
  }
  async pass(millis: number): Promise<void> {
    this.now += millis;
    for (const [timer, { act, at }] of [...this.timers]) {
      if (at <= this.now && this.timers.delete(timer)) {
        act();
      }
    }
    await new Promise((settled) => setImmediate(settled));
  }
  begin(): this {
    new Connection(this, { heard: (name) => this.heard.push(name), link: (link) => this.links.push(link) }).open();
    return this;
  }
}

describe("the connection", () => {
  it("hands on what it hears", () => {
    const around = new Around().begin();
    around.say("open");
    around.say("snapshot");
    expect(around.heard).toEqual(["snapshot"]);
    expect(around.links.at(-1)).toBe("live");
  });
  it("comes back by itself, and waits longer each time it fails", async () => {
    const around = new Around().begin();
    for (const wait of [500, 1000, 2000, 4000, 8000, 10_000, 10_000]) {
      const before = around.sources.length;
      around.say("error");
      expect(around.links.at(-1)).toBe("lost");
      await around.pass(wait - 1);
      expect(around.sources.length).toBe(before);
      await around.pass(1);
      expect(around.sources.length).toBe(before + 1);
    }
    expect(around.sources.slice(0, -1).every((source) => source.closed)).toBe(true);
  });
  it("notices a connection that has died without a word", async () => {
    const around = new Around().begin();
    around.say("beat");
    await around.pass(14_999);
    expect(around.links.at(-1)).toBe("live");
    await around.pass(1);
    expect(around.links.at(-1)).toBe("lost");
  });
  it("sends to log in whose login is over, and nobody else", async () => {
    const around = new Around().begin();
    around.may = async () => Promise.reject(new Error("no server"));
    around.say("error");
    await around.pass(500);
    expect(around.left).toBe(false);
    around.may = async () => false;
    around.say("error");
    await around.pass(1000);
    expect(around.left).toBe(true);
    expect(around.sources.length).toBe(2);
  });
});
