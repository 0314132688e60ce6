/** The words of the sign-in page. */
import { speech } from "./language.svelte";

export const connexionWords = speech(
  {
    title: "Connexion",
    working: "Connexion en cours…",
    welcome: (name: string) => `Bonjour ${name}`,
    going: "Ouverture de votre écran…",
    open: "Ouvrir mon écran",
    askTitle: "Il vous faut un lien de connexion",
    askText:
      "On se connecte avec un lien personnel qui ne sert qu’une fois. Demandez-le à la personne qui administre Anima, puis ouvrez-le sur cet appareil.",
    noPassword: "Il n’y a pas de mot de passe à retenir : cet appareil reste connecté.",
    pasteLabel: "Vous avez reçu un lien ? Collez-le ici",
    paste: "Me connecter",
    expiredTitle: "Ce lien ne fonctionne plus",
    expiredText:
      "Un lien de connexion ne sert qu’une fois et pendant un temps limité. Demandez-en un nouveau à la personne qui administre Anima.",
    already: (name: string, role: string) => `Vous êtes déjà connecté : ${name}, ${role}.`,
    home: "Accueil",
  },
  {
    title: "Sign in",
    working: "Signing in…",
    welcome: (name: string) => `Hello ${name}`,
    going: "Opening your screen…",
    open: "Open my screen",
    askTitle: "You need a sign-in link",
    askText:
      "You sign in with a personal link that works once. Ask the person who runs Anima for it, then open it on this device.",
    noPassword: "There is no password to remember: this device stays signed in.",
    pasteLabel: "Did you receive a link? Paste it here",
    paste: "Sign in",
    expiredTitle: "This link no longer works",
    expiredText:
      "A sign-in link works once and for a limited time. Ask the person who runs Anima for a new one.",
    already: (name: string, role: string) => `You are already signed in: ${name}, ${role}.`,
    home: "Front page",
  },
);
