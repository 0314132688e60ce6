/** What the screen of the roster works out from what the hub says. */
import type { Roster, Turn } from "../../api/types";

export const DAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const satisfies readonly Turn["day"][];

/** The name of a keeper; null for nobody, or for somebody who is a keeper no longer. */
export const nameOf = (roster: Roster, person: string | undefined): string | null =>
  roster.keepers.find((one) => one.id === person)?.name ?? null;

/** The Monday so many weeks away, as the hub writes days. */
export function weekAway(monday: string, weeks: number): string {
  const day = new Date(`${monday}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 7 * weeks);
  return day.toISOString().slice(0, 10);
}

/** Until when whoever is on call now is; null when the shown week does not tell. */
export function onDutyUntil(roster: Roster, now: number): string | null {
  const watch = roster.watches.find(
    (one) => Date.parse(one.from) <= now && now < Date.parse(one.until),
  );
  return watch?.until ?? null;
}

/** Turns in the order of the week. */
export const inOrder = (turns: readonly Turn[]): Turn[] =>
  [...turns].sort(
    (a, b) => DAYS.indexOf(a.day) - DAYS.indexOf(b.day) || a.from.localeCompare(b.from),
  );
