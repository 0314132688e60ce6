/** Points in time with room for what was not measured. */

export interface Point {
  /** Epoch milliseconds; of a frame, its beginning. */
  readonly at: number;
  /** Of a frame, the mean. */
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
  /** Part of the frame was not measured. */
  readonly isPartial?: boolean;
}

export interface Row {
  readonly at: number;
  readonly value: number | null;
  readonly least?: number;
  readonly most?: number;
  readonly isPartial?: boolean;
}

export interface Gap {
  readonly from: number;
  readonly until: number;
}

/** How far apart points are when nothing is missing, and how long each stands for. */
export interface Spacing {
  readonly stepMs: number;
  /** 0 for readings. */
  readonly frameMs: number;
}

/**
 * The points in time order with a null row in each silence longer than three steps, so that a chart breaks its
 * line there, and with the gaps named for hatching. The window's edges count: silence until now is a gap.
 */
export function withGaps(
  points: readonly Point[],
  { stepMs, frameMs }: Spacing,
  window: Gap,
): { rows: Row[]; gaps: Gap[] } {
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const rows: Row[] = [];
  const gaps: Gap[] = [];
  let before = window.from;
  for (const point of sorted) {
    if (point.at - before > 3 * stepMs) {
      gaps.push({ from: before, until: point.at });
      rows.push({ at: (before + point.at) / 2, value: null });
    }
    rows.push(point);
    before = point.at + frameMs;
  }
  if (window.until - before > 3 * stepMs) gaps.push({ from: before, until: window.until });
  return { rows, gaps };
}
