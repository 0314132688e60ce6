import { expect, test } from "vitest";
import { averageOf, isTooMuch } from "./load";

const called = (calls: number) => ({ name: "Anne", calls, busiest: 3 });

test("once in ten minutes on average is the most that a person can bear", () => {
  expect(averageOf(called(2016), 14)).toBe(1);
  expect(isTooMuch(called(2016), 14)).toBe(false);
  expect(isTooMuch(called(2017), 14)).toBe(true);
  expect(averageOf(called(0), 14)).toBe(0);
});
