import { describe, expect, test } from "vitest";
import type { Roster } from "../../api/types";
import { inOrder, nameOf, onDutyUntil, weekAway } from "./roster";

const roster: Roster = {
  hubTime: "2026-11-27T09:00:00Z",
  version: 3,
  week: "2026-11-23",
  turns: [],
  watches: [
    { from: "2026-11-22T23:00:00Z", until: "2026-11-28T07:00:00Z", person: "a" },
    { from: "2026-11-28T07:00:00Z", until: "2026-11-29T23:00:00Z" },
  ],
  swaps: [],
  keepers: [{ id: "a", name: "Anne" }],
};

describe("the roster", () => {
  test("names keepers, and nobody where there is none", () => {
    expect(nameOf(roster, "a")).toBe("Anne");
    expect(nameOf(roster, "gone")).toBeNull();
    expect(nameOf(roster, undefined)).toBeNull();
  });

  test("says until when the watch of this moment lasts", () => {
    expect(onDutyUntil(roster, Date.parse("2026-11-27T09:00:00Z"))).toBe("2026-11-28T07:00:00Z");
    expect(onDutyUntil(roster, Date.parse("2026-12-27T09:00:00Z"))).toBeNull();
  });

  test("turns weeks over the end of a year, and over the beginning of summer time", () => {
    expect(weekAway("2026-12-28", 1)).toBe("2027-01-04");
    expect(weekAway("2027-03-29", -1)).toBe("2027-03-22");
  });

  test("orders turns by day and hour", () => {
    const turns = inOrder([
      { day: "sunday", from: "08:00" },
      { day: "monday", from: "18:00" },
      { day: "monday", from: "08:00" },
    ]);

    expect(turns.map((one) => `${one.day} ${one.from}`)).toEqual([
      "monday 08:00",
      "monday 18:00",
      "sunday 08:00",
    ]);
  });
});
