/**
 * What the bell and its visual twin have to say: pure. It rings for orders on the screen that nobody answered and
 * falls silent with the answer; a cancelled order must be confirmed as read.
 */
import type { MerchantOrder } from "../../api/types";

export interface Bell {
  /** Orders last seen in each state, to notice those that were cancelled while in the merchant's hands. */
  readonly held: ReadonlyMap<string, number>;
  /** Orders cancelled while in hand and not yet confirmed as read. */
  readonly cancelled: readonly MerchantOrder[];
}

export const SILENT_BELL: Bell = { held: new Map(), cancelled: [] };

const IN_HAND: readonly MerchantOrder["state"][] = ["accepted", "in-preparation", "ready"];

/** Hears the orders as they are now; an order cancelled from the merchant's hands is put forward once. */
export function heard(bell: Bell, orders: readonly MerchantOrder[]): Bell {
  const known = new Set(bell.cancelled.map((order) => order.id));
  const newlyCancelled = orders.filter(
    (order) => order.state === "cancelled" && bell.held.has(order.id) && !known.has(order.id),
  );
  return {
    held: new Map(
      orders
        .filter((order) => IN_HAND.includes(order.state))
        .map((order) => [order.id, order.version]),
    ),
    cancelled: [...bell.cancelled, ...newlyCancelled],
  };
}

/** The merchant has read that this order was cancelled. */
export function read(bell: Bell, order: string): Bell {
  return { ...bell, cancelled: bell.cancelled.filter((each) => each.id !== order) };
}

/** What the sound should be now: silence, a new order waiting, or a cancelled one. */
export function tuneOf(bell: Bell, waiting: number): "silence" | "new" | "cancelled" {
  if (bell.cancelled.length > 0) return "cancelled";
  return waiting > 0 ? "new" : "silence";
}
