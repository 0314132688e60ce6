/** How often keepers are called, as administrators read it. */
import { speech } from "./language.svelte";

export const chargeWords = speech(
  {
    title: (days: string) => `Appels par gardien, ${days} jours`,
    nobody: "Aucun gardien n’a de compte.",
    lead: "Alertes et rappels adressés à chacun. Au-delà d’un par 10 min en moyenne, on n’écoute plus : relevez des seuils ou des durées.",
    calls: { one: "appel", other: "appels" },
    average: (count: string) => `${count} par 10\u202fmin en moyenne`,
    lessThan: (count: string) => `moins de ${count}`,
    busiest: (count: string) => `${count} au plus en 10\u202fmin`,
    tooMuch: "trop d’appels",
  },
  {
    title: (days: string) => `Calls per keeper, ${days} days`,
    nobody: "No keeper has an account.",
    lead: "Alerts and reminders addressed to each. Beyond one in 10 min on average nobody listens any more: raise limits or durations.",
    calls: { one: "call", other: "calls" },
    average: (count: string) => `${count} in 10\u202fmin on average`,
    lessThan: (count: string) => `less than ${count}`,
    busiest: (count: string) => `${count} in 10\u202fmin at most`,
    tooMuch: "too many calls",
  },
);
