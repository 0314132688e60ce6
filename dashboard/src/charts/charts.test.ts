import { describe, expect, test } from "vitest";
import { heatStep } from "./heat";
import { thinOut, withGaps } from "./series";

const MIN = 60_000;
const points = (...minutes: number[]) => minutes.map((m) => ({ at: m * MIN, value: m }));

describe("gaps", () => {
  test("more than three steps without a point break the line", () => {
    const { rows, gaps } = withGaps(points(0, 1, 2, 10, 11), MIN, { from: 0, until: 11 * MIN });

    expect(rows.map((row) => row.value)).toEqual([0, 1, 2, null, 10, 11]);
    expect(gaps).toEqual([{ from: 2 * MIN, until: 10 * MIN }]);
  });

  test("silence at either end is a gap too", () => {
    const { gaps } = withGaps(points(20, 21), MIN, { from: 0, until: 60 * MIN });

    expect(gaps).toEqual([
      { from: 0, until: 20 * MIN },
      { from: 21 * MIN, until: 60 * MIN },
    ]);
  });

  test("nothing measured is one gap", () => {
    expect(withGaps([], MIN, { from: 0, until: 60 * MIN })).toEqual({
      rows: [],
      gaps: [{ from: 0, until: 60 * MIN }],
    });
  });
});

test("thinning keeps the peaks, the order and the budget", () => {
  const many = Array.from({ length: 10_000 }, (_, n) => ({
    at: n,
    value: n === 5_432 ? 99 : n % 7,
  }));

  const few = thinOut(many, 500);

  expect(few.length).toBeLessThanOrEqual(500);
  expect(few.some((point) => point.value === 99)).toBe(true);
  expect(few.every((point, n) => n === 0 || point.at > (few[n - 1]?.at ?? 0))).toBe(true);
});

test("heat has six steps, and zero is the lightest", () => {
  expect([0, 1, 50, 99, 100].map((value) => heatStep(value, 100))).toEqual([1, 1, 3, 6, 6]);
  expect(heatStep(0, 0)).toBe(1);
});
