/** The words of phones that are told of alerts. */
import { speech } from "./language.svelte";

interface Words {
  readonly problems: Readonly<Record<string, string>>;
}

const french = {
  title: "Alertes sur mes téléphones",
  looking: "Ce téléphone se prépare…",
  turnOn: "Recevoir les alertes sur ce téléphone",
  standing: {
    on: "Ce téléphone reçoit les alertes, même écran éteint.",
    off: "Ce téléphone ne reçoit pas les alertes.",
    denied:
      "Ce navigateur bloque les notifications d’Anima. Dans les réglages du site (le cadenas près de l’adresse), autorisez les notifications, puis rechargez la page.",
    unable:
      "Ce navigateur ne sait pas recevoir d’alertes. Prenez Chrome, Firefox, Edge ou Safari à jour, hors navigation privée.",
    "install-first":
      "Sur iPhone et iPad, installez d’abord Anima : bouton Partager, puis « Sur l’écran d’accueil ». Ouvrez-la de là et revenez ici.",
    insecure:
      "Pas possible ici : cette page n’est pas ouverte par une adresse https. L’administration règle ANIMA_PUBLIC_URL et le certificat.",
  },
  thisOne: "· celui-ci",
  reached: (at: string) => `prévenu pour la dernière fois ${at}`,
  never: "pas encore prévenu",
  gone: (at: string) => `ne reçoit plus rien depuis ${at} : à inscrire de nouveau depuis lui-même`,
  trouble: (why: string) => `dernier envoi non parti : ${why}`,
  none: "Aucun téléphone inscrit.",
  remove: "Retirer",
  removeOf: (name: string) => `Retirer ${name}`,
  browserFailed: (why: string) => `Le navigateur n’a pas pu s’inscrire : ${why}. Réessayez.`,
  trials: "Essayer",
  trialBy: {
    push: "Essai sur mes téléphones",
    email: "Essai par e-mail",
    sms: "Essai par SMS",
    webhook: "Essai par la passerelle",
  },
  trialHint: "Un essai par minute et par chemin. Ce qu’il devient se lit sous « Envoyés ».",
  onItsWay: "L’essai part : voyez « Envoyés ».",
  problems: {
    "/problems/unknown-push-service":
      "Le service de notification de ce navigateur n’est pas connu du serveur. L’administration peut l’ajouter (ANIMA_PUSH_SERVICES).",
    "/problems/invalid-subscription":
      "L’inscription de ce navigateur est abîmée. Rechargez la page et réessayez.",
    "/problems/too-many-phones": "Huit téléphones au plus : retirez-en un d’abord.",
  },
} satisfies Words & Record<string, unknown>;

const english: typeof french = {
  title: "Alerts on my phones",
  looking: "This phone is getting ready…",
  turnOn: "Get alerts on this phone",
  standing: {
    on: "This phone gets alerts, even with its screen off.",
    off: "This phone does not get alerts.",
    denied:
      "This browser blocks Anima’s notifications. In the site’s settings (the padlock beside the address) allow notifications, then reload the page.",
    unable:
      "This browser cannot get alerts. Take an up-to-date Chrome, Firefox, Edge or Safari, and no private window.",
    "install-first":
      "On iPhone and iPad install Anima first: the Share button, then “Add to Home Screen”. Open it from there and come back here.",
    insecure:
      "Not possible here: this page was not opened by an https address. The administrator sets ANIMA_PUBLIC_URL and the certificate.",
  },
  thisOne: "· this one",
  reached: (at: string) => `last told ${at}`,
  never: "not told yet",
  gone: (at: string) => `gets nothing since ${at}: register it again from itself`,
  trouble: (why: string) => `the last notice did not leave: ${why}`,
  none: "No phone is registered.",
  remove: "Remove",
  removeOf: (name: string) => `Remove ${name}`,
  browserFailed: (why: string) => `The browser could not register: ${why}. Try again.`,
  trials: "Try",
  trialBy: {
    push: "Trial on my phones",
    email: "Trial by e-mail",
    sms: "Trial by text message",
    webhook: "Trial by the gateway",
  },
  trialHint: "One trial a minute by each way. What becomes of it is under “Sent”.",
  onItsWay: "The trial is leaving: see “Sent”.",
  problems: {
    "/problems/unknown-push-service":
      "The hub does not know this browser’s push service. The administrator can add it (ANIMA_PUSH_SERVICES).",
    "/problems/invalid-subscription":
      "This browser’s subscription is damaged. Reload the page and try again.",
    "/problems/too-many-phones": "Eight phones at most: remove one first.",
  },
};

const words = speech(french, english);

export const phonesWords = (): Omit<typeof french, "problems"> & Words => words();
