// Window and level, in shares of the scan's own window: 1 is the value that the scan shows as white.

export interface Window {
  /** Value in the middle of the grey scale. */
  level: number;
  /** From black to white. */
  width: number;
}

export const FULL: Window = { level: 0.5, width: 1 };

const NARROWEST = 0.01;
const WIDEST = 8;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

export function windowOf(level: number, width: number): Window {
  return { level: clamp(level, -WIDEST, WIDEST), width: clamp(width, NARROWEST, WIDEST) };
}

/** What a drag of so many pixels makes of it: to the right is wider, down is a higher level (darker), as on a console. */
export function dragged(from: Window, dx: number, dy: number): Window {
  return windowOf(from.level + (dy / 300) * Math.max(0.2, from.width), from.width * Math.exp(dx / 220));
}

/** The values that are black and white, where white is the scan's window. */
export function limits(window: Window, white: number): { low: number; high: number } {
  return { low: (window.level - window.width / 2) * white, high: (window.level + window.width / 2) * white };
}

export const isFull = (window: Window): boolean => window.level === FULL.level && window.width === FULL.width;

export const told = (window: Window): string =>
  `W ${Math.round(100 * window.width)} L ${Math.round(100 * window.level)}`;
