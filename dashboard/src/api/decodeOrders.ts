/** What the shop, its merchants and the deliveries say. */
import { type Decoder, flag, list, number, object, oneOf, optional, text, time } from "./decode";
import type {
  Delivery,
  MerchantOrder,
  OrderState,
  PlacedOrder,
  Shop,
  Slot,
  Stop,
  TemperatureClass,
  Tour,
} from "./types";

export const slot: Decoder<Slot> = object({ id: text, from: time, until: time, free: number });

const temperatureClass: Decoder<TemperatureClass> = oneOf(
  "ambient",
  "chilled-8",
  "chilled-4",
  "chilled-3",
  "chilled-2",
  "frozen-18",
  "hot-63",
);

const product = object({
  id: text,
  name: text,
  priceCents: number,
  inStock: number,
  temperatureClass,
});

export const shop: Decoder<Shop> = object({
  hubTime: time,
  zone: text,
  deliveryFeeCents: number,
  centre: object({ latitude: number, longitude: number }),
  radiusMetres: number,
  slots: list(slot),
  merchants: list(object({ id: text, name: text, products: list(product) })),
});

export const placedOrder: Decoder<PlacedOrder> = object({
  number,
  totalCents: number,
  trackingPath: text,
  slot,
});

export const orderState: Decoder<OrderState> = oneOf(
  "placed",
  "confirmed",
  "preparing",
  "ready",
  "in-delivery",
  "on-the-way",
  "delivered",
  "partly-delivered",
  "returned",
  "cancelled",
);

const orderLine = object({
  product: text,
  name: text,
  quantity: number,
  priceCents: number,
  state: oneOf("requested", "confirmed", "removed", "delivered"),
});

export const merchantOrder: Decoder<MerchantOrder> = object({
  id: text,
  number,
  merchant: text,
  customerFirstName: text,
  state: oneOf(
    "proposed",
    "accepted",
    "refused",
    "in-preparation",
    "ready",
    "collected",
    "cancelled",
  ),
  slot,
  readyAt: optional(time),
  placedAt: time,
  answerBy: time,
  refusal: optional(text),
  parcels: number,
  lines: list(orderLine),
  version: number,
});

export const merchantOrders = object({ hubTime: time, orders: list(merchantOrder) });

const stop: Decoder<Stop> = object({
  id: text,
  kind: oneOf("pickup", "drop"),
  state: oneOf("planned", "assigned", "started", "arrived", "done", "failed", "cancelled"),
  name: text,
  address: text,
  instructions: optional(text),
  phone: optional(text),
  latitude: number,
  longitude: number,
  parcels: number,
  cold: optional(flag),
  finishedAt: optional(time),
  reason: optional(text),
});

export const delivery: Decoder<Delivery> = object({
  id: text,
  number,
  state: oneOf("planned", "assigned", "under-way", "delivered", "failed", "cancelled"),
  orderState: optional(orderState),
  bike: optional(text),
  slot,
  readyAt: optional(time),
  marginSeconds: optional(number),
  stops: list(stop),
  version: number,
});

export const deliveries = object({ hubTime: time, deliveries: list(delivery) });

export const tour: Decoder<Tour> = object({
  hubTime: time,
  shift: optional(object({ bike: text, bikeName: text, since: time })),
  stops: list(object({ stop, number, slot })),
});
