/** What the tracking page says. The hub says the same sentences first, without JavaScript (its tracking.properties). */
import { language, speech } from "./language.svelte";
import { plural, WIDE } from "./numbers";
import { ago, day, duration, hour, localDay } from "./times";

export const suiviWords = speech(
  {
    order: (number: number) => `Commande ${number}`,
    arrival: (from: string, until: string) => `Arrivée entre ${from} et ${until}`,
    arrivalOn: (day: string, from: string, until: string) =>
      `Arrivée ${day} entre ${from} et ${until}`,
    deliveredAt: (at: string) => `Livrée à ${at}`,
    deliveredOn: (day: string, at: string) => `Livrée ${day} à ${at}`,
    delivered: "Livrée",
    cancelled: "Commande annulée",
    returned: "Commande retournée aux commerçants",
    states: {
      placed: "Reçue, en attente des commerces",
      confirmed: "Acceptée",
      preparing: "En préparation",
      ready: "Prête",
      "in-delivery": "En tournée",
      "on-the-way": "En route vers vous",
      delivered: "Livrée",
      "partly-delivered": "Livrée en partie",
      returned: "Retournée",
      cancelled: "Commande annulée",
    },
    stopsBefore: (count: number) =>
      count === 0
        ? "vous êtes le prochain arrêt"
        : `${plural(count, { one: "arrêt", other: "arrêts" })} avant vous`,
    steps: {
      placed: "Reçue",
      confirmed: "Acceptée",
      ready: "Prête",
      "on-the-way": "En route",
      delivered: "Livrée",
    },
    merchantStates: {
      proposed: "en attente de réponse",
      accepted: "acceptée",
      refused: "refusée",
      "in-preparation": "en préparation",
      ready: "prête",
      collected: "prise en charge",
      cancelled: "annulée",
    },
    position: (ago: string) => `Position du vélo ${ago}`,
    positionLost: (since: string) => `Position inconnue depuis ${since}, heure estimée`,
    positionFollows: "Le vélo est en route, sa position arrive.",
    showMap: "Voir la carte",
    mapFailed: "La carte ne peut pas être affichée sur cet appareil.",
    you: "Vélo",
    checkedAt: (at: string) => `Vérifié à ${at}`,
    unreachable: (at: string) => `Hors ligne\u00a0: état de ${at}`,
    gone: "Ce lien n’est plus valable. Il se ferme 24 heures après la livraison.",
  },
  {
    order: (number: number) => `Order ${number}`,
    arrival: (from: string, until: string) => `Arriving between ${from} and ${until}`,
    arrivalOn: (day: string, from: string, until: string) =>
      `Arriving ${day} between ${from} and ${until}`,
    deliveredAt: (at: string) => `Delivered at ${at}`,
    deliveredOn: (day: string, at: string) => `Delivered ${day} at ${at}`,
    delivered: "Delivered",
    cancelled: "Order cancelled",
    returned: "Order returned to the shops",
    states: {
      placed: "Received, waiting for the shops",
      confirmed: "Accepted",
      preparing: "Being prepared",
      ready: "Ready",
      "in-delivery": "On a round",
      "on-the-way": "On the way to you",
      delivered: "Delivered",
      "partly-delivered": "Delivered in part",
      returned: "Returned",
      cancelled: "Order cancelled",
    },
    stopsBefore: (count: number) =>
      count === 0
        ? "you are the next stop"
        : `${plural(count, { one: "stop", other: "stops" })} before you`,
    steps: {
      placed: "Received",
      confirmed: "Accepted",
      ready: "Ready",
      "on-the-way": "On the way",
      delivered: "Delivered",
    },
    merchantStates: {
      proposed: "waiting for an answer",
      accepted: "accepted",
      refused: "refused",
      "in-preparation": "being prepared",
      ready: "ready",
      collected: "collected",
      cancelled: "cancelled",
    },
    position: (ago: string) => `Bike position ${ago}`,
    positionLost: (since: string) => `Position unknown for ${since}, estimated time`,
    positionFollows: "The bike is on its way, its position will follow.",
    showMap: "Show the map",
    mapFailed: "The map cannot be shown on this device.",
    you: "Bike",
    checkedAt: (at: string) => `Checked at ${at}`,
    unreachable: (at: string) => `Offline: state of ${at}`,
    gone: "This link is no longer valid. It closes 24 hours after delivery.",
  },
);

/** "Arrivée entre 17:12 et 17:22", with the day when it is not today. */
export function arrivalSentence(from: number, until: number, now: number): string {
  const words = suiviWords();
  return localDay(from) === localDay(now)
    ? words.arrival(hour(from), hour(until))
    : words.arrivalOn(day(from), hour(from), hour(until));
}

/** "Livrée à 17:15", with the day when it was not today. */
export function deliveredSentence(at: number, now: number): string {
  const words = suiviWords();
  return localDay(at) === localDay(now)
    ? words.deliveredAt(hour(at))
    : words.deliveredOn(day(at), hour(at));
}

export function positionSentence(measuredAt: number, now: number, isLost: boolean): string {
  const words = suiviWords();
  return isLost
    ? words.positionLost(duration(now - measuredAt))
    : words.position(ago(measuredAt, now));
}

/** "Acceptée 15:02" */
export function stepText(step: keyof ReturnType<typeof suiviWords>["steps"], at?: string): string {
  const name = suiviWords().steps[step];
  return at === undefined ? name : `${name} ${hour(at)}`;
}

/** A merchant and how far he is, "Ferme des Dunes : prête". */
export function merchantText(name: string, state: string): string {
  const states: Record<string, string> = suiviWords().merchantStates;
  return `${name}${language() === "fr" ? WIDE : ""}: ${states[state] ?? state}`;
}

/** An order's number as it is said: no grouping, it is a name. */
export function orderNumber(number: number): string {
  return language() === "fr" ? `n°${WIDE}${number}` : `no.${WIDE}${number}`;
}
