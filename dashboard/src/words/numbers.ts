/** Numbers become text here and nowhere else, with the no-break spaces of French typography. */
import { language, locale } from "./language.svelte";

/** No-break spaces: the narrow one before units, the wide one before % and €. */
export const NARROW = "\u202f";
export const WIDE = "\u00a0";

const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale() + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.NumberFormat(locale(), options);
  formats.set(key, known);
  return known;
}

/** A number with at most, or exactly, so many digits after the comma. */
export function num(value: number, digits = 0, atLeast = digits): string {
  const options = { minimumFractionDigits: atLeast, maximumFractionDigits: digits };
  // A true minus sign, in French too.
  return format(options)
    .format(value === 0 ? 0 : value)
    .replace("-", "−");
}

/** With its sign, for differences: "+2,1", "−4". */
export function signed(value: number, digits = 0): string {
  const text = num(Math.abs(value), digits);
  if (value > 0) return `+${text}`;
  return value < 0 ? `−${text}` : text;
}

/** "12,5 %" in French, "12.5%" in English; the value is the percentage itself. */
export function percent(value: number, digits = 0): string {
  return num(value, digits) + (language() === "fr" ? `${WIDE}%` : "%");
}

export function money(cents: number): string {
  return format({ style: "currency", currency: "EUR" }).format(cents / 100);
}

/** Units as the stations name them (SenML) and as people read them. */
const units: Record<string, { text: string; digits: number }> = {
  Cel: { text: "°C", digits: 1 },
  "%RH": { text: "%", digits: 0 },
  "%": { text: "%", digits: 0 },
  hPa: { text: "hPa", digits: 0 },
  ppm: { text: "ppm", digits: 0 },
  kg: { text: "kg", digits: 1 },
  lx: { text: "lx", digits: 0 },
  dBA: { text: "dB(A)", digits: 0 },
};

/** "°C" */
export const unitText = (unit: string) => units[unit]?.text ?? unit;

/** "34,2 °C"; a unit nobody knows is shown as it came. */
export function withUnit(value: number, unit: string): string {
  const known = units[unit] ?? { text: unit, digits: 1 };
  if (known.text === "%") return percent(value, known.digits);
  return `${num(value, known.digits)}${NARROW}${known.text}`;
}

/** A difference as it is shown, in steps of the unit's last digit: no sign or arrow for less. */
export function inSteps(value: number, unit: string): number {
  const steps = 10 ** (units[unit]?.digits ?? 1);
  return Math.round(value * steps) / steps;
}

/** A difference with its unit: "+2,1 °C". */
export function signedWithUnit(value: number, unit: string): string {
  const shown = inSteps(value, unit);
  return (shown > 0 ? "+" : "") + withUnit(shown, unit);
}

/** "12 g", "3,4 kg". */
export function weight(grams: number): string {
  return grams < 1000 ? `${num(grams)}${NARROW}g` : `${num(grams / 1000, 1, 0)}${NARROW}kg`;
}

/** "850 m", "3,2 km". */
export function distance(metres: number): string {
  if (metres < 995) return `${num(Math.round(metres / 10) * 10)}${NARROW}m`;
  return `${num(metres / 1000, 1)}${NARROW}km`;
}

/** "1,4 ko" in French, "1.4 kB" in English. */
export function bytes(size: number): string {
  const octet = language() === "fr" ? "o" : "B";
  if (size < 1000) return `${num(size)}${NARROW}${octet}`;
  if (size < 1e6) return `${num(size / 1e3, 1)}${NARROW}k${octet}`;
  return `${num(size / 1e6, 1)}${NARROW}M${octet}`;
}

/** Picks the form that goes with a number: French says "0 commande", English "0 orders". */
export function plural(count: number, forms: { one: string; other: string }): string {
  const rule = new Intl.PluralRules(locale()).select(count);
  return `${num(count)}${WIDE}${rule === "one" ? forms.one : forms.other}`;
}

/** A number as people type it, comma or point; null when it is none. */
export function decimalOf(typed: string): number | null {
  const text = typed.trim().replace(",", ".").replace("−", "-");
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
