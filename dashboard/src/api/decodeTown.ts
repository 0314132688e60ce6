/** What bikes and counters say. */
import { type Decoder, list, number, object, oneOf, optional, text, time } from "./decode";
import { clock } from "./decodeFarm";
import type { Bike, Counter, Fix, FootfallDay, FootfallHour } from "./types";

export const motion = oneOf("moving", "standing", "unknown");

export const fix: Decoder<Fix> = object({
  measuredAt: time,
  receivedAt: time,
  latitude: number,
  longitude: number,
  altitudeMetres: optional(number),
  speedMetresPerSecond: optional(number),
  courseDegrees: optional(number),
  hdop: optional(number),
  clock,
});

export const bike: Decoder<Bike> = object({
  id: text,
  name: text,
  expectedEverySeconds: number,
  motion,
  motionSince: optional(time),
  position: optional(fix),
  courier: optional(text),
});

export const bikes = object({ hubTime: time, bikes: list(bike) });
export const track = object({ bike: text, positions: list(fix) });

export const footfallHour: Decoder<FootfallHour> = object({
  start: time,
  localHour: text,
  in: number,
  out: number,
  measuredSeconds: number,
});

const footfallDay: Decoder<FootfallDay> = object({
  day: text,
  in: number,
  out: number,
  hours: number,
  measuredSeconds: number,
  lengthSeconds: number,
});

export const counter: Decoder<Counter> = object({
  id: text,
  name: text,
  latitude: number,
  longitude: number,
  expectedEverySeconds: number,
  lastMeasuredAt: optional(time),
  lastReceivedAt: optional(time),
  today: footfallDay,
});

export const counters = object({ hubTime: time, zone: text, counters: list(counter) });
export const hours = object({ counter: text, zone: text, hours: list(footfallHour) });
export const days = object({ counter: text, zone: text, days: list(footfallDay) });
