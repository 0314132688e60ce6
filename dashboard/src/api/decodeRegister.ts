/** What the register and the species' profiles say. */
import { type Decoder, flag, list, number, object, oneOf, optional, text, time } from "./decode";
import { limit, quantity } from "./decodeFarm";
import type {
  AlertSeen,
  Animal,
  AnimalEntry,
  AnimalEvent,
  AnimalHistory,
  BoundOverride,
  ChosenBound,
  EnclosureEvent,
  EnclosureNote,
  Proposal,
  Species,
} from "./types";

const species: Decoder<Species> = oneOf(
  "guinea-pig",
  "rabbit",
  "hen",
  "donkey",
  "miniature-horse",
  "alpaca",
  "goat",
  "sheep",
  "other",
);

const side = oneOf("above", "below");

const entry: Decoder<AnimalEntry> = object({
  tag: text,
  name: text,
  species,
  sex: oneOf("female", "male", "unknown"),
  bornOn: optional(text),
  bornEstimated: flag,
  mother: optional(text),
  father: optional(text),
  enclosure: text,
  arrivedAt: time,
});

export const animal: Decoder<Animal> = object({
  id: text,
  version: number,
  entry,
  standing: object({
    enclosure: text,
    since: time,
    diedAt: optional(time),
    weight: optional(object({ grams: number, at: time })),
    milkEggsUntil: optional(text),
    meatUntil: optional(text),
    portrait: optional(text),
  }),
});

export const animals = object({ hubTime: time, animals: list(animal) });

/** What can be noted of an animal, in the order in which it is offered. */
export const eventKinds = [
  "weight",
  "feed",
  "treatment",
  "vet-visit",
  "birth",
  "move",
  "death",
  "note",
  "portrait",
] as const;

export const animalEvent: Decoder<AnimalEvent> = object({
  id: text,
  animal: text,
  kind: oneOf(...eventKinds),
  at: time,
  recordedAt: time,
  by: text,
  grams: optional(number),
  text: optional(text),
  milkEggsUntil: optional(text),
  meatUntil: optional(text),
  enclosure: optional(text),
  young: optional(number),
  photo: optional(text),
  corrects: optional(text),
  correctedBy: optional(text),
});

const enclosureEvent: Decoder<EnclosureEvent> = object({
  name: text,
  tag: text,
  species,
  event: animalEvent,
});

export const enclosureEvents = object({ hubTime: time, events: list(enclosureEvent) });

const enclosureNote: Decoder<EnclosureNote> = object({
  id: text,
  enclosure: text,
  at: time,
  recordedAt: time,
  by: text,
  text: optional(text),
  photo: optional(text),
  corrects: optional(text),
});

export const enclosureNotes = object({ hubTime: time, notes: list(enclosureNote) });

const alertSeen: Decoder<AlertSeen> = object({
  id: text,
  enclosure: text,
  kind: oneOf("limit", "silent", "offline", "suspect", "round", "heat", "night"),
  quantity: optional(quantity),
  side: optional(side),
  severity: oneOf("urgence", "alerte", "attention"),
  raiseAt: optional(number),
  value: optional(number),
  since: time,
  clearedAt: optional(time),
  acknowledgedBy: optional(text),
});

export const animalHistory: Decoder<AnimalHistory> = object({
  hubTime: time,
  animal,
  stays: list(object({ enclosure: text, from: time, until: optional(time) })),
  timeline: list(object({ at: time, event: optional(animalEvent), alert: optional(alertSeen) })),
});

export const override: Decoder<BoundOverride> = object({
  id: text,
  enclosure: text,
  quantity,
  side,
  value: number,
  why: text,
  by: text,
  at: time,
  recordedAt: time,
  vet: text,
  signedOn: text,
  withdrawal: optional(object({ by: text, at: time })),
});

const chosen: Decoder<ChosenBound> = object({
  quantity,
  side,
  value: number,
  of: list(species),
  sources: list(text),
  confidence: optional(oneOf("good", "medium", "low")),
  override: optional(override),
});

export const proposal: Decoder<Proposal> = object({
  hubTime: time,
  species: list(species),
  unread: list(text),
  bounds: list(chosen),
  dangers: list(chosen),
  conflicts: list(object({ quantity, atLeast: chosen, atMost: chosen })),
  unknown: list(object({ quantity, species: list(species) })),
  limits: list(limit),
  history: list(override),
});
