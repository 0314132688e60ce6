/** How often keepers are called, as administrators read it. */
import { speech } from "./language.svelte";

export const chargeWords = speech(
  {
    title: (days: string) => `Appels par gardien, ${days} jours`,
    nobody: "Aucun gardien n’a de compte.",
    lead: "Alertes et rappels adressés à chacun. Au-delà d’un par 10 min en moyenne, on n’écoute plus : relevez des seuils ou des durées.",
    calls: "Appels",
    average: "Par 10 min, en moyenne",
    busiest: "Au plus en 10 min",
    tooMuch: "trop d’appels",
  },
  {
    title: (days: string) => `Calls per keeper, ${days} days`,
    nobody: "No keeper has an account.",
    lead: "Alerts and reminders addressed to each. Beyond one in 10 min on average nobody listens any more: raise limits or durations.",
    calls: "Calls",
    average: "In 10 min, on average",
    busiest: "Most in 10 min",
    tooMuch: "too many calls",
  },
);
