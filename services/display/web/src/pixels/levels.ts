// Pixels as they are sent, little-endian: rows and columns (uint32), the value of one level (float32), then levels (uint16).

export interface Levels {
  rows: number;
  columns: number;
  /** Value of one level. */
  scale: number;
  data: Uint16Array;
}

const HEADER = 12;

/** @throws Error if it is not what was announced */
export function decode(bytes: ArrayBuffer): Levels {
  const header = new DataView(bytes);
  const rows = header.getUint32(0, true);
  const columns = header.getUint32(4, true);
  if (bytes.byteLength !== HEADER + 2 * rows * columns) {
    throw new Error(`${bytes.byteLength} bytes are not ${rows} x ${columns} pixels`);
  }
  return { rows, columns, scale: header.getFloat32(8, true), data: new Uint16Array(bytes, HEADER) };
}
