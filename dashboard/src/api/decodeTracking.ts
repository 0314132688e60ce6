/** What the holder of a tracking link may know; apart so that the public page stays small. */
import { type Decoder, flag, list, number, object, oneOf, optional, text, time } from "./decode";
import { orderState, slot } from "./decodeOrders";
import type { Tracking } from "./types";

export const tracking: Decoder<Tracking> = object({
  number,
  state: orderState,
  hubTime: time,
  slot,
  window: optional(object({ from: time, until: time })),
  deliveredAt: optional(time),
  stopsBefore: optional(number),
  merchants: list(object({ name: text, state: text })),
  steps: list(
    object({
      step: oneOf("placed", "confirmed", "ready", "on-the-way", "delivered"),
      done: flag,
      at: optional(time),
    }),
  ),
  position: optional(object({ latitude: number, longitude: number, measuredAt: time })),
});
