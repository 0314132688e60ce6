/** Browsers that are told of alerts by Web Push. */
import { type Decoder, list, object, optional, text, time } from "./decode";
import type { Phone, Phones } from "./types";

const phone: Decoder<Phone> = object({
  id: text,
  name: text,
  mark: optional(text),
  addedAt: time,
  reachedAt: optional(time),
  goneAt: optional(time),
  trouble: optional(text),
});

export const phones: Decoder<Phones> = object({ hubTime: time, key: text, phones: list(phone) });
