/** Local days and their hours in the zone of the site: 23, 24 or 25 of them. */

export const HOUR_MS = 3_600_000;

export interface DayHour {
  /** Epoch milliseconds. */
  readonly start: number;
  /** Hour of the local day, 0 to 23. */
  readonly hour: number;
  /** The second of two equal local hours, when the clocks go back. */
  readonly isRepeated: boolean;
}

/** The days from first to last, both included, as "2026-11-23". */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 24 * HOUR_MS).toISOString().slice(0, 10);
}

/** Monday is 0. */
export function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** When a local day begins, epoch milliseconds. */
export function startOfDay(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // The offset just before midnight and just after may differ; asking twice settles it.
  const guess = utc - offset(utc, zone);
  return utc - offset(guess, zone);
}

const known = new Map<string, DayHour[]>();

/** The same day is asked for once per counter, so it is kept. */
export function hoursOf(day: string, zone: string): readonly DayHour[] {
  const key = `${zone}/${day}`;
  const hours = known.get(key) ?? countHours(day, zone);
  known.set(key, hours);
  return hours;
}

function countHours(day: string, zone: string): DayHour[] {
  const end = startOfDay(addDays(day, 1), zone);
  const hours: DayHour[] = [];
  for (let start = startOfDay(day, zone); start < end; start += HOUR_MS) {
    const hour = new Date(start + offset(start, zone)).getUTCHours();
    hours.push({ start, hour, isRepeated: hours.at(-1)?.hour === hour });
  }
  return hours;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Local time minus UTC, milliseconds. */
function offset(at: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(zone, format);
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0;
  const local = Date.UTC(
    of("year"),
    of("month") - 1,
    of("day"),
    of("hour"),
    of("minute"),
    of("second"),
  );
  return local - Math.floor(at / 1000) * 1000;
}
