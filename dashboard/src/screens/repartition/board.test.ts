import { describe, expect, it } from "vitest";
import type { Bike, Delivery } from "../../api/types";
import { boardOf, candidates, isSilent, marginOf } from "./board";

const now = Date.parse("2026-11-26T14:00:00Z");

function aDelivery(number: number, more: Partial<Delivery> = {}): Delivery {
  return {
    id: `delivery-${number}`,
    number,
    state: "planned",
    slot: { id: "s", from: "2026-11-26T14:30:00Z", until: "2026-11-26T15:00:00Z", free: 0 },
    stops: [],
    version: 1,
    ...more,
  };
}

function aBike(id: string, secondsAgo: number | undefined, courier?: string): Bike {
  const measuredAt = new Date(now - (secondsAgo ?? 0) * 1000).toISOString();
  return {
    id,
    name: id,
    expectedEverySeconds: 10,
    motion: "moving",
    ...(courier === undefined ? {} : { courier }),
    ...(secondsAgo === undefined
      ? {}
      : {
          position: {
            measuredAt,
            receivedAt: measuredAt,
            latitude: 50.9,
            longitude: 1.8,
            clock: "synced",
          },
        }),
  };
}

describe("the board", () => {
  it("puts the smallest margin first, the late one leading", () => {
    const deliveries = [
      aDelivery(1043, { marginSeconds: 720 }),
      aDelivery(1042, { marginSeconds: -180 }),
      aDelivery(1044, { marginSeconds: 60 }),
    ];

    const board = boardOf(deliveries, [], now);

    expect(board.toAssign.map((each) => each.number)).toEqual([1042, 1044, 1043]);
    expect(board.late).toBe(1);
  });

  it("takes the time until the slot ends where nothing is predicted, and says so", () => {
    expect(marginOf(aDelivery(1), now)).toEqual({ seconds: 3600, kind: "until-slot-ends" });
    expect(marginOf(aDelivery(1, { marginSeconds: 5 }), now).kind).toBe("predicted");
  });

  it("sorts by slot when asked to", () => {
    const early = { id: "e", from: "2026-11-26T14:10:00Z", until: "2026-11-26T16:00:00Z", free: 0 };
    const deliveries = [
      aDelivery(1, { marginSeconds: 1 }),
      aDelivery(2, { slot: early, marginSeconds: 99 }),
    ];

    expect(boardOf(deliveries, [], now, "slot").toAssign.map((each) => each.number)).toEqual([
      2, 1,
    ]);
  });

  it("shows each delivery in exactly one place", () => {
    const deliveries = [
      aDelivery(1),
      aDelivery(2, { state: "assigned", bike: "velo-1" }),
      aDelivery(3, { state: "under-way", bike: "velo-1" }),
      aDelivery(4, { state: "delivered", bike: "velo-1" }),
      aDelivery(5, { state: "assigned", bike: "velo-9" }),
    ];

    const board = boardOf(deliveries, [aBike("velo-1", 5)], now);

    expect(board.toAssign.map((each) => each.number)).toEqual([1]);
    expect(board.tours[0]?.deliveries.map((each) => each.number)).toEqual([3, 2]);
    expect(board.over.map((each) => each.number)).toEqual([4]);
    expect(board.stray.map((each) => each.number)).toEqual([5]);
  });

  it("calls a bike silent after three of its periods, or when it never spoke", () => {
    expect(isSilent(aBike("a", 30), now)).toBe(false);
    expect(isSilent(aBike("a", 31), now)).toBe(true);
    expect(isSilent(aBike("a", undefined), now)).toBe(true);
  });

  it("expects a delay on a silent bike with little margin", () => {
    const deliveries = [aDelivery(1, { state: "assigned", bike: "velo-1", marginSeconds: 299 })];

    expect(boardOf(deliveries, [aBike("velo-1", 5)], now).late).toBe(0);
    expect(boardOf(deliveries, [aBike("velo-1", 240)], now).late).toBe(1);
  });

  it("offers bikes that are heard, ridden and free first", () => {
    const busy = aDelivery(1, {
      state: "assigned",
      bike: "busy",
      stops: [
        {
          id: "x",
          kind: "drop",
          state: "assigned",
          name: "",
          address: "",
          latitude: 0,
          longitude: 0,
          parcels: 1,
        },
      ],
    });
    const bikes = [
      aBike("silent", 900, "Léo"),
      aBike("parked", 2),
      aBike("busy", 2, "Nadia"),
      aBike("free", 2, "Karim"),
    ];

    const ranked = candidates(boardOf([busy], bikes, now).tours);

    expect(ranked.map((tour) => tour.bike.id)).toEqual(["free", "busy", "parked", "silent"]);
  });
});
