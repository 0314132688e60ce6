/** Who was told what, and how somebody wants to be told. */
import { type Decoder, list, number, object, oneOf, optional, text, time } from "./decode";
import { severity } from "./decodeFarm";
import type { AlarmLoad, Notice, NoticePreferences, Way } from "./types";

const way: Decoder<Way> = oneOf("email", "webhook", "sms");

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
    "trial",
  ),
  severity,
  person: text,
  way: oneOf("email", "webhook", "sms", "push", "none"),
  state: oneOf("waiting", "failed", "sent", "given-up", "withdrawn", "unsent"),
  title: text,
  writtenAt: time,
  dueAt: optional(time),
  sentAt: optional(time),
  attempts: number,
  reason: optional(text),
});

export const notices = object({ hubTime: time, notices: list(notice) });

export const alarmLoad: Decoder<AlarmLoad> = object({
  hubTime: time,
  days: number,
  keepers: list(object({ name: text, calls: number, busiest: number })),
});

export const preferences: Decoder<NoticePreferences> = object({
  ways: list(way),
  setUp: list(way),
  smsFor: oneOf("urgent", "all"),
  language: oneOf("fr", "en"),
  address: optional(text),
  phone: optional(text),
  quietFrom: optional(text),
  quietUntil: optional(text),
});
