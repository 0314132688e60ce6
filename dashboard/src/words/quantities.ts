/** What is measured, in words, and values that are not numbers to a reader (doors, motion). */
import { speech } from "./language.svelte";
import { unitText, withUnit } from "./numbers";

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

const UNITS: Record<string, string> = {
  temperature: "Cel",
  humidity: "%RH",
  pressure: "hPa",
  ammonia: "ppm",
  "carbon-dioxide": "ppm",
  "water-level": "%",
  "feed-weight": "kg",
  light: "lx",
  sound: "dBA",
  battery: "%",
  "box-temperature": "Cel",
};

/** The same where no unit came with the value: each quantity travels in one only. */
export function quantityText(quantity: string, value: number): string {
  return valueText(quantity, value, UNITS[quantity] ?? "bool");
}

/** "°C", "%", "ppm" */
export function unitName(quantity: string): string {
  return unitText(UNITS[quantity] ?? "");
}
