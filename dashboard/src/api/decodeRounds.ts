/** What the daily rounds say. */
import { type Decoder, list, object, oneOf, text, time } from "./decode";
import type { RoundHours, Rounds, RoundTick } from "./types";

const round = oneOf("morning", "evening");
const task = oneOf("water", "feed", "bedding", "look");
const span = object({ opens: text, due: text });

export const roundHours: Decoder<RoundHours> = object({ morning: span, evening: span });

export const roundTick: Decoder<RoundTick> = object({
  id: text,
  day: text,
  round,
  enclosure: text,
  task,
  by: text,
  at: time,
  recordedAt: time,
});

export const rounds: Decoder<Rounds> = object({
  hubTime: time,
  day: text,
  hours: roundHours,
  rounds: list(object({ round, opensAt: time, dueAt: time })),
  enclosures: list(object({ id: text, name: text })),
  ticks: list(roundTick),
  overdue: list(object({ enclosure: text, day: text, round, dueAt: time, tasks: list(task) })),
});
