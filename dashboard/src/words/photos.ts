/** The words of photos: taking one, seeing one, and why one was not taken. */
import { speech } from "./language.svelte";

export const photoWords = speech(
  {
    take: "Prendre une photo",
    choose: "Choisir une photo",
    remove: "Retirer la photo",
    attached: "Photo jointe",
    developing: "Préparation de la photo…",
    unreadable: "Cette photo ne peut pas être lue. Prenez-en une autre.",
    needsTls: "Les photos demandent une adresse en https. Demandez-la à l’administration.",
    of: (what: string) => `Photo\u00a0: ${what}`,
    enlarge: (what: string) => `Agrandir la photo\u00a0: ${what}`,
    close: "Fermer",
    notLoaded: "La photo n’a pas pu être lue. Vérifiez le réseau.",
  },
  {
    take: "Take a photo",
    choose: "Choose a photo",
    remove: "Remove the photo",
    attached: "Photo attached",
    developing: "Preparing the photo…",
    unreadable: "This photo cannot be read. Take another one.",
    needsTls: "Photos need an https address. Ask the administrator for it.",
    of: (what: string) => `Photo: ${what}`,
    enlarge: (what: string) => `Enlarge the photo: ${what}`,
    close: "Close",
    notLoaded: "The photo could not be read. Check the network.",
  },
);
