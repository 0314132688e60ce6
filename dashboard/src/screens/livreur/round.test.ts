import { describe, expect, it } from "vitest";
import type { Stop, Tour } from "../../api/types";
import { changedStops, primaryStepOf, reasonsAt, roundOf, stopsNow, type StopEvent } from "./round";

function aStop(id: string, kind: Stop["kind"], state: Stop["state"] = "assigned"): Stop {
  return {
    id,
    kind,
    state,
    name: id,
    address: "1 rue Royale",
    latitude: 50.9,
    longitude: 1.8,
    parcels: 1,
  };
}

function aTour(...stops: Stop[]): Tour {
  const slot = { id: "s", from: "2026-11-26T16:00:00Z", until: "2026-11-26T17:00:00Z", free: 0 };
  return {
    hubTime: "2026-11-26T14:00:00Z",
    stops: stops.map((stop) => ({ stop, number: 1042, slot })),
  };
}

function anEvent(stop: string, step: "started" | "arrived" | "done" | "failed"): StopEvent {
  return { stop, report: { event: `${stop}-${step}`, step, at: "2026-11-26T14:05:00Z" } };
}

const twoStops = aTour(aStop("halle", "pickup"), aStop("anne", "drop"));

describe("the round", () => {
  it("begins at the first stop in the hub's order", () => {
    const round = roundOf(stopsNow(twoStops, []));

    expect([round.current?.stop.id, round.position, round.total]).toEqual(["halle", 1, 2]);
    expect(round.next.map((each) => each.stop.id)).toEqual(["anne"]);
  });

  it("moves on by what was tapped, before the hub knows", () => {
    const events = [
      anEvent("halle", "started"),
      anEvent("halle", "arrived"),
      anEvent("halle", "done"),
    ];

    const round = roundOf(stopsNow(twoStops, events));

    expect([round.current?.stop.id, round.position, round.total]).toEqual(["anne", 2, 2]);
  });

  it("offers one step at a time", () => {
    const steps = (["assigned", "started", "arrived"] as const).map((state) => [
      primaryStepOf(aStop("a", "pickup", state)),
      primaryStepOf(aStop("b", "drop", state)),
    ]);

    expect(steps).toEqual([
      ["start", "start"],
      ["arrive", "arrive"],
      ["collect", "deliver"],
    ]);
  });

  it("stays with the stop under way when the dispatcher puts another one before it", () => {
    const tour = aTour(aStop("new", "pickup"), aStop("halle", "pickup", "arrived"));

    expect(roundOf(stopsNow(tour, [])).current?.stop.id).toBe("halle");
  });

  it("never lets an old event take a stop back, and a done stop stays done", () => {
    const tour = aTour(aStop("halle", "pickup", "done"));

    expect(stopsNow(tour, [anEvent("halle", "arrived")])[0]?.stop.state).toBe("done");
  });

  it("does not count cancelled stops", () => {
    const tour = aTour(
      aStop("a", "drop", "cancelled"),
      aStop("b", "drop", "done"),
      aStop("c", "drop"),
    );

    const round = roundOf(stopsNow(tour, []));

    expect([round.position, round.total]).toEqual([2, 2]);
  });

  it("says what the dispatcher changed meanwhile", () => {
    const now = aTour(aStop("halle", "pickup", "done"), aStop("leo", "drop"));

    expect(changedStops(twoStops, now)).toEqual({ added: [1042], removed: [1042] });
    expect(changedStops(twoStops, twoStops)).toEqual({ added: [], removed: [] });
  });

  it("offers the reasons that fit the stop", () => {
    expect(reasonsAt("pickup")).toContain("not-ready");
    expect(reasonsAt("drop")).not.toContain("not-ready");
  });
});
