/** The two files on offer: one that French Excel opens by a double click, one for programs. */
import { date, hour } from "../../words/times";
import { coverage, type DaySum, FLOOR, type HourSum, isMeasured, passages } from "./footfall";

export type Flavour = "excel" | "standard";

export interface Headings {
  readonly place: string;
  readonly start: string;
  readonly in: string;
  readonly out: string;
  readonly passages: string;
  readonly coverage: string;
  readonly estimated: string;
  readonly no: string;
}

export interface PlaceDays {
  readonly name: string;
  readonly days: readonly DaySum[];
}

/** One line per place and hour, hours nobody measured included and empty. */
export function csvOf(
  places: readonly PlaceDays[],
  flavour: Flavour,
  headings: Headings,
  localIso: (at: number) => string,
): string {
  const separator = flavour === "excel" ? ";" : ",";
  const decimal = (share: number) => {
    const text = String(Math.round(share * 1000) / 1000);
    return flavour === "excel" ? text.replace(".", ",") : text;
  };
  const start = (at: number) => (flavour === "excel" ? `${date(at)} ${hour(at)}` : localIso(at));
  const h = headings;
  const head = [h.place, h.start, h.in, h.out, h.passages, h.coverage, h.estimated];
  const lines = places.flatMap(({ name, days }) =>
    days.flatMap((day) =>
      day.hours
        .filter((one) => one.sum.lengthSeconds > 0)
        .map((one) => [
          plain(name),
          start(one.start),
          count(one, one.sum.in),
          count(one, one.sum.out),
          count(one, passages(one.sum)),
          decimal(coverage(one.sum) ?? 0),
          headings.no,
        ]),
    ),
  );
  const text = [head, ...lines].map((line) =>
    line.map((cell) => quoted(cell, separator)).join(separator),
  );
  return (flavour === "excel" ? "\ufeff" : "") + text.join("\r\n") + "\r\n";
}

/** Empty when nobody measured; never a number below the floor. */
function count(hour: HourSum, value: number): string {
  if (!isMeasured(hour.sum)) return "";
  return value < FLOOR ? `<${FLOOR}` : String(value);
}

function quoted(cell: string, separator: string): string {
  return /["\r\n]/.test(cell) || cell.includes(separator)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

/** A name that a spreadsheet would take for a formula stays a name. */
function plain(name: string): string {
  return /^[=+\-@\t]/.test(name) ? `'${name}` : name;
}
