import { describe, expect, test } from "vitest";
import { aged, isSilent } from "./freshness";

const noon = Date.parse("2026-11-23T12:00:00Z");
const at = (secondsAgo: number) => new Date(noon - secondsAgo * 1000).toISOString();
const every = (expectedEverySeconds: number, secondsAgo: number) =>
  aged({ measuredAt: at(secondsAgo), receivedAt: at(secondsAgo), expectedEverySeconds }, noon);

describe("the four states", () => {
  test.each([
    [60, 0, "fresh"],
    [60, 90, "fresh"],
    [60, 91, "late"],
    [60, 180, "late"],
    [60, 181, "stale"],
    [2, 7, "stale"],
    [60, 24 * 3600 + 1, "away"],
    [86_400, 100_000, "fresh"],
    [86_400, 300_000, "away"],
  ])("expected every %i s and %i s old is %s", (period, age, freshness) => {
    expect(every(period, age).freshness).toBe(freshness);
  });

  test("what was never measured has no age", () => {
    expect(aged({ expectedEverySeconds: 60 }, noon)).toEqual({
      freshness: "never",
      ageMs: null,
      at: null,
    });
  });
});

test("a station whose clock runs ahead does not look fresher than its message", () => {
  const value = { measuredAt: at(-3600), receivedAt: at(120), expectedEverySeconds: 60 };

  expect(aged(value, noon)).toMatchObject({ freshness: "late", ageMs: 120_000 });
});

test("a value measured long ago and received just now is as old as its measurement", () => {
  const value = { measuredAt: at(3600), receivedAt: at(1), expectedEverySeconds: 60 };

  expect(aged(value, noon).freshness).toBe("stale");
});

test("an age is never negative", () => {
  expect(every(60, -5).ageMs).toBe(0);
});

test("stale, away and never may not be shown as true", () => {
  expect(["fresh", "late", "stale", "away", "never"].map((f) => isSilent(f as "fresh"))).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});
