/** What is measured, in words, and values that are not numbers to a reader (doors, motion). */
import { speech } from "./language.svelte";
import { withUnit } from "./numbers";

const words = speech<{ names: Record<string, string>; states: Record<string, [string, string]> }>(
  {
    names: {
      temperature: "Température",
      humidity: "Humidité",
      pressure: "Pression",
      ammonia: "Ammoniac",
      "carbon-dioxide": "CO₂",
      "water-level": "Abreuvoir",
      "feed-weight": "Nourriture",
      light: "Lumière",
      sound: "Bruit",
      door: "Porte",
      motion: "Mouvement",
      battery: "Batterie",
      "box-temperature": "Température du caisson",
      output: "Sortie",
    },
    states: {
      door: ["fermée", "ouverte"],
      motion: ["aucun", "détecté"],
      output: ["arrêtée", "en marche"],
    },
  },
  {
    names: {
      temperature: "Temperature",
      humidity: "Humidity",
      pressure: "Pressure",
      ammonia: "Ammonia",
      "carbon-dioxide": "CO₂",
      "water-level": "Drinker",
      "feed-weight": "Feed",
      light: "Light",
      sound: "Sound",
      door: "Door",
      motion: "Motion",
      battery: "Battery",
      "box-temperature": "Box temperature",
      output: "Output",
    },
    states: {
      door: ["closed", "open"],
      motion: ["none", "detected"],
      output: ["off", "on"],
    },
  },
);

export function quantityName(quantity: string): string {
  return words().names[quantity] ?? quantity;
}

/** "34,2 °C", or "ouverte" for a door. */
export function valueText(quantity: string, value: number, unit: string): string {
  const states = words().states[quantity];
  if (states && unit === "bool") return value === 0 ? states[0] : states[1];
  return withUnit(value, unit);
}
