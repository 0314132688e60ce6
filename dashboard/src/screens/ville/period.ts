/** What is asked for, in the address: a link is a report. */
import { addDays, daysBetween } from "./calendar";

export interface Asked {
  /** Counter ids; none means all. */
  readonly places: readonly string[];
  readonly first: string;
  readonly last: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_DAYS = 366;

export function readAsked(search: string, today: string): Asked {
  const query = new URLSearchParams(search);
  const day = (name: string) => {
    const given = query.get(name);
    return given && DAY.test(given) && !Number.isNaN(Date.parse(given)) ? given : null;
  };
  const places = (query.get("lieux") ?? "").split(",").filter((id) => id !== "");
  const last = day("au") ?? today;
  return { places, first: day("du") ?? addDays(last, -6), last };
}

/** Other parts of the address, such as the language, stay. */
export function writeAsked(search: string, asked: Asked): string {
  const query = new URLSearchParams(search);
  if (asked.places.length > 0) query.set("lieux", asked.places.join(","));
  else query.delete("lieux");
  query.set("du", asked.first);
  query.set("au", asked.last);
  return `?${query.toString().replaceAll("%2C", ",")}`;
}

export function isPossible(first: string, last: string): boolean {
  return (
    DAY.test(first) &&
    DAY.test(last) &&
    first <= last &&
    daysBetween(first, last).length <= MOST_DAYS
  );
}
