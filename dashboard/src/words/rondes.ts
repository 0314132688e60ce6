/** The words of the daily rounds. */
import { speech } from "./language.svelte";

export const rondesWords = speech(
  {
    title: "Rondes",
    empty: "Aucun enclos. L’administration en ajoute.",
    which: "Quelle ronde\u202f?",
    rounds: { morning: "Ronde du matin", evening: "Ronde du soir" },
    tasks: { water: "Eau", feed: "Nourriture", bedding: "Litière", look: "Regard" },
    overdue: (round: string, enclosure: string) => `${round} pas finie\u00a0: ${enclosure}`,
    finishIt: "Finir",
    finish: (round: string, enclosure: string) => `Finir\u00a0: ${round}, ${enclosure}`,
    dueAt: (at: string) => `échéance : ${at}`,
    hours: (from: string, until: string) => `de ${from} à ${until}`,
    left: (count: string) => `Reste à faire\u00a0: ${count}`,
    allDone: "Tout est fait",
    ticked: (enclosure: string, task: string) => `${enclosure}\u00a0: ${task}`,
    noted: "noté",
    setHours: "Heures des rondes",
    opens: "À partir de",
    due: "À finir avant",
    save: "Enregistrer",
    cancel: "Annuler",
  },
  {
    title: "Rounds",
    empty: "No enclosure. The administration adds them.",
    which: "Which round?",
    rounds: { morning: "Morning round", evening: "Evening round" },
    tasks: { water: "Water", feed: "Feed", bedding: "Bedding", look: "Look" },
    overdue: (round: string, enclosure: string) => `${round} not finished: ${enclosure}`,
    finishIt: "Finish",
    finish: (round: string, enclosure: string) => `Finish: ${round}, ${enclosure}`,
    dueAt: (at: string) => `due by ${at}`,
    hours: (from: string, until: string) => `from ${from} to ${until}`,
    left: (count: string) => `Left to do: ${count}`,
    allDone: "All is done",
    ticked: (enclosure: string, task: string) => `${enclosure}: ${task}`,
    noted: "noted",
    setHours: "Hours of the rounds",
    opens: "From",
    due: "Due by",
    save: "Save",
    cancel: "Cancel",
  },
);

/** Problems of the rounds by their stable name. */
export const rondesProblems = {
  "/problems/invalid-hours": {
    fr: "Chaque ronde commence avant sa fin, et celle du soir après celle du matin.",
    en: "Each round begins before it ends, and the evening’s after the morning’s.",
  },
  "/problems/invalid-tick": {
    fr: "La date de cet appareil est fausse, ou la ronde est trop ancienne.",
    en: "This device’s date is wrong, or the round is too long ago.",
  },
};
