/** What enclosures say: conditions, limits, alerts, histories. */
import {
  type Decoder,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  orNull,
  text,
  time,
} from "./decode";
import type {
  Alert,
  AlertDeed,
  Bucket,
  Cleaning,
  Condition,
  Enclosure,
  Heat,
  Limit,
  LimitsPreview,
  Quantity,
  Quiet,
  Remedy,
} from "./types";

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

const quiet: Decoder<Quiet> = object({
  why: oneOf("shelved", "cleaning", "flapping"),
  until: time,
  by: optional(text),
  reason: optional(text),
});

const remedy: Decoder<Remedy> = oneOf("water", "feed", "door", "heat", "injury", "other");

export const alert: Decoder<Alert> = object({
  id: text,
  kind: oneOf("limit", "silent", "offline", "suspect", "round", "heat", "night"),
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
  doubt: optional(oneOf("jump", "constant", "impossible", "drift")),
  detail: optional(text),
  missing: list(quantity),
  clearedAt: optional(time),
  partOf: optional(text),
  acknowledgedAt: optional(time),
  acknowledgedBy: optional(text),
  note: optional(text),
  quiet: optional(quiet),
  given: optional(object({ person: text, to: text, by: text, at: time })),
  settled: optional(
    object({ remedy, by: text, at: time, note: optional(text), photo: optional(text) }),
  ),
  falseAlarm: optional(object({ by: text, at: time, reason: text })),
  closedAt: optional(time),
  raises: optional(number),
  latched: optional(flag),
  version: number,
});

const deed: Decoder<AlertDeed> = object({
  id: text,
  what: oneOf(
    "taken",
    "released",
    "shelved",
    "unshelved",
    "settled",
    "given",
    "false-alarm",
    "noted",
    "quieted",
    "rang-again",
    "worse",
    "better",
    "closed",
  ),
  at: time,
  recordedAt: time,
  by: optional(text),
  until: optional(time),
  remedy: optional(remedy),
  words: optional(text),
  to: optional(text),
  photo: optional(text),
});

export const deeds = object({ hubTime: time, deeds: list(deed) });

export const cleaning: Decoder<Cleaning> = object({
  id: text,
  enclosure: text,
  startsAt: time,
  until: time,
  by: text,
  reason: text,
  endedAt: optional(time),
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
  hours: optional(object({ from: text, until: text })),
  latching: optional(flag),
});

export const enclosure: Decoder<Enclosure> = object({
  id: text,
  version: number,
  name: text,
  species: list(text),
  conditions: list(condition),
  limits: list(limit),
  alerts: list(alert),
  cleaning: optional(cleaning),
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

export const limitsPreview: Decoder<LimitsPreview> = object({
  from: time,
  until: time,
  step: oneOf("raw", "1m"),
  sides: list(
    object({
      quantity,
      side,
      hoursSeen: number,
      alerts: number,
      listed: list(
        object({
          since: time,
          raisedAt: time,
          worst: severity,
          furthest: number,
          clearedAt: optional(time),
        }),
      ),
    }),
  ),
});

export const heat: Decoder<Heat> = object({
  hubTime: time,
  formula: oneOf("thi-noaa-1976"),
  value: optional(number),
  measuredAt: optional(time),
  receivedAt: optional(time),
  estimated: optional(flag),
  absent: optional(oneOf("not-measured", "stale", "doubted")),
  watch: optional(object({ threshold: number, hours: number })),
  hoursOfHeat: optional(number),
});
