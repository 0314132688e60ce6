import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { bad, good } from "../api/types";
import { drain } from "./outbox";
import { openStore } from "./outboxStore";

interface Deed {
  readonly event: string;
  readonly at: string;
}

const openDeeds = (name: string) => openStore<Deed, string>(name);
const at = (second: number) => `2026-11-26T14:00:${String(second).padStart(2, "0")}Z`;
const aDeed = (n: number): Deed => ({ event: `event-${n}`, at: at(n) });

describe("the device's database", () => {
  it("gives twenty taps back in their order after the page was killed, each with its time", async () => {
    const before = await openDeeds("killed");
    for (let n = 1; n <= 20; n++) await before.add(aDeed(n));

    const after = await openDeeds("killed");

    const kept = await after.all();
    expect(kept.map(({ event, at }) => ({ event, at }))).toEqual(
      Array.from({ length: 20 }, (_, n) => aDeed(n + 1)),
    );
  });

  it("tells each once although the page is killed between two answers", async () => {
    const taken: string[] = [];
    const first = await openDeeds("twice");
    for (let n = 1; n <= 20; n++) await first.add(aDeed(n));

    for (let visit = 0; visit < 30; visit++) {
      let calls = 0;
      await drain(
        await openDeeds("twice"),
        ({ event }) => {
          if (!taken.includes(event)) taken.push(event);
          // The second answer of each visit gets lost on the way back.
          const lost = { type: "/problems/unreachable", title: "", status: 0, detail: "" };
          return Promise.resolve(++calls === 2 ? bad(lost) : good(event));
        },
        () => false,
      );
    }

    expect(taken).toEqual(Array.from({ length: 20 }, (_, n) => `event-${n + 1}`));
    expect(await (await openDeeds("twice")).all()).toEqual([]);
  });

  it("never uses a place twice, so that an undone tap cannot be mistaken for a new one", async () => {
    const store = await openDeeds("places");
    const first = await store.add(aDeed(1));
    await store.remove(first.place);

    const second = await store.add(aDeed(2));

    expect(second.place).toBeGreaterThan(first.place);
  });

  it("keeps refusals until they are read", async () => {
    const store = await openDeeds("refusals");
    const deed = await store.add(aDeed(1));
    const problem = { type: "/problems/not-ready", title: "", status: 409, detail: "" };

    await store.refuse({ ...deed, problem });

    expect(await store.refused()).toEqual([{ ...deed, problem }]);
    await store.forgetRefused(deed.place);
    expect(await store.refused()).toEqual([]);
  });

  it("remembers what each page knew last", async () => {
    const store = await openDeeds("memory");
    expect(await store.remembered()).toBeUndefined();

    await store.remember("first");
    await store.remember("second");
    await store.remember("other", "/rondes");

    expect(await store.remembered()).toBe("second");
    expect(await store.remembered("/rondes")).toBe("other");
  });
});
