// From levels to the pixels of a canvas: RGBA, four bytes a pixel.

import type { Scale } from "./colours";
import type { Levels } from "./levels";

export interface Limits {
  low: number;
  high: number;
}

const TOP = 65535;

/** The byte of each level: 0 at the lower limit and below, 255 at the upper one and above. */
function table(scale: number, { low, high }: Limits): Uint8ClampedArray {
  const bytes = new Uint8ClampedArray(TOP + 1);
  const factor = 255 / Math.max(high - low, Number.MIN_VALUE);
  for (let level = 0; level <= TOP; level++) {
    bytes[level] = (level * scale - low) * factor;
  }
  return bytes;
}

/** Grey, opaque. */
export function grey(levels: Levels, limits: Limits): Uint8ClampedArray {
  const bytes = table(levels.scale, limits);
  return each(levels, (level, pixels, at) => {
    const value = bytes[level]!;
    pixels[at] = pixels[at + 1] = pixels[at + 2] = value;
    pixels[at + 3] = 255;
  });
}

/** Colours that let the picture below shine through where the value is small. */
export function overlay(levels: Levels, limits: Limits, scale: Scale): Uint8ClampedArray {
  const bytes = table(levels.scale, limits);
  return each(levels, (level, pixels, at) => {
    const value = bytes[level]!;
    put(pixels, at, scale, value, 1.6 * value);
  });
}

/** Colours above the lower limit, nothing below. */
export function above(levels: Levels, limits: Limits, scale: Scale): Uint8ClampedArray {
  const bytes = table(levels.scale, limits);
  return each(levels, (level, pixels, at) => put(pixels, at, scale, bytes[level]!, level * levels.scale > limits.low ? 255 : 0));
}

/** How much a picture is above another one, black for nothing, the scale's ends at this value and beyond. */
export function difference(levels: Levels, from: Levels, top: number, scale: Scale): Uint8ClampedArray {
  const factor = 127.5 / Math.max(top, Number.MIN_VALUE);
  return each(levels, (level, pixels, at) => {
    const apart = level * levels.scale - from.data[at / 4]! * from.scale;
    put(pixels, at, scale, Math.min(255, Math.max(0, Math.round(127.5 + apart * factor))), 255);
  });
}

function put(pixels: Uint8ClampedArray, at: number, scale: Scale, value: number, alpha: number): void {
  pixels[at] = scale[3 * value]!;
  pixels[at + 1] = scale[3 * value + 1]!;
  pixels[at + 2] = scale[3 * value + 2]!;
  pixels[at + 3] = alpha;
}

function each(levels: Levels, paint: (level: number, pixels: Uint8ClampedArray, at: number) => void): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * levels.data.length);
  for (let i = 0; i < levels.data.length; i++) {
    paint(levels.data[i]!, pixels, 4 * i);
  }
  return pixels;
}
