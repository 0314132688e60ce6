import { describe, expect, it } from "vitest";
import { bad, good, type Problem } from "../api/types";
import { drain, memoryStore, oneAtATime, type OutboxStore, type Send } from "./outbox";

interface Deed {
  readonly event: string;
  readonly at: string;
}
const free = () => false;

function aDeed(number: number): Deed {
  const at = new Date(Date.parse("2026-11-26T14:00:00Z") + number * 1000).toISOString();
  return { event: `event-${number}`, at };
}

async function filled(count: number): Promise<OutboxStore<Deed>> {
  const store = memoryStore<Deed>();
  for (let n = 1; n <= count; n++) await store.add(aDeed(n));
  return store;
}

function problem(status: number): Problem {
  return { type: "/problems/x", title: "x", status, detail: "" };
}

/** A hub that remembers events by id, as the real one does, and whose answers may get lost. */
function aHub(lost: (call: number) => boolean = () => false) {
  const taken: string[] = [];
  let calls = 0;
  const send: Send<Deed, string> = ({ event }) => {
    if (!taken.includes(event)) taken.push(event);
    return Promise.resolve(lost(++calls) ? bad(problem(0)) : good(event));
  };
  return { taken, send };
}

const names = (count: number) => Array.from({ length: count }, (_, at) => `event-${at + 1}`);

describe("the outbox", () => {
  it("tells everything in the order of the taps, each with its own time", async () => {
    const store = await filled(20);
    const sent: Deed[] = [];

    const drained = await drain(
      store,
      ({ event, at }) => {
        sent.push({ event, at });
        return Promise.resolve(good(event));
      },
      free,
    );

    expect(sent).toEqual(names(20).map((_, at) => aDeed(at + 1)));
    expect(drained).toEqual({ sent: 20, refused: 0, answer: "event-20", stoppedBy: undefined });
    expect(await store.all()).toEqual([]);
  });

  it("stops at the first event the network swallowed and goes on there, once each", async () => {
    const store = await filled(20);
    const hub = aHub((call) => call % 4 === 3);

    for (let attempt = 0; attempt < 30; attempt++) await drain(store, hub.send, free);

    expect(hub.taken).toEqual(names(20));
    expect(await store.all()).toEqual([]);
  });

  it("keeps what the hub could not take for now", async () => {
    for (const status of [0, 401, 408, 429, 500, 502, 503]) {
      const store = await filled(2);

      const drained = await drain(store, () => Promise.resolve(bad(problem(status))), free);

      expect(drained.stoppedBy?.status).toBe(status);
      expect(await store.all()).toHaveLength(2);
    }
  });

  it("lets what waits alone wait, and goes on with the rest", async () => {
    for (const status of [403, 507]) {
      const store = await filled(3);
      const told: string[] = [];

      const drained = await drain(
        store,
        ({ event }) => {
          told.push(event);
          return Promise.resolve(event === "event-2" ? bad(problem(status)) : good(event));
        },
        free,
      );

      expect(told).toEqual(names(3));
      expect([drained.sent, drained.stoppedBy?.status]).toEqual([2, status]);
      expect((await store.all()).map((each) => each.event)).toEqual(["event-2"]);
    }
  });

  it("puts aside what the hub will never take, says so, and goes on with the rest", async () => {
    const store = await filled(3);
    const told: string[] = [];

    const drained = await drain(
      store,
      ({ event }) => {
        told.push(event);
        return Promise.resolve(event === "event-2" ? bad(problem(409)) : good(event));
      },
      free,
    );

    expect(told).toEqual(names(3));
    expect([drained.sent, drained.refused]).toEqual([2, 1]);
    expect((await store.refused()).map((each) => each.event)).toEqual(["event-2"]);
  });

  it("tells nothing past an event that may still be taken back", async () => {
    const store = await filled(3);
    const hub = aHub();

    await drain(store, hub.send, (event) => event.place === 2);

    expect(hub.taken).toEqual(["event-1"]);
    expect(await store.all()).toHaveLength(2);
  });

  it("drains once at a time, and once more when asked meanwhile", async () => {
    let running = 0;
    let most = 0;
    let rounds = 0;
    const drainOnce = oneAtATime(async () => {
      rounds++;
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    });

    await Promise.all([drainOnce(), drainOnce(), drainOnce()]);

    expect([most, rounds]).toEqual([1, 2]);
  });
});
