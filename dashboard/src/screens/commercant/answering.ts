/** The merchant's answers: shown at once, sent on the version they are based on, taken back when refused. */
import { changeMerchantOrder, type MerchantOrderChange } from "../../api/deliveries";
import { merchantOrder } from "../../api/decodeOrders";
import type { MerchantOrder, Problem } from "../../api/types";
import type { Hub } from "../../live";

export type MerchantHub = Hub<MerchantOrderChange>;

export const keyOf = (order: string) => `order/${order}`;

/** Wishes a change; the hub's answer, also its refusal, brings the order as it is now. */
export function answer(hub: MerchantHub, order: MerchantOrder, change: MerchantOrderChange): void {
  hub.wish({
    key: keyOf(order.id),
    change,
    send: async () => {
      const result = await changeMerchantOrder(order.id, order.version, change);
      const now = result.ok ? result.value : currentOf(result.error);
      if (now) hub.learn({ kind: "order", order: now });
      return result;
    },
  });
}

/** The order as it is now, where a refusal brings it. */
export function currentOf(problem: Problem): MerchantOrder | undefined {
  const now = merchantOrder(problem.current, "");
  return now.ok ? now.value : undefined;
}

/** An order as the merchant wants it, over what the hub has. */
export function withAnswer(
  order: MerchantOrder,
  change: MerchantOrderChange | undefined,
): MerchantOrder {
  if (!change) return order;
  return {
    ...order,
    state: change.to,
    ...(change.readyAt === undefined ? {} : { readyAt: change.readyAt }),
    ...(change.parcels === undefined ? {} : { parcels: change.parcels }),
  };
}
