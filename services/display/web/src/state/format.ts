// Numbers as people read them.

export const percent = (share: number): string => `${Math.round(100 * share)} %`;

export function millis(value: number): string {
  if (!Number.isFinite(value)) {
    return "";
  }
  return value < 9950 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** How long ago, roughly. */
export function age(value: number): string {
  const seconds = Math.max(0, value) / 1000;
  if (seconds < 90) {
    return `${Math.round(seconds)} s`;
  }
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The stages by the names that people know them by. */
export const stageName = (stage: string, method?: string): string => (stage === "sense" && method ? method : stage);
