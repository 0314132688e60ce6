/** Points in time with room for what was not measured. */

export interface Point {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

export interface Row {
  readonly at: number;
  readonly value: number | null;
}

/**
 * The points in time order with a null row in each gap longer than three steps, so that a chart breaks its
 * line there, and with the gaps named for hatching. The window's edges count: silence until now is a gap.
 */
export function withGaps(
  points: readonly Point[],
  stepMs: number,
  window: { from: number; until: number },
): { rows: Row[]; gaps: { from: number; until: number }[] } {
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const rows: Row[] = [];
  const gaps: { from: number; until: number }[] = [];
  let before = window.from;
  for (const point of sorted) {
    if (point.at - before > 3 * stepMs) {
      gaps.push({ from: before, until: point.at });
      rows.push({ at: (before + point.at) / 2, value: null });
    }
    rows.push(point);
    before = point.at;
  }
  if (window.until - before > 3 * stepMs) gaps.push({ from: before, until: window.until });
  return { rows, gaps };
}

/**
 * At most `most` points that keep the shape: of every stretch its lowest and its highest, in time order.
 */
export function thinOut(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const stretches = Math.max(1, Math.floor(most / 2));
  const size = points.length / stretches;
  const kept: Point[] = [];
  for (let n = 0; n < stretches; n += 1) {
    const stretch = points.slice(Math.floor(n * size), Math.floor((n + 1) * size));
    const lowest = stretch.reduce((a, b) => (b.value < a.value ? b : a), stretch[0] ?? never());
    const highest = stretch.reduce((a, b) => (b.value > a.value ? b : a), stretch[0] ?? never());
    kept.push(...(lowest.at <= highest.at ? [lowest, highest] : [highest, lowest]));
  }
  return kept.filter((point, n) => point !== kept[n - 1]);
}

function never(): never {
  throw new Error("an empty stretch: more stretches than points");
}
