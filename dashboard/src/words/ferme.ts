/** The words of the keeper's screen. */
import { speech } from "./language.svelte";

export const fermeWords = speech(
  {
    title: "Ferme, maintenant",
    counts: {
      urgence: { one: "urgence", other: "urgences" },
      alerte: { one: "alerte", other: "alertes" },
      attention: { one: "attention", other: "attentions" },
      muet: { one: "muet", other: "muets" },
      normal: { one: "OK", other: "OK" },
    },
    allWell: (count: string) => `Tout va bien (${count})`,
    allIsWell: "Tout va bien.",
    checked: (at: string) => `Dernière vérification ${at}`,
    empty: "Aucun enclos. Ajoutez un enclos et son capteur depuis l’écran d’administration.",
    toAdmin: "Aller à l’administration",
    takeCare: "Je m’en occupe",
    takenBy: (name: string, at: string) => `${name} s’en occupe depuis ${at}`,
    you: "Vous",
    sending: "envoi en cours",
    sentLater: "Envoyé dès le retour du réseau",
    taken: (enclosure: string) => `${enclosure} : vous vous en occupez`,
    notTaken: (enclosure: string) => `${enclosure} : non enregistré`,
    since: (duration: string) => `depuis ${duration}`,
    trend: (difference: string) => `${difference} en 30 min`,
    maximum: (limit: string) => `max ${limit}`,
    minimum: (limit: string) => `min ${limit}`,
    noSensor: "Aucune mesure",
    silentMore: { one: "autre mesure muette", other: "autres mesures muettes" },
    alsoOpen: (what: string) => `Aussi en alerte : ${what}`,
    silent: (quantity: string, station: string) =>
      `${quantity} : le capteur de ${station} ne dit plus rien`,
    neverSeen: (quantity: string) => `${quantity} : jamais mesuré, capteur absent ou débranché`,
    stationAway: (station: string, quantities: string) =>
      `La station ${station} ne répond plus (${quantities})`,
    doubts: {
      jump: (quantity: string, station: string) =>
        `${quantity} : valeur douteuse, le capteur de ${station} saute`,
      constant: (quantity: string, station: string) =>
        `${quantity} : valeur douteuse, le capteur de ${station} est bloqué`,
      impossible: (quantity: string, station: string) =>
        `${quantity} : valeur impossible, le capteur de ${station} est en panne`,
      drift: (quantity: string, station: string) =>
        `${quantity} : valeur inhabituelle, le capteur de ${station} est à vérifier`,
    },
    stationSays: (words: string) => `La station dit : ${words}`,
    details: (enclosure: string) => `Détails : ${enclosure}`,
    back: "Retour",
    raised: (quantity: string, value: string) => `${quantity} : ${value}`,
    notFound: "Cet enclos n’existe pas ou n’existe plus.",
    onCall: "Astreinte",
    soundBlocked: "Le son est bloqué par le navigateur. Touchez ici pour entendre les urgences.",
    choose: "Mesure",
    rounds: {
      morning: "La ronde du matin n’est pas terminée",
      evening: "La ronde du soir n’est pas terminée",
    },
    toRounds: "Aller à la ronde",
    heatLoad: (hours: string, limit: string) =>
      `Chaleur\u00a0: ${hours}\u202fh en 24\u202fh, le maximum est ${limit}\u202fh`,
    hotNight: (lowest: string) =>
      `Nuit sans fraîcheur\u00a0: l’indice n’est pas descendu sous ${lowest}`,
    notLoaded: "Les seuils n’ont pas pu être chargés. Vérifiez le réseau, puis rechargez la page.",
  },
  {
    title: "Farm, now",
    counts: {
      urgence: { one: "emergency", other: "emergencies" },
      alerte: { one: "alert", other: "alerts" },
      attention: { one: "attention", other: "attention" },
      muet: { one: "silent", other: "silent" },
      normal: { one: "OK", other: "OK" },
    },
    allWell: (count: string) => `All is well (${count})`,
    allIsWell: "All is well.",
    checked: (at: string) => `Last checked ${at}`,
    empty: "No enclosure. Add an enclosure and its sensor from the administration screen.",
    toAdmin: "Go to administration",
    takeCare: "I’ll take care of it",
    takenBy: (name: string, at: string) => `${name} taking care of it since ${at}`,
    you: "You",
    sending: "sending",
    sentLater: "Sent as soon as the network is back",
    taken: (enclosure: string) => `${enclosure}: you are taking care of it`,
    notTaken: (enclosure: string) => `${enclosure}: not recorded`,
    since: (duration: string) => `for ${duration}`,
    trend: (difference: string) => `${difference} in 30 min`,
    maximum: (limit: string) => `max ${limit}`,
    minimum: (limit: string) => `min ${limit}`,
    noSensor: "Nothing measured",
    silentMore: { one: "other silent measurement", other: "other silent measurements" },
    alsoOpen: (what: string) => `Also in alert: ${what}`,
    silent: (quantity: string, station: string) =>
      `${quantity}: the sensor of ${station} says nothing any more`,
    neverSeen: (quantity: string) => `${quantity}: never measured, no sensor or unplugged`,
    stationAway: (station: string, quantities: string) =>
      `Station ${station} does not answer (${quantities})`,
    doubts: {
      jump: (quantity: string, station: string) =>
        `${quantity}: value in doubt, the sensor of ${station} jumps`,
      constant: (quantity: string, station: string) =>
        `${quantity}: value in doubt, the sensor of ${station} is stuck`,
      impossible: (quantity: string, station: string) =>
        `${quantity}: impossible value, the sensor of ${station} is broken`,
      drift: (quantity: string, station: string) =>
        `${quantity}: unusual value, the sensor of ${station} is to be checked`,
    },
    stationSays: (words: string) => `The station says: ${words}`,
    details: (enclosure: string) => `Details: ${enclosure}`,
    back: "Back",
    raised: (quantity: string, value: string) => `${quantity}: ${value}`,
    notFound: "This enclosure does not exist, or no longer does.",
    onCall: "On call",
    soundBlocked: "The browser blocks sound. Touch here to hear emergencies.",
    choose: "Measurement",
    rounds: {
      morning: "The morning round is not finished",
      evening: "The evening round is not finished",
    },
    toRounds: "Go to the round",
    heatLoad: (hours: string, limit: string) =>
      `Heat: ${hours}\u202fh in 24\u202fh, the most is ${limit}\u202fh`,
    hotNight: (lowest: string) => `Night without relief: the index never fell below ${lowest}`,
    notLoaded: "The limits could not be loaded. Check the network, then reload the page.",
  },
);
