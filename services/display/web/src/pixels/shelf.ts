// Keeps what was used last, within a bound.

export class Shelf<T> {
  private readonly kept = new Map<string, T>();
  private held = 0;
  private readonly bound: number;
  private readonly sizeOf: (value: T) => number;

  constructor(bound: number, sizeOf: (value: T) => number) {
    this.bound = bound;
    this.sizeOf = sizeOf;
  }

  get(name: string): T | undefined {
    const value = this.kept.get(name);
    if (value !== undefined) {
      this.kept.delete(name);
      this.kept.set(name, value);
    }
    return value;
  }

  /** Keeps it, and lets go of what was not used for the longest time; the newest stays whatever its size. */
  put(name: string, value: T): void {
    this.remove(name);
    this.kept.set(name, value);
    this.held += this.sizeOf(value);
    for (const oldest of this.kept.keys()) {
      if (this.held <= this.bound || oldest === name) {
        return;
      }
      this.remove(oldest);
    }
  }

  private remove(name: string): void {
    const value = this.kept.get(name);
    if (value !== undefined) {
      this.held -= this.sizeOf(value);
      this.kept.delete(name);
    }
  }

  get size(): number {
    return this.held;
  }
}
