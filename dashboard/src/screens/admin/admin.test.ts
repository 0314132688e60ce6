import { describe, expect, test } from "vitest";
import { bad, good, type Problem, type Result, type Station } from "../../api/types";
import { adminWords } from "../../words/admin";
import { healthOf, lossesOf, lostLines, sentences, worstStationFirst } from "./diagnosis";
import { Polled } from "../../live/polled.svelte";

const now = Date.parse("2026-11-23T13:00:00Z");
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

function station(id: string, more: Partial<Station> = {}): Station {
  const heartbeat = {
    agent: "0.1.0",
    measuredAt: before(20),
    uptimeSeconds: 7200,
    spoolRecords: 0,
    spoolBytes: 0,
    losses: {},
    failing: {},
    clock: "synced" as const,
    plan: "",
  };
  const base = {
    id,
    kind: "enclosure",
    place: "barn",
    state: "connected",
    addedAt: before(1e6),
  } as const;
  return { ...base, lost: [], lastSeenAt: before(20), heartbeat, ...more };
}

const words = adminWords();
const failing = station("failing", {
  heartbeat: {
    ...station("x").heartbeat!,
    failing: { bme280: "no answer on bus 1" },
    losses: { overflow: 17, torn: 0 },
  },
});
const away = station("away", { state: "away", lastSeenAt: before(28_500) });
const fresh: Station = {
  id: "fresh",
  kind: "bike",
  place: "velo-4",
  state: "never-seen",
  addedAt: before(600),
  lost: [],
};

describe("a device's state in words", () => {
  test("a silent one says since when and what to look at", () => {
    expect(sentences(away, words, now)[0]).toMatch(/^depuis 7\u202fh\u202f55/);
  });

  test("one that never spoke says what to check", () => {
    expect(sentences(fresh, words, now)).toEqual([words.neverSeen]);
  });

  test("one that was sent a plan says whether it follows it", () => {
    const plan = { id: "monday", periodSeconds: { climate: 30 } };
    const heartbeat = { ...station("x").heartbeat!, plan: "monday" };

    expect(sentences(station("slow", { plan }), words, now)).toContain(words.planSent);
    expect(sentences(station("good", { plan, heartbeat }), words, now)).toContain(
      words.planFollowed,
    );
  });

  test("failing sensors and losses are named, and make it one to look at", () => {
    expect(healthOf(failing)).toBe("attention");
    expect(lossesOf(failing)).toBe("17 overflow");
    expect(sentences(failing, words, now).join()).toContain("bme280 (no answer on bus 1)");
  });

  test("each lost range says what, how, from where to where, as far as it is known", () => {
    const range = { name: "spool-quota", rank: "telemetry", records: 1200, toldAt: before(120) };
    const from = { boot: 1795428000, sequence: 1 };
    const lost = [
      { ...range, from, to: { boot: 1795428000, sequence: 1200 } },
      { ...range, name: "odd", rank: "alarm", records: 1, from },
      { ...range, name: "spool-torn" },
    ];

    const lines = lostLines(station("full", { lost }), words, now);

    expect(lines[0]).toMatch(
      /^1\s200 mesures du n° 1795428000\/1 au n° 1795428000\/1200\s: mémoire/,
    );
    expect(lines[1]).toMatch(/^1 passages à partir du n° 1795428000\/1\s: odd, signalé /);
    expect(lines[2]).toMatch(/^1\s200 mesures\s: coupure de courant, signalé /);
  });

  test("the silent come first, then those in trouble, then the well, then the revoked", () => {
    const list = [station("off", { state: "revoked" }), station("well"), failing, away];

    expect(list.sort(worstStationFirst).map((one) => one.id)).toEqual([
      "away",
      "failing",
      "well",
      "off",
    ]);
  });
});

describe("asking again and again", () => {
  const problem: Problem = { type: "/problems/unreachable", title: "", status: 0, detail: "" };

  test("what came last stays while the hub is away", async () => {
    const answers: Result<number, Problem>[] = [good(1), bad(problem)];
    const polled = new Polled(async () => answers.shift()!);

    await polled.again();
    await polled.again();

    expect([polled.value, polled.problem]).toEqual([1, problem]);
  });

  test("an answer that was overtaken is dropped", async () => {
    const late: ((answer: Result<number, Problem>) => void)[] = [];
    const polled = new Polled<number>(() => new Promise((resolve) => late.push(resolve)));
    const first = polled.again();
    const second = polled.again();

    late[1]!(good(2));
    late[0]!(good(1));
    await Promise.all([first, second]);

    expect(polled.value).toBe(2);
  });
});
