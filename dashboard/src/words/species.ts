/** The species the farm keeps, by the hub's word. */
import { speech } from "./language.svelte";

export const speciesNames = speech(
  {
    "guinea-pig": "cochon d’Inde",
    rabbit: "lapin",
    hen: "poule",
    donkey: "âne",
    "miniature-horse": "cheval miniature",
    alpaca: "alpaga",
    goat: "chèvre",
    sheep: "mouton",
    other: "autre espèce",
  },
  {
    "guinea-pig": "guinea pig",
    rabbit: "rabbit",
    hen: "hen",
    donkey: "donkey",
    "miniature-horse": "miniature horse",
    alpaca: "alpaca",
    goat: "goat",
    sheep: "sheep",
    other: "other species",
  },
);
