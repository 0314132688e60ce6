/** What the dispatcher's board says. */
import { speech } from "./language.svelte";
import { NARROW, plural, signed } from "./numbers";
import { duration } from "./times";

export const repartitionWords = speech(
  {
    title: "Répartition",
    strip: {
      toAssign: "À affecter",
      late: "Retards prévus",
      bikes: (count: number) => plural(count, { one: "vélo", other: "vélos" }),
      silent: (count: number) => plural(count, { one: "muet", other: "muets" }),
    },
    toAssign: "À affecter",
    tours: "Tournées",
    map: "Carte",
    sort: "Tri",
    sorts: { margin: "marge", slot: "créneau" },
    nothing: "Rien à affecter.",
    noBikes: "Aucun vélo. Ajoutez une station de vélo (administration).",
    assign: "Affecter",
    assignTo: (number: number) => `Affecter la commande ${number}`,
    move: "Changer",
    moveOff: "Retirer de la tournée",
    keys: "Touche A, puis 1 à 9",
    margin: "marge",
    timeLeft: (left: string) => `reste ${left}`,
    slotOver: (since: string) => `créneau dépassé de ${since}`,
    late: "en retard",
    slot: (from: string, until: string) => `${from}–${until}`,
    readyAt: (at: string) => `prêt ${at}`,
    notReady: "pas encore promis",
    parcels: (count: number) => plural(count, { one: "sac", other: "sacs" }),
    cold: "froid",
    pickup: "Collecte",
    drop: "Livraison",
    stops: (count: number) => plural(count, { one: "arrêt", other: "arrêts" }),
    empty: "Aucun arrêt",
    noCourier: "sans livreur",
    silentSince: (since: string) => `muet depuis ${since}`,
    neverSeen: "jamais vu",
    seen: (ago: string) => `position ${ago}`,
    motions: { moving: "roule", standing: "à l’arrêt", unknown: "" },
    deliveryStates: {
      planned: "à affecter",
      assigned: "affectée",
      "under-way": "en cours",
      delivered: "livrée",
      failed: "échouée",
      cancelled: "annulée",
    },
    stopStates: {
      planned: "prévu",
      assigned: "affecté",
      started: "en route",
      arrived: "sur place",
      done: "fait",
      failed: "échoué",
      cancelled: "annulé",
    },
    over: (count: number) =>
      `Terminées aujourd’hui\u00a0: ${plural(count, { one: "commande", other: "commandes" })}`,
    stray: "Vélo inconnu",
    readOnly: "Hors ligne\u00a0: lecture seule. Affecter sans voir l’état réel serait dangereux.",
    pending: "envoi…",
    assigned: (number: number, bike: string) => `Commande ${number} affectée à ${bike}`,
    takenOff: (number: number) => `Commande ${number} retirée de sa tournée`,
    elsewhere: (bike: string) => `Elle est maintenant sur ${bike}.`,
    nowFree: "Elle est maintenant à affecter.",
    underWay: "La tournée a déjà commencé\u00a0: elle ne peut plus être déplacée.",
    showMap: "Afficher la carte",
    loadingMap: "Chargement de la carte…",
    dropHere: "Déposer ici",
    bikeOnMap: (name: string, courier: string) => (courier === "" ? name : `${courier}, ${name}`),
  },
  {
    title: "Dispatch",
    strip: {
      toAssign: "To assign",
      late: "Delays expected",
      bikes: (count: number) => plural(count, { one: "bike", other: "bikes" }),
      silent: (count: number) => plural(count, { one: "silent", other: "silent" }),
    },
    toAssign: "To assign",
    tours: "Tours",
    map: "Map",
    sort: "Sort",
    sorts: { margin: "margin", slot: "slot" },
    nothing: "Nothing to assign.",
    noBikes: "No bikes. Add a bike station (admin).",
    assign: "Assign",
    assignTo: (number: number) => `Assign order ${number}`,
    move: "Change",
    moveOff: "Take off the tour",
    keys: "Key A, then 1 to 9",
    margin: "margin",
    timeLeft: (left: string) => `${left} left`,
    slotOver: (since: string) => `slot over for ${since}`,
    late: "late",
    slot: (from: string, until: string) => `${from}–${until}`,
    readyAt: (at: string) => `ready ${at}`,
    notReady: "not promised yet",
    parcels: (count: number) => plural(count, { one: "bag", other: "bags" }),
    cold: "cold",
    pickup: "Pick-up",
    drop: "Drop-off",
    stops: (count: number) => plural(count, { one: "stop", other: "stops" }),
    empty: "No stops",
    noCourier: "no courier",
    silentSince: (since: string) => `silent for ${since}`,
    neverSeen: "never seen",
    seen: (ago: string) => `position ${ago}`,
    motions: { moving: "riding", standing: "standing", unknown: "" },
    deliveryStates: {
      planned: "to assign",
      assigned: "assigned",
      "under-way": "under way",
      delivered: "delivered",
      failed: "failed",
      cancelled: "cancelled",
    },
    stopStates: {
      planned: "planned",
      assigned: "assigned",
      started: "on the way",
      arrived: "there",
      done: "done",
      failed: "failed",
      cancelled: "cancelled",
    },
    over: (count: number) => `Finished today: ${plural(count, { one: "order", other: "orders" })}`,
    stray: "Unknown bike",
    readOnly: "Offline: read only. Assigning without seeing the real state would be dangerous.",
    pending: "sending…",
    assigned: (number: number, bike: string) => `Order ${number} assigned to ${bike}`,
    takenOff: (number: number) => `Order ${number} taken off its tour`,
    elsewhere: (bike: string) => `It is on ${bike} now.`,
    nowFree: "It is to be assigned now.",
    underWay: "The tour has begun: it can no longer be moved.",
    showMap: "Show the map",
    loadingMap: "Loading the map…",
    dropHere: "Drop here",
    bikeOnMap: (name: string, courier: string) => (courier === "" ? name : `${courier}, ${name}`),
  },
);

/** "+9 min" early, "−4 min" late; from an hour on "+1 h 20". */
export function marginText(seconds: number): string {
  const minutes = Math.trunc(seconds / 60);
  if (Math.abs(minutes) < 60) return `${signed(minutes)}${NARROW}min`;
  return `${seconds < 0 ? "−" : "+"}${duration(Math.abs(seconds) * 1000)}`;
}

/** What is left until the slot ends, where nothing is predicted. */
export function slotLeftText(seconds: number): string {
  const words = repartitionWords();
  return seconds >= 0
    ? words.timeLeft(duration(seconds * 1000))
    : words.slotOver(duration(-seconds * 1000));
}

/** Problems of assigning by their stable name. */
export const repartitionProblems = {
  "/problems/under-way": {
    fr: "La tournée a déjà commencé.",
    en: "The tour has already begun.",
  },
  "/problems/bags-on-board": {
    fr: "Ses sacs sont à bord d’un autre vélo.",
    en: "Its bags are on board another bike.",
  },
  "/problems/wrong-state": {
    fr: "Cette livraison est déjà terminée.",
    en: "This delivery is already over.",
  },
};
