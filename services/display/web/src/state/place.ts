// Which image of a scan is looked at.

import { AXES, type Axis, type Place, START, type Scan } from "./scan";

/** The image where one begins to look: the middle slice of the first of all else. */
export function home(scan: Scan): Place {
  const axes = scan.axes();
  const first = Object.fromEntries(AXES.map((axis) => [axis, axes[axis][0] ?? 0])) as Place;
  return { ...START, ...first, slice: axes.slice[Math.floor((axes.slice.length - 1) / 2)] ?? 0 };
}

/** The same image, or the first along an axis where the scan has none there. */
export function nearest(scan: Scan, place: Place): Place {
  const axes = scan.axes();
  return Object.fromEntries(
    AXES.map((axis) => [axis, axes[axis].includes(place[axis]) ? place[axis] : (axes[axis][0] ?? 0)]),
  ) as Place;
}

/** So many images on along an axis, round at its end. */
export function stepped(scan: Scan, place: Place, axis: Axis, by: number): Place {
  const values = scan.axes()[axis];
  const at = values.indexOf(place[axis]) + by;
  return { ...place, [axis]: values[(at + values.length) % values.length] ?? 0 };
}
