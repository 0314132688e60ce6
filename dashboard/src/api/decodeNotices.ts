/** Who is on call, who was told what, and how somebody wants to be told. */
import { type Decoder, list, number, object, oneOf, optional, text, time } from "./decode";
import { severity } from "./decodeFarm";
import type { Notice, NoticePreferences, Roster, Swap, Turn, Watch, Way } from "./types";

const way: Decoder<Way> = oneOf("email", "webhook");

const turn: Decoder<Turn> = object({
  day: oneOf("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
  from: text,
  person: optional(text),
});

const watch: Decoder<Watch> = object({
  from: time,
  until: time,
  person: optional(text),
  swap: optional(text),
});

const swap: Decoder<Swap> = object({ id: text, from: time, until: time, person: text });

export const roster: Decoder<Roster> = object({
  hubTime: time,
  version: number,
  week: text,
  turns: list(turn),
  watches: list(watch),
  swaps: list(swap),
  keepers: list(object({ id: text, name: text })),
  onDuty: optional(text),
  next: optional(text),
});

const notice: Decoder<Notice> = object({
  id: number,
  subject: text,
  transition: oneOf(
    "raised",
    "worse",
    "better",
    "cleared",
    "next-person",
    "everybody",
    "nobody-on-call",
    "shelf-ended",
    "given",
    "flapping",
  ),
  severity,
  person: text,
  way: oneOf("email", "webhook", "none"),
  state: oneOf("waiting", "failed", "sent", "given-up", "withdrawn", "unsent"),
  title: text,
  writtenAt: time,
  dueAt: optional(time),
  sentAt: optional(time),
  attempts: number,
  reason: optional(text),
});

export const notices = object({ hubTime: time, notices: list(notice) });

export const preferences: Decoder<NoticePreferences> = object({
  ways: list(way),
  setUp: list(way),
  language: oneOf("fr", "en"),
  address: optional(text),
  phone: optional(text),
  quietFrom: optional(text),
  quietUntil: optional(text),
});
