/** What the merchant's screen says. */
import { speech } from "./language.svelte";
import { plural } from "./numbers";
import { countdown } from "./times";

export const commercantWords = speech(
  {
    title: "Commandes",
    start: "Commencer le service",
    startWhy:
      "Active la sonnerie et l’essaie. Sans cela, les commandes s’affichent mais restent muettes.",
    started: "Service en cours\u00a0: sonnerie active",
    stop: "Couper la sonnerie",
    soundBlocked: "Le navigateur refuse le son\u00a0: surveillez le bandeau.",
    columns: { toAccept: "À accepter", inPreparation: "En préparation", ready: "Prêtes" },
    none: {
      toAccept: "Aucune commande à accepter.",
      inPreparation: "Rien en préparation.",
      ready: "Aucune commande prête.",
    },
    past: (count: number) =>
      `Aujourd’hui\u00a0: ${plural(count, { one: "commande passée", other: "commandes passées" })}`,
    states: {
      proposed: "à accepter",
      accepted: "acceptée",
      refused: "refusée",
      "in-preparation": "en préparation",
      ready: "prête",
      collected: "remise au vélo",
      cancelled: "annulée",
    },
    waiting: (count: number) =>
      `${plural(count, { one: "commande attend", other: "commandes attendent" })} votre réponse`,
    left: (time: string) => `reste ${time}`,
    overdue: (time: string) => `en retard de ${time}\u00a0: la répartition est prévenue`,
    pieces: (count: number) => plural(count, { one: "article", other: "articles" }),
    forSlot: (at: string) => `livraison ${at}`,
    readyAt: (at: string) => `prêt ${at}`,
    accept: (at: string) => `Accepter pour ${at}`,
    otherTime: "Autre heure",
    plus: (minutes: number, at: string) => `+${minutes} min, ${at}`,
    refuse: "Refuser…",
    refuseTitle: (number: number) => `Refuser la commande ${number}`,
    refuseWhy: "Pourquoi\u202f? Le client l’apprend, les autres commerçants continuent.",
    reasons: {
      "sold-out": "Rupture de stock",
      "too-busy": "Trop de travail",
      closed: "Fermé",
      other: "Autre raison",
    },
    begin: "Commencer",
    isReady: "Prête",
    readyTitle: (number: number) => `Commande ${number} prête`,
    bags: "Combien de sacs\u202f?",
    bagCount: (count: number) => plural(count, { one: "sac", other: "sacs" }),
    back: "Retour",
    print: "Imprimer",
    reprint: (count: number) => `Réimprimer (${count}×)`,
    duplicate: "DUPLICATA",
    ticketFor: (name: string) => `Pour ${name}`,
    ticketSlot: (slot: string) => `Livraison ${slot}`,
    removed: "retiré",
    sending: "envoi…",
    cancelledTitle: (number: number) => `La commande ${number} est annulée`,
    cancelledText: "Arrêtez la préparation et rangez ce qui est prêt.",
    conflict: "Cette commande a changé entre-temps. La voici telle qu’elle est maintenant.",
    wished: {
      accepted: (number: number) => `Commande ${number} acceptée`,
      refused: (number: number) => `Commande ${number} refusée`,
      "in-preparation": (number: number) => `Commande ${number} commencée`,
      ready: (number: number) => `Commande ${number} prête`,
    },
  },
  {
    title: "Orders",
    start: "Start the shift",
    startWhy: "Turns the bell on and tests it. Without it, orders show but stay silent.",
    started: "Shift running: bell on",
    stop: "Mute the bell",
    soundBlocked: "The browser refuses sound: watch the banner.",
    columns: { toAccept: "To accept", inPreparation: "In preparation", ready: "Ready" },
    none: {
      toAccept: "No order to accept.",
      inPreparation: "Nothing in preparation.",
      ready: "No order ready.",
    },
    past: (count: number) => `Today: ${plural(count, { one: "past order", other: "past orders" })}`,
    states: {
      proposed: "to accept",
      accepted: "accepted",
      refused: "refused",
      "in-preparation": "in preparation",
      ready: "ready",
      collected: "handed to the bike",
      cancelled: "cancelled",
    },
    waiting: (count: number) =>
      `${plural(count, { one: "order waits", other: "orders wait" })} for your answer`,
    left: (time: string) => `${time} left`,
    overdue: (time: string) => `${time} late: the dispatcher has been told`,
    pieces: (count: number) => plural(count, { one: "item", other: "items" }),
    forSlot: (at: string) => `delivery ${at}`,
    readyAt: (at: string) => `ready ${at}`,
    accept: (at: string) => `Accept for ${at}`,
    otherTime: "Other time",
    plus: (minutes: number, at: string) => `+${minutes} min, ${at}`,
    refuse: "Refuse…",
    refuseTitle: (number: number) => `Refuse order ${number}`,
    refuseWhy: "Why? The customer is told, the other shops go on.",
    reasons: {
      "sold-out": "Out of stock",
      "too-busy": "Too busy",
      closed: "Closed",
      other: "Other reason",
    },
    begin: "Start",
    isReady: "Ready",
    readyTitle: (number: number) => `Order ${number} ready`,
    bags: "How many bags?",
    bagCount: (count: number) => plural(count, { one: "bag", other: "bags" }),
    back: "Back",
    print: "Print",
    reprint: (count: number) => `Print again (${count}×)`,
    duplicate: "DUPLICATE",
    ticketFor: (name: string) => `For ${name}`,
    ticketSlot: (slot: string) => `Delivery ${slot}`,
    removed: "removed",
    sending: "sending…",
    cancelledTitle: (number: number) => `Order ${number} is cancelled`,
    cancelledText: "Stop preparing it and put away what is ready.",
    conflict: "This order changed in the meantime. Here it is as it is now.",
    wished: {
      accepted: (number: number) => `Order ${number} accepted`,
      refused: (number: number) => `Order ${number} refused`,
      "in-preparation": (number: number) => `Order ${number} started`,
      ready: (number: number) => `Order ${number} ready`,
    },
  },
);

/** "reste 4:12", then how long the answer is overdue. */
export function answerText(seconds: number): string {
  const words = commercantWords();
  return seconds >= 0
    ? words.left(countdown(seconds * 1000))
    : words.overdue(countdown(-seconds * 1000));
}
