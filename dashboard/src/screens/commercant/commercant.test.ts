import { describe, expect, it } from "vitest";
import type { MerchantOrder } from "../../api/types";
import { SILENT_BELL, heard, read, tuneOf } from "./bell";
import { columnsOf, pieces, proposedReadyTime, readyTimes, secondsToAnswer } from "./queue";
import { printedFrom, printedOnce, timesPrinted } from "./tickets";

const now = Date.parse("2026-11-26T14:00:00Z");

function anOrder(
  number: number,
  state: MerchantOrder["state"] = "proposed",
  version = 1,
): MerchantOrder {
  return {
    id: `order-${number}`,
    number,
    merchant: "ferme",
    customerFirstName: "Anne",
    state,
    slot: { id: "s", from: "2026-11-26T16:00:00Z", until: "2026-11-26T17:00:00Z", free: 3 },
    placedAt: "2026-11-26T13:55:00Z",
    answerBy: "2026-11-26T14:04:12Z",
    parcels: 0,
    lines: [
      { product: "oeufs", name: "Œufs", quantity: 2, priceCents: 320, state: "requested" },
      { product: "lait", name: "Lait", quantity: 1, priceCents: 140, state: "removed" },
    ],
    version,
  };
}

describe("the columns", () => {
  it("hold each order once, by what is to be done with it", () => {
    const orders = [
      anOrder(1, "ready"),
      anOrder(2, "proposed"),
      anOrder(3, "in-preparation"),
      anOrder(4, "accepted"),
      anOrder(5, "collected"),
      anOrder(6, "refused"),
      anOrder(7, "cancelled"),
    ];

    const columns = columnsOf(orders);

    expect(columns.toAccept.map((order) => order.number)).toEqual([2]);
    expect(columns.inPreparation.map((order) => order.number)).toEqual([3, 4]);
    expect(columns.ready.map((order) => order.number)).toEqual([1]);
    expect(columns.past.map((order) => order.number)).toEqual([7, 6, 5]);
  });

  it("put what must be answered soonest first", () => {
    const later = { ...anOrder(1), answerBy: "2026-11-26T14:09:00Z" };

    expect(columnsOf([later, anOrder(2)]).toAccept.map((order) => order.number)).toEqual([2, 1]);
  });

  it("put the earliest promise first among those in preparation", () => {
    const soon = { ...anOrder(9, "accepted"), readyAt: "2026-11-26T14:10:00Z" };

    expect(columnsOf([anOrder(1, "accepted"), soon]).inPreparation[0]?.number).toBe(9);
  });
});

describe("an order to answer", () => {
  it("counts down to the moment the dispatcher is told", () => {
    expect(secondsToAnswer(anOrder(1), now)).toBe(252);
    expect(secondsToAnswer(anOrder(1), now + 300_000)).toBe(-48);
  });

  it("is proposed for a quarter of an hour before its slot", () => {
    expect(new Date(proposedReadyTime(anOrder(1), now)).toISOString()).toBe(
      "2026-11-26T15:45:00.000Z",
    );
  });

  it("is never proposed for a time that leaves less than ten minutes", () => {
    const late = Date.parse("2026-11-26T15:41:00Z");

    const times = readyTimes(anOrder(1), late);

    expect(times.map((time) => new Date(time).toISOString().slice(11, 16))).toEqual([
      "15:55",
      "16:00",
      "16:05",
      "16:15",
    ]);
  });

  it("counts only the pieces that are still wanted", () => {
    expect(pieces(anOrder(1))).toBe(2);
  });
});

describe("the bell", () => {
  it("rings while an order waits and is silent after the answer", () => {
    const bell = heard(SILENT_BELL, [anOrder(1)]);

    expect(tuneOf(bell, 1)).toBe("new");
    expect(tuneOf(heard(bell, [anOrder(1, "accepted", 2)]), 0)).toBe("silence");
  });

  it("puts an order cancelled in the merchant's hands forward until it is read", () => {
    const inHand = heard(SILENT_BELL, [anOrder(1, "in-preparation", 3)]);

    const told = heard(heard(inHand, [anOrder(1, "cancelled", 4)]), [anOrder(1, "cancelled", 4)]);

    expect(told.cancelled).toHaveLength(1);
    expect(tuneOf(told, 5)).toBe("cancelled");
    expect(tuneOf(read(told, "order-1"), 0)).toBe("silence");
  });

  it("says nothing of orders that were cancelled before it listened", () => {
    expect(heard(SILENT_BELL, [anOrder(1, "cancelled", 4)]).cancelled).toEqual([]);
  });
});

describe("tickets", () => {
  it("are counted per order, so that a reprint can say so", () => {
    const once = printedOnce({}, "a");

    expect(timesPrinted(once, "a")).toBe(1);
    expect(timesPrinted(printedOnce(once, "a"), "a")).toBe(2);
    expect(timesPrinted(once, "b")).toBe(0);
  });

  it("survive damaged storage", () => {
    expect(printedFrom({ a: 2, b: "x", c: -1 })).toEqual({ a: 2 });
    expect(printedFrom(null)).toEqual({});
  });
});
