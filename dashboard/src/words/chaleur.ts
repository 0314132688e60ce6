/** The words of an enclosure's heat. */
import { speech } from "./language.svelte";

export const chaleurWords = speech(
  {
    title: "Chaleur",
    index: "Indice température-humidité",
    formula: "formule NOAA 1976",
    absent: {
      "not-measured": "Pas d’indice\u00a0: il faut une température et une humidité.",
      stale: "Pas d’indice\u00a0: la température ou l’humidité est trop ancienne.",
      doubted: "Pas d’indice\u00a0: la température ou l’humidité est douteuse.",
    },
    watched: (threshold: string, hours: string) =>
      `Prévenir après ${hours}\u202fh à ${threshold} ou plus en 24\u202fh, et après une nuit (22:00 à 06:00) sans descendre dessous.`,
    soFar: (hours: string) => `${hours}\u202fh dans les dernières 24\u202fh.`,
    notWatched: "Personne n’est prévenu de la chaleur de cet enclos.",
    set: "Surveiller la chaleur",
    threshold: "Indice à partir duquel il fait trop chaud",
    published:
      "Seuils publiés\u00a0: truie 74, bovin 75, vache laitière 72, poulet de chair 78. Pour les animaux d’ici, aucun n’a été trouvé\u00a0: fixez-le avec le vétérinaire.",
    hours: "Heures de trop en 24\u202fh",
    save: "Enregistrer",
    stop: "Ne plus surveiller",
    wrong: "Un indice de 0 à 150, et de 0,25 à 24 heures.",
  },
  {
    title: "Heat",
    index: "Temperature-humidity index",
    formula: "formula NOAA 1976",
    absent: {
      "not-measured": "No index: it needs a temperature and a humidity.",
      stale: "No index: the temperature or the humidity is too old.",
      doubted: "No index: the temperature or the humidity is in doubt.",
    },
    watched: (threshold: string, hours: string) =>
      `Tell after ${hours}\u202fh at ${threshold} or more in 24\u202fh, and after a night (22:00 to 06:00) that never fell below.`,
    soFar: (hours: string) => `${hours}\u202fh in the last 24\u202fh.`,
    notWatched: "Nobody is told of the heat of this enclosure.",
    set: "Watch the heat",
    threshold: "Index from which it is too hot",
    published:
      "Published thresholds: sow 74, beef 75, dairy cow 72, broiler 78. None was found for the animals here: set it with the vet.",
    hours: "Hours that are too many in 24\u202fh",
    save: "Save",
    stop: "Watch no longer",
    wrong: "An index of 0 to 150, and 0.25 to 24 hours.",
  },
);
