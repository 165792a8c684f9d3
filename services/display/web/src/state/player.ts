// Plays a cine: each frame until the moment of the next one, round and round. Knows no clock.

export interface Moment {
  id: string;
  /** Share of the cycle, 0 to below 1. */
  time: number;
}

export class Player<F extends Moment> {
  playing: boolean;
  /** Cycles a minute. */
  rate = 60;
  private frames: F[] = [];
  private index = 0;

  constructor(playing: boolean) {
    this.playing = playing;
  }

  /** Takes the frames that there are now, in order, and stays at the one that was shown, or at the moment nearest to it. */
  load(frames: F[]): void {
    const before = this.current;
    this.frames = frames;
    const same = frames.findIndex((frame) => frame.id === before?.id);
    this.index = same >= 0 || !before ? Math.max(0, same) : this.nearest(before.time);
  }

  private nearest(time: number): number {
    const apart = (frame: F) => Math.abs(((frame.time - time + 1.5) % 1) - 0.5);
    return this.frames.reduce((best, frame, i) => (apart(frame) < apart(this.frames[best] ?? frame) ? i : best), 0);
  }

  get current(): F | undefined {
    return this.frames[this.index];
  }

  get length(): number {
    return this.frames.length;
  }

  /** How long the current frame is shown, milliseconds. */
  get delay(): number {
    const next = this.frames[(this.index + 1) % this.frames.length];
    const share = next && this.current ? (next.time - this.current.time + 1) % 1 || 1 : 1;
    return (share * 60000) / this.rate;
  }

  next(): void {
    this.move(1);
  }

  /** Stops, and shows the frame so many further. */
  step(by: number): void {
    this.playing = false;
    this.move(by);
  }

  /** Stops at a frame. */
  go(id: string): void {
    this.playing = false;
    this.index = Math.max(0, this.frames.findIndex((frame) => frame.id === id));
  }

  private move(by: number): void {
    const count = this.frames.length;
    this.index = count > 0 ? (((this.index + by) % count) + count) % count : 0;
  }
}
