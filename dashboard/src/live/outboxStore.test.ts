import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { bad, good, type Tour } from "../../api/types";
import { openPhoneStore } from "./idbStore";
import { memoryFrom, newerTour } from "./memory";
import { drain } from "./outbox";

const tour: Tour = { hubTime: "2026-11-26T14:00:00Z", stops: [] };
const at = (second: number) => `2026-11-26T14:00:${String(second).padStart(2, "0")}Z`;
const anEvent = (n: number) => ({
  stop: `stop-${n}`,
  report: { event: `event-${n}`, step: "started" as const, at: at(n) },
});

describe("the phone's database", () => {
  it("gives twenty taps back in their order after the page was killed, each with its time", async () => {
    const before = await openPhoneStore("killed");
    for (let n = 1; n <= 20; n++) await before.add(anEvent(n));

    const after = await openPhoneStore("killed");

    const kept = await after.all();
    expect(kept.map(({ stop, report }) => ({ stop, report }))).toEqual(
      Array.from({ length: 20 }, (_, n) => anEvent(n + 1)),
    );
  });

  it("tells each once although the page is killed between two answers", async () => {
    const taken: string[] = [];
    const first = await openPhoneStore("twice");
    for (let n = 1; n <= 20; n++) await first.add(anEvent(n));

    for (let visit = 0; visit < 30; visit++) {
      let calls = 0;
      await drain(
        await openPhoneStore("twice"),
        (_, report) => {
          if (!taken.includes(report.event)) taken.push(report.event);
          // The second answer of each visit gets lost on the way back.
          const lost = { type: "/problems/unreachable", title: "", status: 0, detail: "" };
          return Promise.resolve(++calls === 2 ? bad(lost) : good(tour));
        },
        () => false,
      );
    }

    expect(taken).toEqual(Array.from({ length: 20 }, (_, n) => `event-${n + 1}`));
    expect(await (await openPhoneStore("twice")).all()).toEqual([]);
  });

  it("never uses a place twice, so that an undone tap cannot be mistaken for a new one", async () => {
    const store = await openPhoneStore("places");
    const first = await store.add(anEvent(1));
    await store.remove(first.place);

    const second = await store.add(anEvent(2));

    expect(second.place).toBeGreaterThan(first.place);
  });

  it("keeps refusals until they are read", async () => {
    const store = await openPhoneStore("refusals");
    const event = await store.add(anEvent(1));
    const problem = { type: "/problems/not-ready", title: "", status: 409, detail: "" };

    await store.refuse({ ...event, problem });

    expect(await store.refused()).toEqual([{ ...event, problem }]);
    await store.forgetRefused(event.place);
    expect(await store.refused()).toEqual([]);
  });

  it("remembers the tour and the clock", async () => {
    const store = await openPhoneStore("memory");
    expect(memoryFrom(await store.remembered())).toBeUndefined();

    await store.remember({ tour, offsetMs: -600_000 });

    expect(memoryFrom(await store.remembered())).toEqual({ tour, offsetMs: -600_000 });
    expect(memoryFrom({ tour: { stops: 3 }, offsetMs: 0 })).toBeUndefined();
  });

  it("takes the newer of two tours by the hub's time", () => {
    const older = { ...tour, hubTime: "2026-11-26T13:59:59Z" };

    expect(newerTour(tour, older)).toBe(tour);
    expect(newerTour(older, tour)).toBe(tour);
  });
});
