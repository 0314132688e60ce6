/** What travels on the stream. A snapshot's rows are decoded by its topic. */
import { byWord, type Decoder, list, number, object, oneOf, text, time } from "./decode";
import { alert, cleaning, enclosure, quantity } from "./decodeFarm";
import { delivery, merchantOrder, tour } from "./decodeOrders";
import { bike, counter, fix, footfallHour, motion } from "./decodeTown";
import type {
  Alert,
  Bike,
  Cleaning,
  Counter,
  Delivery,
  Enclosure,
  Fix,
  FootfallHour,
  MerchantOrder,
  Motion,
  Quantity,
  Tour,
} from "./types";

export type Topic =
  "conditions" | "alerts" | "positions" | "footfall" | "orders" | "deliveries" | "tour";

type SnapshotOf<T extends Topic, D> = { kind: "snapshot"; topic: T; hubTime: string; data: D[] };

export type Snapshot =
  | SnapshotOf<"conditions", Enclosure>
  | SnapshotOf<"alerts", Alert>
  | SnapshotOf<"positions", Bike>
  | SnapshotOf<"footfall", Counter>
  | SnapshotOf<"orders", MerchantOrder>
  | SnapshotOf<"deliveries", Delivery>
  | SnapshotOf<"tour", Tour>;

export interface ReadingMessage {
  kind: "reading";
  enclosure: string;
  quantity: Quantity;
  value: number;
  unit: string;
  measuredAt: string;
  receivedAt: string;
  clock: string;
}

export type LiveMessage =
  | Snapshot
  | { kind: "beat"; hubTime: string }
  | ReadingMessage
  | { kind: "alert"; alert: Alert }
  | { kind: "cleaning"; cleaning: Cleaning }
  | { kind: "position"; bike: string; position: Fix }
  | { kind: "motion"; bike: string; motion: Motion; since: string }
  | { kind: "footfall"; counter: string; hour: FootfallHour }
  | { kind: "order"; order: MerchantOrder }
  | { kind: "delivery"; delivery: Delivery }
  | { kind: "tour" };

const kind = /* @__NO_SIDE_EFFECTS__ */ <const K extends string>(word: K) => ({
  kind: oneOf(word),
});

/* @__NO_SIDE_EFFECTS__ */
function snapshot<const T extends Topic, D>(topic: T, row: Decoder<D>) {
  return object({ ...kind("snapshot"), topic: oneOf(topic), hubTime: time, data: list(row) });
}

const snapshots: Decoder<Snapshot> = byWord<Snapshot>("topic", {
  conditions: snapshot("conditions", enclosure),
  alerts: snapshot("alerts", alert),
  positions: snapshot("positions", bike),
  footfall: snapshot("footfall", counter),
  orders: snapshot("orders", merchantOrder),
  deliveries: snapshot("deliveries", delivery),
  tour: snapshot("tour", tour),
});

export const liveMessage: Decoder<LiveMessage> = byWord<LiveMessage>("kind", {
  snapshot: snapshots,
  beat: object({ ...kind("beat"), hubTime: time }),
  reading: object({
    ...kind("reading"),
    enclosure: text,
    quantity,
    value: number,
    unit: text,
    measuredAt: time,
    receivedAt: time,
    clock: text,
  }),
  alert: object({ ...kind("alert"), alert }),
  cleaning: object({ ...kind("cleaning"), cleaning }),
  position: object({ ...kind("position"), bike: text, position: fix }),
  motion: object({ ...kind("motion"), bike: text, motion, since: time }),
  footfall: object({ ...kind("footfall"), counter: text, hour: footfallHour }),
  order: object({ ...kind("order"), order: merchantOrder }),
  delivery: object({ ...kind("delivery"), delivery }),
  tour: object(kind("tour")),
});
