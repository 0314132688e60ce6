/** Which stretch of time a chart shows: pure. */

const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** The lengths on offer. */
export const PERIODS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, year: 365 * DAY_MS };
export type Period = keyof typeof PERIODS;

const SHORTEST_MS = 15 * MINUTE_MS;
const LONGEST_MS = PERIODS.year;

export interface Stretch {
  readonly lengthMs: number;
  /** Where it ends; null for now, whenever that is. */
  readonly until: number | null;
}

/** The stretch as two instants. The running minute is whole: often enough to read, seldom enough to keep still. */
export function windowOf(
  { lengthMs, until }: Stretch,
  now: number,
): { from: number; until: number } {
  const end = until ?? Math.ceil(now / MINUTE_MS) * MINUTE_MS;
  return { from: end - lengthMs, until: end };
}

/** From one instant to another, in whichever order, as far as it can be shown. */
export function chosen(one: number, other: number, now: number): Stretch {
  const wanted = Math.abs(other - one);
  const lengthMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, wanted));
  const middle = (one + other) / 2;
  return upToNow({ lengthMs, until: middle + lengthMs / 2 }, now);
}

/** Half or twice as much, around the same middle; what reaches now goes on with it. */
export function zoomed(stretch: Stretch, factor: 0.5 | 2, now: number): Stretch {
  const { from, until } = windowOf(stretch, now);
  const lengthMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, stretch.lengthMs * factor));
  return upToNow({ lengthMs, until: (from + until) / 2 + lengthMs / 2 }, now);
}

/** Half a window earlier or later. */
export function moved(stretch: Stretch, way: -1 | 1, now: number): Stretch {
  const { until } = windowOf(stretch, now);
  return upToNow({ ...stretch, until: until + (way * stretch.lengthMs) / 2 }, now);
}

export const canZoomIn = (stretch: Stretch) => stretch.lengthMs > SHORTEST_MS;
export const canZoomOut = (stretch: Stretch) => stretch.lengthMs < LONGEST_MS;

function upToNow(stretch: { lengthMs: number; until: number }, now: number): Stretch {
  return stretch.until >= now ? { ...stretch, until: null } : stretch;
}
