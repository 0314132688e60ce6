import { describe, expect, test } from "vitest";
import { heatStep } from "./heat";
import { withGaps } from "./series";
import { canZoomIn, canZoomOut, chosen, DAY_MS, moved, PERIODS, windowOf, zoomed } from "./zoom";

const MIN = 60_000;
const READINGS = { stepMs: MIN, frameMs: 0 };
const points = (...minutes: number[]) => minutes.map((m) => ({ at: m * MIN, value: m }));

describe("gaps", () => {
  test("more than three steps without a point break the line", () => {
    const { rows, gaps } = withGaps(points(0, 1, 2, 10, 11), READINGS, {
      from: 0,
      until: 11 * MIN,
    });

    expect(rows.map((row) => row.value)).toEqual([0, 1, 2, null, 10, 11]);
    expect(gaps).toEqual([{ from: 2 * MIN, until: 10 * MIN }]);
  });

  test("silence at either end is a gap too", () => {
    const { gaps } = withGaps(points(20, 21), READINGS, { from: 0, until: 60 * MIN });

    expect(gaps).toEqual([
      { from: 0, until: 20 * MIN },
      { from: 21 * MIN, until: 60 * MIN },
    ]);
  });

  test("a frame stands for its whole length, and a silence is counted from its end", () => {
    const frames = { stepMs: MIN, frameMs: 15 * MIN };

    const { rows, gaps } = withGaps(points(0, 15, 45, 60), frames, { from: 0, until: 76 * MIN });

    expect(gaps).toEqual([{ from: 30 * MIN, until: 45 * MIN }]);
    expect(rows.map((row) => row.value)).toEqual([0, 15, null, 45, 60]);
  });

  test("nothing measured is one gap", () => {
    expect(withGaps([], READINGS, { from: 0, until: 60 * MIN })).toEqual({
      rows: [],
      gaps: [{ from: 0, until: 60 * MIN }],
    });
  });
});

describe("zooming", () => {
  const now = 1_000 * DAY_MS;
  const day = { lengthMs: PERIODS.day, until: null };

  test("what reaches now moves with it, by whole minutes", () => {
    expect(windowOf(day, now + 20_000)).toEqual({
      from: now + MIN - DAY_MS,
      until: now + MIN,
    });
  });

  test("in and out keep the middle, and out of now's reach stays there", () => {
    const half = zoomed(day, 0.5, now);

    expect(windowOf(half, now)).toEqual({ from: now - 0.75 * DAY_MS, until: now - 0.25 * DAY_MS });
    expect(zoomed(half, 2, now)).toEqual(day);
  });

  test("earlier and later go half a window, and never beyond now", () => {
    const before = moved(day, -1, now);

    expect(windowOf(before, now).until).toBe(now - 0.5 * DAY_MS);
    expect(moved(before, 1, now)).toEqual(day);
    expect(moved(day, 1, now)).toEqual(day);
  });

  test("a stretch is dragged either way, and is neither too short nor too long", () => {
    const [from, until] = [now - 5 * DAY_MS, now - 3 * DAY_MS];

    expect(windowOf(chosen(until, from, now), now)).toEqual({ from, until });
    expect(canZoomIn(chosen(from, from + 1, now))).toBe(false);
    expect(canZoomOut(zoomed({ lengthMs: PERIODS.year, until: null }, 2, now))).toBe(false);
  });
});

test("heat has six steps, and zero is the lightest", () => {
  expect([0, 1, 50, 99, 100].map((value) => heatStep(value, 100))).toEqual([1, 1, 3, 6, 6]);
  expect(heatStep(0, 0)).toBe(1);
});
