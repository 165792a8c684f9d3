// How much of k-space has arrived.

export interface Coverage {
  rows: number;
  arrived: number;
  /** Runs of arrived lines, as shares of the grid: from and to. */
  runs: [number, number][];
}

export function coverage(grid: Uint8Array): Coverage {
  const runs: [number, number][] = [];
  let arrived = 0;
  for (let row = 0; row < grid.length; row++) {
    if (grid[row] !== 1) {
      continue;
    }
    arrived++;
    const last = runs[runs.length - 1];
    if (last && last[1] === row / grid.length) {
      last[1] = (row + 1) / grid.length;
    } else {
      runs.push([row / grid.length, (row + 1) / grid.length]);
    }
  }
  return { rows: grid.length, arrived, runs };
}
