/** Who is asking, who there is, which stations exist, how the hub is. */
import {
  anything,
  type Decoder,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
  time,
} from "./decode";
import { clock } from "./decodeFarm";
import type { Person, Problem, Role, Station, StationKind, Viewer } from "./types";

const role: Decoder<Role> = oneOf(
  "keeper",
  "dispatcher",
  "courier",
  "merchant",
  "official",
  "admin",
);

export const viewer: Decoder<Viewer> = object({
  id: text,
  name: text,
  role,
  scope: optional(text),
  hubTime: time,
  zone: text,
  expiresAt: time,
});

export const problem: Decoder<Problem> = object({
  type: text,
  title: text,
  status: number,
  detail: text,
  field: optional(text),
  current: optional(anything),
});

const person: Decoder<Person> = object({
  id: text,
  name: text,
  role,
  scope: optional(text),
  createdAt: time,
  lastSeenAt: optional(time),
});

export const people = object({ people: list(person) });
export const invitation = object({ person, link: text, expiresAt: time });

const heartbeat = object({
  agent: text,
  measuredAt: time,
  uptimeSeconds: number,
  spoolRecords: number,
  spoolBytes: number,
  losses: record(number),
  failing: record(text),
  clock,
  plan: text,
});

const stationKind: Decoder<StationKind> = oneOf("enclosure", "bike", "counter");

const messageNumber = object({ boot: number, sequence: number });
const lostRange = object({
  name: text,
  rank: text,
  records: number,
  from: optional(messageNumber),
  to: optional(messageNumber),
  toldAt: time,
});

const station: Decoder<Station> = object({
  id: text,
  kind: stationKind,
  place: text,
  state: oneOf("never-seen", "connected", "away", "revoked"),
  addedAt: time,
  lastSeenAt: optional(time),
  heartbeat: optional(heartbeat),
  plan: optional(object({ id: text, periodSeconds: record(number) })),
  lost: list(lostRange),
});

export const stations = object({ stations: list(station), hubTime: time });
export const newStation = object({ station, key: text });

export const stationCode = object({ id: text, code: text, expiresAt: time });
export const stationOffers = object({
  offers: list(object({ id: text, kind: stationKind, place: text, expiresAt: time })),
});

export const refusals = object({
  counts: record(number),
  latest: list(
    object({ station: text, reason: text, detail: text, topic: text, refusedAt: time, text }),
  ),
});

export const health = object({
  ready: flag,
  version: text,
  startedAt: time,
  hubTime: time,
  stages: list(object({ name: text, condition: oneOf("well", "strained", "ill"), detail: text })),
});
