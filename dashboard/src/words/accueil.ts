/** The words of the front page. */
import { speech } from "./language.svelte";

export const accueilWords = speech(
  {
    title: "Anima",
    lead: "La ferme, les commerces et les rues du centre de Calais.",
    shop: "Faire mes courses",
    shopText: "Commander chez les commerçants du centre, livré à vélo.",
    staff: "Je travaille ici",
    staffText: "Gardiens, livreurs, commerçants, répartition, ville.",
    signIn: "Me connecter",
    mine: (role: string) => `Mon écran (${role})`,
    animals: "Animaux",
    rounds: "Rondes",
  },
  {
    title: "Anima",
    lead: "The farm, the shops and the streets of the centre of Calais.",
    shop: "Do my shopping",
    shopText: "Order from the town-centre merchants, delivered by bike.",
    staff: "I work here",
    staffText: "Keepers, couriers, merchants, dispatch, city.",
    signIn: "Sign in",
    mine: (role: string) => `My screen (${role})`,
    animals: "Animals",
    rounds: "Rounds",
  },
);
