/** What can be noted of an animal, as every screen that shows it says it. */
import { speech } from "./language.svelte";
import { NARROW, num } from "./numbers";

export const EVENT_KINDS = {
  fr: {
    weight: "Poids",
    feed: "Nourriture",
    treatment: "Traitement",
    "vet-visit": "Vétérinaire",
    birth: "Mise bas",
    move: "Changement d’enclos",
    death: "Mort",
    note: "Note",
    portrait: "Portrait",
  },
  en: {
    weight: "Weight",
    feed: "Feed",
    treatment: "Treatment",
    "vet-visit": "Vet",
    birth: "Birth",
    move: "Move",
    death: "Death",
    note: "Note",
    portrait: "Portrait",
  },
};

export const eventWords = speech({ kinds: EVENT_KINDS.fr }, { kinds: EVENT_KINDS.en });

/** "950 g", "2,13 kg", "182 kg": as exact as such an animal is weighed. */
export function bodyWeight(grams: number): string {
  if (grams < 1000) return `${num(grams)}${NARROW}g`;
  return `${num(grams / 1000, grams < 10_000 ? 2 : 1, 0)}${NARROW}kg`;
}
