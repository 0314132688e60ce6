/** A merchant's orders as three columns: pure, hub time handed in as milliseconds. */
import type { MerchantOrder } from "../../api/types";

export interface Columns {
  readonly toAccept: readonly MerchantOrder[];
  readonly inPreparation: readonly MerchantOrder[];
  readonly ready: readonly MerchantOrder[];
  /** Refused, cancelled and handed over today: folded, newest first. */
  readonly past: readonly MerchantOrder[];
}

/** Sorts orders into columns: what must be answered soonest first, then by the promised time. */
export function columnsOf(orders: readonly MerchantOrder[]): Columns {
  const columns: Record<keyof Columns, MerchantOrder[]> = {
    toAccept: [],
    inPreparation: [],
    ready: [],
    past: [],
  };
  for (const order of orders) columns[columnOf(order)].push(order);
  return {
    toAccept: columns.toAccept.toSorted(by((order) => order.answerBy)),
    inPreparation: columns.inPreparation.toSorted(by(promised)),
    ready: columns.ready.toSorted(by(promised)),
    past: columns.past.toSorted((a, b) => b.number - a.number),
  };
}

function columnOf(order: MerchantOrder): keyof Columns {
  switch (order.state) {
    case "proposed":
      return "toAccept";
    case "accepted":
    case "in-preparation":
      return "inPreparation";
    case "ready":
      return "ready";
    case "refused":
    case "collected":
    case "cancelled":
      return "past";
  }
}

function by(time: (order: MerchantOrder) => string) {
  return (a: MerchantOrder, b: MerchantOrder) =>
    Date.parse(time(a)) - Date.parse(time(b)) || a.number - b.number;
}

/** When the bags are promised: the merchant's own word, else the start of the slot. */
export function promised(order: MerchantOrder): string {
  return order.readyAt ?? order.slot.from;
}

/** Seconds until the dispatcher is told; negative when he has been. */
export function secondsToAnswer(order: MerchantOrder, now: number): number {
  return Math.trunc((Date.parse(order.answerBy) - now) / 1000);
}

const MINUTE = 60_000;
/** A bike needs some time before the slot begins; the proposal leaves it this much. */
const BEFORE_SLOT = 15 * MINUTE;
const SHORTEST_PREPARATION = 10 * MINUTE;

/**
 * The ready time proposed by "Accepter": a quarter of an hour before the slot, rounded down to 5 minutes, but never
 * sooner than ten minutes from now.
 */
export function proposedReadyTime(order: MerchantOrder, now: number): number {
  const five = 5 * MINUTE;
  const soonest = Math.ceil((now + SHORTEST_PREPARATION) / five) * five;
  return Math.max(soonest, Math.floor((Date.parse(order.slot.from) - BEFORE_SLOT) / five) * five);
}

/** The times behind ▾: the proposal and 5, 10 and 20 minutes later. */
export function readyTimes(order: MerchantOrder, now: number): readonly number[] {
  const first = proposedReadyTime(order, now);
  return [0, 5, 10, 20].map((minutes) => first + minutes * MINUTE);
}

/** Pieces to prepare: lines that were taken out do not count. */
export function pieces(order: MerchantOrder): number {
  return order.lines
    .filter((line) => line.state !== "removed")
    .reduce((total, line) => total + line.quantity, 0);
}
