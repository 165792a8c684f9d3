// The colour scales, as 256 colours each; the first two are those of the server's pictures (ColourScale.java).

export type Scale = Uint8ClampedArray;

const UNCERTAINTY = [0x08051a, 0x3b0f6f, 0x8c2981, 0xd8456c, 0xf98c3c, 0xfbd24a, 0xfcfbd0];
const ANOMALY = [0x00363f, 0x006f7a, 0x00a8a8, 0x00dcc0, 0x50ffd8];
/** Less is blue, more is orange, the same is black. */
const DIFFERENCE = [0x9fdcff, 0x1f7fd0, 0x000000, 0xd06a10, 0xffd9a0];

const channel = (colour: number, shift: number) => (colour >> shift) & 0xff;

function scale(anchors: number[]): Scale {
  const colours = new Uint8ClampedArray(3 * 256);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (anchors.length - 1);
    const below = Math.min(anchors.length - 2, Math.floor(place));
    const [from, to] = [anchors[below] ?? 0, anchors[below + 1] ?? 0];
    [16, 8, 0].forEach((shift, c) => {
      colours[3 * i + c] = channel(from, shift) + (place - below) * (channel(to, shift) - channel(from, shift));
    });
  }
  return colours;
}

export const uncertaintyScale = scale(UNCERTAINTY);
export const anomalyScale = scale(ANOMALY);
export const differenceScale = scale(DIFFERENCE);
