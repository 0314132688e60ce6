/** Merchants' orders, deliveries, and a courier's tour. Changes name the version they are based on. */
import { ask } from "./ask";
import { deliveries, delivery, merchantOrder, merchantOrders, tour } from "./decodeOrders";
import type { operations } from "./contract";

type BodyOf<O extends keyof operations> = operations[O] extends {
  requestBody: { content: { "application/json": infer B } };
}
  ? B
  : never;

export type MerchantOrderChange = BodyOf<"changeMerchantOrder">;
export type StopReport = BodyOf<"reportStop">;

export const listMerchantOrders = () => ask({ path: "/api/v1/merchant-orders" }, merchantOrders);

export const changeMerchantOrder = (id: string, ifMatch: number, change: MerchantOrderChange) =>
  ask(
    { method: "PUT", path: `/api/v1/merchant-orders/${id}/state`, body: change, ifMatch },
    merchantOrder,
  );

export const listDeliveries = () => ask({ path: "/api/v1/deliveries" }, deliveries);

export const assignDelivery = (id: string, ifMatch: number, bike: string) =>
  ask(
    { method: "PUT", path: `/api/v1/deliveries/${id}/assignment`, body: { bike }, ifMatch },
    delivery,
  );

export const unassignDelivery = (id: string, ifMatch: number) =>
  ask({ method: "DELETE", path: `/api/v1/deliveries/${id}/assignment`, ifMatch }, delivery);

export const getTour = () => ask({ path: "/api/v1/tour" }, tour);

export const startShift = (bike: string) =>
  ask({ method: "PUT", path: "/api/v1/tour/shift", body: { bike } }, tour);

export const endShift = () => ask({ method: "DELETE", path: "/api/v1/tour/shift" }, tour);

/** The same event id again changes nothing, so an outbox may repeat it. */
export const reportStop = (stop: string, report: StopReport) =>
  ask({ method: "POST", path: `/api/v1/stops/${stop}/attempts`, body: report }, tour);
