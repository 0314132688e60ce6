/** What enclosures say: conditions, limits, alerts, histories. */
import { type Decoder, list, number, object, oneOf, optional, orNull, text, time } from "./decode";
import type { Alert, Bucket, Condition, Enclosure, Limit, Quantity } from "./types";

const quantity: Decoder<Quantity> = oneOf(
  "temperature",
  "humidity",
  "pressure",
  "ammonia",
  "carbon-dioxide",
  "water-level",
  "feed-weight",
  "light",
  "sound",
  "door",
  "motion",
  "battery",
  "box-temperature",
  "output",
);

export { quantity };

export const clock = oneOf("synced", "estimated");

export const severity = oneOf("urgence", "alerte", "attention");
const side = oneOf("above", "below");

export const alert: Decoder<Alert> = object({
  id: text,
  kind: oneOf("limit", "silent", "offline", "suspect"),
  enclosure: text,
  quantity: optional(quantity),
  station: optional(text),
  side: optional(side),
  severity,
  state: oneOf("raised", "acknowledged", "cleared"),
  raiseAt: optional(number),
  since: time,
  raisedAt: time,
  value: optional(number),
  doubt: optional(oneOf("jump", "constant", "impossible")),
  detail: optional(text),
  missing: list(quantity),
  clearedAt: optional(time),
  partOf: optional(text),
  acknowledgedAt: optional(time),
  acknowledgedBy: optional(text),
  note: optional(text),
  version: number,
});

const condition: Decoder<Condition> = object({
  quantity,
  unit: text,
  value: optional(number),
  measuredAt: optional(time),
  receivedAt: optional(time),
  clock: optional(clock),
  expectedEverySeconds: number,
  recent: list(orNull(number)),
});

export const limit: Decoder<Limit> = object({
  quantity,
  side,
  raiseAt: number,
  clearAt: number,
  raiseAfterSeconds: number,
  clearAfterSeconds: number,
  severity,
});

export const enclosure: Decoder<Enclosure> = object({
  id: text,
  name: text,
  species: list(text),
  conditions: list(condition),
  limits: list(limit),
  alerts: list(alert),
});

export const enclosures = object({ hubTime: time, enclosures: list(enclosure) });
export const alerts = object({ hubTime: time, alerts: list(alert) });

const bucket: Decoder<Bucket> = object({
  at: time,
  count: number,
  min: number,
  max: number,
  mean: number,
});

export const history = object({
  quantity,
  unit: text,
  step: text,
  frameSeconds: number,
  points: list(bucket),
});
