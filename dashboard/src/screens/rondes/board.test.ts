import { describe, expect, it } from "vitest";
import type { Rounds, RoundTick, RoundTickForm } from "../../api/types";
import { overdueNow, roundNow, rowsOf } from "./board";

const tick: RoundTickForm = {
  day: "2026-11-23",
  round: "morning",
  enclosure: "clapier",
  task: "water",
  at: "2026-11-23T07:00:00Z",
};
const done: RoundTick = { ...tick, id: "t1", by: "Anne", recordedAt: tick.at };
const rounds: Rounds = {
  hubTime: "2026-11-23T09:30:00Z",
  day: "2026-11-23",
  hours: {
    morning: { opens: "06:30", due: "10:00" },
    evening: { opens: "16:30", due: "19:30" },
  },
  rounds: [
    { round: "morning", opensAt: "2026-11-23T05:30:00Z", dueAt: "2026-11-23T09:00:00Z" },
    { round: "evening", opensAt: "2026-11-23T15:30:00Z", dueAt: "2026-11-23T18:30:00Z" },
  ],
  enclosures: [
    { id: "clapier", name: "Clapier" },
    { id: "pre", name: "Pré" },
  ],
  ticks: [done],
  overdue: [
    {
      enclosure: "clapier",
      day: "2026-11-23",
      round: "morning",
      dueAt: "2026-11-23T09:00:00Z",
      tasks: ["feed", "bedding", "look"],
    },
  ],
};

describe("a round", () => {
  it("shows what the hub knows and what was ticked here, of that round only", () => {
    const waiting: RoundTickForm[] = [
      { ...tick, task: "feed" },
      { ...tick, task: "look", round: "evening" },
    ];

    const [clapier, pre] = rowsOf(rounds, waiting, "2026-11-23", "morning");

    expect(clapier?.cells.map((cell) => [cell.done?.by, cell.isWaiting])).toEqual([
      ["Anne", false],
      [undefined, true],
      [undefined, false],
      [undefined, false],
    ]);
    expect([clapier?.left, pre?.left]).toEqual([2, 4]);
  });

  it("is overdue until what is missing was ticked here", () => {
    const feed = { ...tick, task: "feed" } as const;
    const rest = [
      { ...tick, task: "bedding" },
      { ...tick, task: "look" },
    ] as const;

    expect(overdueNow(rounds, [feed])[0]?.tasks).toEqual(["bedding", "look"]);
    expect(overdueNow(rounds, [feed, ...rest])).toEqual([]);
    expect(overdueNow(rounds, [{ ...feed, day: "2026-11-22" }])[0]?.tasks).toHaveLength(3);
  });

  it("that is wanted now is the last one that has begun", () => {
    expect(roundNow(rounds, Date.parse("2026-11-23T04:00:00Z"))).toBe("morning");
    expect(roundNow(rounds, Date.parse("2026-11-23T15:29:59Z"))).toBe("morning");
    expect(roundNow(rounds, Date.parse("2026-11-23T15:30:00Z"))).toBe("evening");
  });
});
