import { describe, expect, it } from "vitest";
import type { StopReport } from "../../api/deliveries";
import { bad, good, type Problem, type Tour } from "../../api/types";
import { drain, memoryStore, oneAtATime, type OutboxStore, type Send } from "./outbox";

const tour: Tour = { hubTime: "2026-11-26T14:00:00Z", stops: [] };
const free = () => false;

function aReport(number: number): StopReport {
  const at = new Date(Date.parse("2026-11-26T14:00:00Z") + number * 1000).toISOString();
  return { event: `event-${number}`, step: "started", at };
}

async function filled(count: number): Promise<OutboxStore> {
  const store = memoryStore();
  for (let n = 1; n <= count; n++) await store.add({ stop: `stop-${n}`, report: aReport(n) });
  return store;
}

function problem(status: number): Problem {
  return { type: "/problems/x", title: "x", status, detail: "" };
}

/** A hub that remembers events by id, as the real one does, and whose answers may get lost. */
function aHub(lost: (call: number) => boolean = () => false) {
  const taken: string[] = [];
  let calls = 0;
  const send: Send = (_stop, report) => {
    if (!taken.includes(report.event)) taken.push(report.event);
    return Promise.resolve(lost(++calls) ? bad(problem(0)) : good(tour));
  };
  return { taken, send };
}

const names = (count: number) => Array.from({ length: count }, (_, at) => `event-${at + 1}`);

describe("the outbox", () => {
  it("tells everything in the order of the taps, each with its own time", async () => {
    const store = await filled(20);
    const sent: StopReport[] = [];

    const drained = await drain(
      store,
      (_, report) => {
        sent.push(report);
        return Promise.resolve(good(tour));
      },
      free,
    );

    expect(sent).toEqual(names(20).map((_, at) => aReport(at + 1)));
    expect([drained.sent, drained.stoppedBy]).toEqual([20, undefined]);
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

  it("puts aside what the hub will never take, says so, and goes on with the rest", async () => {
    const store = await filled(3);
    const told: string[] = [];

    const drained = await drain(
      store,
      (stop, report) => {
        told.push(report.event);
        return Promise.resolve(stop === "stop-2" ? bad(problem(409)) : good(tour));
      },
      free,
    );

    expect(told).toEqual(names(3));
    expect([drained.sent, drained.refused]).toEqual([2, 1]);
    expect((await store.refused()).map((each) => each.report.event)).toEqual(["event-2"]);
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
