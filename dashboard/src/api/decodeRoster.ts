/** Who is on call. */
import { type Decoder, list, number, object, oneOf, optional, text, time } from "./decode";
import type { Roster, Swap, Turn, Watch } from "./types";

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
