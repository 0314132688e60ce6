/** The shop and the public tracking link. */
import { ask } from "./ask";
import { placedOrder, shop } from "./decodeOrders";
import { tracking } from "./decodeTracking";
import type { OrderForm } from "./types";

export const getShop = () => ask({ path: "/api/v1/shop" }, shop);

export const placeOrder = (order: OrderForm, idempotencyKey: string) =>
  ask({ method: "POST", path: "/api/v1/orders", body: order, idempotencyKey }, placedOrder);

export const trackOrder = (token: string) =>
  ask({ path: `/api/v1/tracking/${encodeURIComponent(token)}` }, tracking);
