/** What the shop says. */
import { speech } from "./language.svelte";
import { plural } from "./numbers";
import { day, range } from "./times";

export const boutiqueWords = speech(
  {
    title: "Boutique",
    heading: "Vos commerçants de Calais, livrés à vélo",
    intro: "Un seul panier, une seule livraison, paiement à la porte. Sans compte.",
    delivery: "Livraison",
    slot: "Quand",
    noSlot: "Aucun créneau libre pour le moment",
    chooseSlot: "Choisissez un créneau",
    address: "Où, dans le centre de Calais",
    addressHint: "14 bis rue Royale",
    check: "Vérifier",
    change: "Modifier",
    nearest: "Rue ou lieu le plus proche",
    chooseNearest: "Choisissez dans la liste",
    unknownPlace:
      "Nous ne connaissons pas encore cette rue. Choisissez la rue ou le lieu le plus proche, nous gardons votre adresse telle quelle.",
    inside: (place: string, distance: string) =>
      `Livrable\u00a0: ${place}, à ${distance} du centre`,
    outside: (place: string, distance: string, most: string) =>
      `Trop loin\u00a0: ${place} est à ${distance} du centre, nous livrons jusqu’à ${most}.`,
    outsideNow: (most: string) =>
      `Cette adresse est hors de la zone de livraison\u00a0: nous livrons jusqu’à ${most} du centre.`,
    add: "Ajouter",
    addOne: (name: string) => `Ajouter ${name}`,
    less: (name: string) => `Un de moins\u00a0: ${name}`,
    more: (name: string) => `Un de plus\u00a0: ${name}`,
    soldOut: "Épuisé",
    left: (count: number) => plural(count, { one: "restant", other: "restants" }),
    cold: "au frais",
    noProducts: "Rien à vendre aujourd’hui.",
    empty: "La boutique est vide pour le moment. Revenez bientôt.",
    basket: "Panier",
    seeBasket: "Voir le panier",
    basketSummary: (merchants: number) =>
      `${plural(merchants, { one: "commerçant", other: "commerçants" })}, 1 livraison`,
    basketEmpty: "Votre panier est vide. Ajoutez un produit de n’importe quel commerçant.",
    articles: (count: number) => plural(count, { one: "article", other: "articles" }),
    fee: "Livraison à vélo",
    total: "Total TTC",
    remove: "Retirer",
    removeOne: (name: string) => `Retirer ${name}`,
    reduceTo: (count: number) => `Garder ${count}`,
    troubles: {
      gone: "Ce produit n’est plus vendu.",
      "sold-out": "Épuisé depuis que vous l’avez choisi.",
      "too-few": (left: number) =>
        `Il n’en reste que ${plural(left, { one: "article", other: "articles" })}.`,
    },
    priceBefore: (before: string) => `au lieu de ${before}`,
    contact: "Coordonnées",
    name: "Nom",
    phone: "Téléphone",
    phoneWhy: "uniquement pour le livreur",
    instructions: "Instructions pour le livreur (facultatif)",
    instructionsHint: "2e étage, code 34B",
    order: (total: string) => `Commander et payer ${total} à la livraison`,
    ordering: "Envoi de la commande…",
    missing: {
      slot: "Choisissez un créneau.",
      address: "Indiquez une adresse.",
      place: "Vérifiez l’adresse\u00a0: choisissez la rue ou le lieu le plus proche.",
      outside: "Cette adresse est hors de la zone de livraison.",
      name: "Indiquez votre nom.",
      phone: "Indiquez un numéro de téléphone, par exemple 06 12 34 56 78.",
      basket: "Votre panier est vide.",
    },
    told: {
      slotFull: (next: string) =>
        `Ce créneau vient de se remplir. Votre panier est gardé\u00a0: nous vous proposons ${next}. Vérifiez puis commandez.`,
      noSlotLeft:
        "Ce créneau vient de se remplir et aucun autre n’est libre pour le moment. Votre panier est gardé.",
      stock: "Un produit n’est plus disponible en quantité suffisante. Voyez votre panier.",
      price: (total: string) => `Un prix a changé. Le nouveau total est ${total}.`,
      lost: "La réponse s’est perdue. Appuyez de nouveau\u00a0: la commande ne partira pas deux fois.",
    },
    thanks: "Merci, votre commande est partie",
    number: "Commande n°\u00a0",
    payAtDoor: (total: string) => `${total} à payer à la livraison`,
    when: "Livraison",
    track: "Suivre ma commande",
    keepLink: "Gardez ce lien\u00a0: il montre où en est votre commande, sans compte.",
    newOrder: "Nouvelle commande",
    footer: "Boutique du centre-ville de Calais",
  },
  {
    title: "Shop",
    heading: "Your Calais shops, delivered by bike",
    intro: "One basket, one delivery, pay at the door. No account.",
    delivery: "Delivery",
    slot: "When",
    noSlot: "No free slot at the moment",
    chooseSlot: "Choose a slot",
    address: "Where, in the centre of Calais",
    addressHint: "14 bis rue Royale",
    check: "Check",
    change: "Change",
    nearest: "Nearest street or place",
    chooseNearest: "Choose from the list",
    unknownPlace:
      "We do not know this street yet. Choose the nearest street or place; your address is kept as you wrote it.",
    inside: (place: string, distance: string) =>
      `We deliver there: ${place}, ${distance} from the centre`,
    outside: (place: string, distance: string, most: string) =>
      `Too far: ${place} is ${distance} from the centre, we deliver up to ${most}.`,
    outsideNow: (most: string) =>
      `This address is outside the delivery zone: we deliver up to ${most} from the centre.`,
    add: "Add",
    addOne: (name: string) => `Add ${name}`,
    less: (name: string) => `One less: ${name}`,
    more: (name: string) => `One more: ${name}`,
    soldOut: "Sold out",
    left: (count: number) => plural(count, { one: "left", other: "left" }),
    cold: "kept cool",
    noProducts: "Nothing for sale today.",
    empty: "The shop is empty at the moment. Come back soon.",
    basket: "Basket",
    seeBasket: "See the basket",
    basketSummary: (merchants: number) =>
      `${plural(merchants, { one: "shop", other: "shops" })}, 1 delivery`,
    basketEmpty: "Your basket is empty. Add a product from any shop.",
    articles: (count: number) => plural(count, { one: "item", other: "items" }),
    fee: "Delivery by bike",
    total: "Total incl. VAT",
    remove: "Remove",
    removeOne: (name: string) => `Remove ${name}`,
    reduceTo: (count: number) => `Keep ${count}`,
    troubles: {
      gone: "This product is no longer sold.",
      "sold-out": "Sold out since you chose it.",
      "too-few": (left: number) => `Only ${plural(left, { one: "item", other: "items" })} left.`,
    },
    priceBefore: (before: string) => `instead of ${before}`,
    contact: "Your details",
    name: "Name",
    phone: "Phone",
    phoneWhy: "for the courier only",
    instructions: "Instructions for the courier (optional)",
    instructionsHint: "2nd floor, code 34B",
    order: (total: string) => `Order and pay ${total} on delivery`,
    ordering: "Sending the order…",
    missing: {
      slot: "Choose a slot.",
      address: "Give an address.",
      place: "Check the address: choose the nearest street or place.",
      outside: "This address is outside the delivery zone.",
      name: "Give your name.",
      phone: "Give a phone number, for example 06 12 34 56 78.",
      basket: "Your basket is empty.",
    },
    told: {
      slotFull: (next: string) =>
        `This slot has just filled up. Your basket is kept: we propose ${next}. Check, then order.`,
      noSlotLeft:
        "This slot has just filled up and no other is free at the moment. Your basket is kept.",
      stock: "A product is no longer available in that quantity. See your basket.",
      price: (total: string) => `A price has changed. The new total is ${total}.`,
      lost: "The answer got lost. Press again: the order will not be sent twice.",
    },
    thanks: "Thank you, your order is on its way to the shops",
    number: "Order no.",
    payAtDoor: (total: string) => `${total} to pay on delivery`,
    when: "Delivery",
    track: "Track my order",
    keepLink: "Keep this link: it shows where your order is, without an account.",
    newOrder: "New order",
    footer: "Shop of the centre of Calais",
  },
);

/** "jeu. 26 nov., 17:00 – 18:00" */
export function slotText(slot: { readonly from: string; readonly until: string }): string {
  return `${day(slot.from)}, ${range(slot.from, slot.until)}`;
}
