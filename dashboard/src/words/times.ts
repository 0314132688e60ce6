/**
 * Times become text here and nowhere else, always in the zone of the site and never in the browser's.
 */
import { language, locale } from "./language.svelte";
import { NARROW, num, WIDE } from "./numbers";

let zone = "Europe/Paris";

/** The hub says which zone its business days are in. */
export function useZone(name: string): void {
  zone = name;
}

type When = string | number;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(when: When, options: Intl.DateTimeFormatOptions): string {
  const key = locale() + zone + JSON.stringify(options);
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options });
  formats.set(key, known);
  return known.format(typeof when === "string" ? Date.parse(when) : when);
}

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** "14:07" */
export const hour = (when: When) => format(when, clock);

/** "14:06:40" */
export const hourSeconds = (when: When) => format(when, { ...clock, second: "2-digit" });

/** "lun. 23 nov." */
export const day = (when: When) =>
  format(when, { weekday: "short", day: "numeric", month: "short" });

/** "lundi 23 novembre" */
export const longDay = (when: When) =>
  format(when, { weekday: "long", day: "numeric", month: "long" });

/** "23/11/2026" */
export const date = (when: When) =>
  format(when, { day: "2-digit", month: "2-digit", year: "numeric" });

/** "23/11/2026 14:07" */
export const dateHour = (when: When) => `${date(when)} ${hour(when)}`;

/** "14:07 – 14:27" */
export const range = (from: When, until: When) => `${hour(from)} – ${hour(until)}`;

/** "jeu. 26 nov., 17:00 – 18:00" */
export const dayRange = (from: When, until: When) => `${day(from)}, ${range(from, until)}`;

/** The local day as the hub writes it: "2026-11-23". */
export function localDay(when: When): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return parts.format(typeof when === "string" ? Date.parse(when) : when);
}

/** "lun. 23 nov." from "2026-11-23", a day without a zone. */
export const dayOf = (isoDay: string) => format(`${isoDay}T12:00:00Z`, dayOptions);
const dayOptions = { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" } as const;

/** "23/11" from "2026-11-23". */
export const shortDayOf = (isoDay: string) =>
  format(`${isoDay}T12:00:00Z`, { timeZone: "UTC", day: "2-digit", month: "2-digit" });

/** "23/11/2026" from "2026-11-23". */
export const dateOf = (isoDay: string) =>
  format(`${isoDay}T12:00:00Z`, { ...dateOptions, timeZone: "UTC" });
const dateOptions = { day: "2-digit", month: "2-digit", year: "numeric" } as const;

/** A length of time as people say it: "40 s", "12 min", "7 h 55", "3 j". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${num(seconds)}${NARROW}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${num(minutes)}${NARROW}min`;
  const hours = Math.floor(minutes / 60);
  const rest = String(minutes % 60).padStart(2, "0");
  if (hours < 48)
    return rest === "00" ? `${hours}${NARROW}h` : `${hours}${NARROW}h${NARROW}${rest}`;
  return `${num(Math.floor(hours / 24))}${NARROW}${language() === "fr" ? "j" : "d"}`;
}

/** "4:12", counting down. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const DAY_MS = 24 * 3_600_000;

/** "il y a 40 s" up to a day, then the date: "le 23/11/2026 14:07". */
export function ago(when: number, now: number): string {
  const age = Math.max(0, now - when);
  const french = language() === "fr";
  if (age >= DAY_MS) return `${french ? "le" : "on"}${WIDE}${dateHour(when)}`;
  return french ? `il y a ${duration(age)}` : `${duration(age)} ago`;
}

/** "14:07" today; "hier 23:53" and "demain 00:45" within a day; else "23/11/2026 14:07". */
export function hourOrDate(when: number, now: number): string {
  if (localDay(when) === localDay(now)) return hour(when);
  if (Math.abs(now - when) >= DAY_MS) return dateHour(when);
  const isFrench = language() === "fr";
  const [yesterday, tomorrow] = isFrench ? ["hier", "demain"] : ["yesterday", "tomorrow"];
  return `${when < now ? yesterday : tomorrow}${WIDE}${hour(when)}`;
}

/** That hour of the site's next day, in epoch milliseconds. */
export function tomorrowAt(now: number, hour: number): number {
  const next = new Date(Date.parse(`${localDay(now)}T12:00:00Z`) + DAY_MS)
    .toISOString()
    .slice(0, 10);
  const clock = `${next}T${String(hour).padStart(2, "0")}:00`;
  const offset = localIso(Date.parse(`${clock}Z`)).slice(-6);
  return Date.parse(`${clock}${offset}`);
}

/** "2027-10-31T02:00+02:00", for programs. */
export function localIso(at: number): string {
  const [part = ""] = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  })
    .format(at)
    .split("Z");
  const name = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find((one) => one.type === "timeZoneName")?.value;
  const offset = (name ?? "GMT").replace("GMT", "") || "+00:00";
  return part.replace(" ", "T") + offset;
}
