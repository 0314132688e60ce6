/** The words of the animal register. */
import { EVENT_KINDS } from "./events";
import { language, speech } from "./language.svelte";
import { plural } from "./numbers";
import { dateOf } from "./times";

export { speciesNames } from "./species";

export const animauxWords = speech(
  {
    title: "Animaux",
    noteWhose: "Noter pour quel animal\u202f?",
    noteWhere: "Ou pour un enclos\u00a0:",
    newAnimal: "+ Animal",
    empty: "Aucun animal. Inscrivez le premier.",
    noneFound: "Aucun animal ne correspond. Effacez la recherche ou un filtre.",
    notFound: "Cet animal ou cet enclos n’existe pas ou n’existe plus.",
    back: "Retour",
    search: "Chercher un nom ou une boucle",
    enclosure: "Enclos",
    species: "Espèce",
    all: "Tous",
    deadToo: "Les morts aussi",
    animals: { one: "animal", other: "animaux" },
    sexes: { female: "femelle", male: "mâle", unknown: "sexe inconnu" },
    tag: (tag: string) => `Boucle ${tag}`,
    tagName: "Boucle, bague ou puce",
    waits: (count: number) =>
      `${plural(count, { one: "note", other: "notes" })} en attente du réseau`,
    waiting: "envoyé dès le retour du réseau",
    withPhoto: "avec une photo",
    portraitOf: (name: string) => `Portrait de ${name}`,
    places: "Enclos",
    noPlaces: "Aucun enclos. L’administration en ajoute.",
    placesNeedNetwork: "Il faut du réseau pour voir les enclos.",
    note: "+ Noter",
    noteOf: (name: string) => `Noter pour ${name}`,
    what: "Quoi\u202f?",
    when: "Quand\u202f?",
    formNeedsNetwork: "Le formulaire n’a pas pu être chargé. Vérifiez le réseau, puis réessayez.",
    doNote: "Noter",
    cancel: "Annuler",
    choose: "Choisir…",
    kinds: EVENT_KINDS.fr,
    texts: {
      weight: "Remarque (facultatif)",
      feed: "Ce qui a été donné",
      treatment: "Produit et dose",
      "vet-visit": "Ce qu’a dit le vétérinaire",
      birth: "Remarque (facultatif)",
      move: "Raison (facultatif)",
      death: "Cause, si elle est connue",
      note: "Note",
      portrait: "Remarque (facultatif)",
    },
    missing: {
      weight: "Écrivez un poids, par exemple 41,5.",
      feed: "Écrivez ce qui a été donné.",
      treatment: "Écrivez le produit et la dose.",
      "vet-visit": "Écrivez ce qu’a dit le vétérinaire.",
      birth: "Écrivez le nombre de petits.",
      move: "Choisissez l’enclos.",
      death: "Vérifiez la date.",
      note: "Écrivez la note ou ajoutez une photo.",
      portrait: "Ajoutez la photo.",
    },
    weightIn: { g: "Poids en grammes", kg: "Poids en kilogrammes" },
    moveTo: "Vers quel enclos\u202f?",
    movedTo: (place: string) => `vers ${place}`,
    howManyYoung: "Combien de petits\u202f?",
    young: { one: "petit", other: "petits" },
    waitOf: { milkEggs: "Lait et œufs\u00a0:", meat: "Viande\u00a0:" },
    waitUntil: {
      milkEggs: "Lait, œufs\u00a0: attente jusqu’au",
      meat: "Viande\u00a0: attente jusqu’au",
    },
    until: (at: string) => `jusqu’à ${at}`,
    stillOn: "en cours",
    alertKinds: {
      silent: "Capteur muet",
      offline: "Station hors ligne",
      suspect: "Mesure douteuse",
      round: "Ronde non terminée",
      heat: "Trop d’heures de chaleur",
      night: "Nuit sans fraîcheur",
    },
    correct: "Corriger",
    correctThis: (kind: string, at: string) => `Corriger\u00a0: ${kind} ${at}`,
    correctHow:
      "L’ancienne ligne reste visible, barrée. Pour l’annuler, choisissez Note et dites pourquoi.",
    corrected: "corrigé depuis",
    corrects: "correction",
    notNoted: (kind: string, name: string) => `${kind}, ${name}\u00a0: le serveur n’a pas accepté`,
    born: "Né",
    about: (date: string) => `vers le ${date}`,
    parents: { mother: "Mère", father: "Père" },
    since: (at: string) => `depuis le ${at}`,
    weights: "Poids",
    timeline: "Journal",
    arrival: "Arrivée",
    correctEntry: "Corriger la fiche",
    name: "Nom",
    sex: "Sexe",
    bornOn: "Date de naissance (vide si inconnue)",
    bornEstimated: "Date estimée",
    noParent: "Inconnu",
    arrivedOn: "Arrivé le",
    firstEnclosure: "Enclos d’arrivée",
    save: "Enregistrer",
    saving: "Enregistrement…",
    entryNeedsNetwork: "Inscrire ou corriger une fiche demande du réseau.",
    entryMissing: "Il manque le nom, la boucle ou l’enclos.",
  },
  {
    title: "Animals",
    noteWhose: "Note for which animal?",
    noteWhere: "Or for an enclosure:",
    newAnimal: "+ Animal",
    empty: "No animals. Register the first one.",
    noneFound: "No animal fits. Clear the search or a filter.",
    notFound: "This animal or enclosure does not exist, or no longer does.",
    back: "Back",
    search: "Find a name or a tag",
    enclosure: "Enclosure",
    species: "Species",
    all: "All",
    deadToo: "The dead too",
    animals: { one: "animal", other: "animals" },
    sexes: { female: "female", male: "male", unknown: "sex unknown" },
    tag: (tag: string) => `Tag ${tag}`,
    tagName: "Ear tag, ring or chip",
    waits: (count: number) =>
      `${plural(count, { one: "note", other: "notes" })} waiting for the network`,
    waiting: "sent as soon as the network is back",
    withPhoto: "with a photo",
    portraitOf: (name: string) => `Portrait of ${name}`,
    places: "Enclosures",
    noPlaces: "No enclosure. The administration adds them.",
    placesNeedNetwork: "You need the network to see the enclosures.",
    note: "+ Note",
    noteOf: (name: string) => `Note for ${name}`,
    what: "What?",
    when: "When?",
    formNeedsNetwork: "The form could not be read. Check the network, then try again.",
    doNote: "Note",
    cancel: "Cancel",
    choose: "Choose…",
    kinds: EVENT_KINDS.en,
    texts: {
      weight: "Remark (optional)",
      feed: "What was given",
      treatment: "Product and dose",
      "vet-visit": "What the vet said",
      birth: "Remark (optional)",
      move: "Reason (optional)",
      death: "Cause, if known",
      note: "Note",
      portrait: "Remarque (facultatif)",
    },
    missing: {
      weight: "Write a weight, such as 41.5.",
      feed: "Write what was given.",
      treatment: "Write the product and the dose.",
      "vet-visit": "Write what the vet said.",
      birth: "Write how many young.",
      move: "Choose the enclosure.",
      death: "Check the date.",
      note: "Write the note, or add a photo.",
      portrait: "Add the photo.",
    },
    weightIn: { g: "Weight in grams", kg: "Weight in kilograms" },
    moveTo: "To which enclosure?",
    movedTo: (place: string) => `to ${place}`,
    howManyYoung: "How many young?",
    young: { one: "young", other: "young" },
    waitOf: { milkEggs: "Milk and eggs:", meat: "Meat:" },
    waitUntil: { milkEggs: "Milk, eggs: wait until", meat: "Meat: wait until" },
    until: (at: string) => `until ${at}`,
    stillOn: "still on",
    alertKinds: {
      silent: "Silent sensor",
      offline: "Station offline",
      suspect: "Doubtful reading",
      round: "Unfinished round",
      heat: "Too many hours of heat",
      night: "Night without relief",
    },
    correct: "Correct",
    correctThis: (kind: string, at: string) => `Correct: ${kind} ${at}`,
    correctHow: "The old line stays visible, struck out. To cancel it, choose Note and say why.",
    corrected: "corrected since",
    corrects: "correction",
    notNoted: (kind: string, name: string) => `${kind}, ${name}: the server did not accept it`,
    born: "Born",
    about: (date: string) => `about ${date}`,
    parents: { mother: "Mother", father: "Father" },
    since: (at: string) => `since ${at}`,
    weights: "Weight",
    timeline: "Log",
    arrival: "Arrival",
    correctEntry: "Correct this record",
    name: "Name",
    sex: "Sex",
    bornOn: "Date of birth (empty if unknown)",
    bornEstimated: "Estimated date",
    noParent: "Unknown",
    arrivedOn: "Arrived on",
    firstEnclosure: "Enclosure on arrival",
    save: "Save",
    saving: "Saving…",
    entryNeedsNetwork: "Registering or correcting a record needs the network.",
    entryMissing: "The name, the tag or the enclosure is missing.",
  },
);

/** "3 mois", "2 ans", "environ 2 ans". */
export function ageText(months: number, isEstimated: boolean): string {
  const isFrench = language() === "fr";
  const years = Math.floor(months / 12);
  const month = isFrench ? { one: "mois", other: "mois" } : { one: "month", other: "months" };
  const year = isFrench ? { one: "an", other: "ans" } : { one: "year", other: "years" };
  const age = years < 2 ? plural(months, month) : plural(years, year);
  return isEstimated ? `${isFrench ? "environ" : "about"} ${age}` : age;
}

/** "Lait, œufs : ne pas utiliser jusqu’au 05/12/2026 inclus". */
export function waitText(of: "milkEggs" | "meat", until: string): string {
  const day = dateOf(until);
  if (language() === "fr") {
    const what = of === "milkEggs" ? "Lait, œufs" : "Viande";
    return `${what}\u00a0: ne pas utiliser jusqu’au ${day} inclus`;
  }
  return `${of === "milkEggs" ? "Milk, eggs" : "Meat"}: not to be used up to and including ${day}`;
}

/** Problems of the register by their stable name. */
export const animauxProblems = {
  "/problems/photo-left-out": {
    fr: "La photo n’a pas été acceptée\u00a0: reprenez-la. Le texte, s’il y en avait, est noté.",
    en: "The photo was not accepted: take it again. The text, if there was any, is noted.",
  },
  "/problems/tag-taken": {
    fr: "Un autre animal vivant porte cette boucle. Relisez-la, ou notez d’abord la mort de l’autre.",
    en: "Another living animal has this tag. Read it again, or note the other’s death first.",
  },
  "/problems/animal-dead": {
    fr: "Sa mort est notée. Si c’est une erreur, corrigez cette ligne.",
    en: "Its death is noted. If that is wrong, correct that line.",
  },
  "/problems/already-corrected": {
    fr: "Quelqu’un a déjà corrigé cette ligne.",
    en: "Somebody has already corrected that line.",
  },
  "/problems/unknown-enclosure": {
    fr: "Cet enclos n’existe pas.",
    en: "There is no such enclosure.",
  },
  "/problems/invalid-animal": {
    fr: "Quelque chose ne va pas dans cette fiche\u00a0: relisez les dates, la boucle et les parents.",
    en: "Something is wrong in this record: check the dates, the tag and the parents.",
  },
};
