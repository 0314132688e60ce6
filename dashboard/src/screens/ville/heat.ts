/** The lines of the heat table: days by hours for a short period, usual weekdays by hours for a long one. */
import type { Cell, Line } from "../../charts/HeatTable.svelte";
import { num, percent } from "../../words/numbers";
import { dayOf as dayText } from "../../words/times";
import type { villeWords } from "../../words/ville";
import { weekday } from "./calendar";
import {
  coverage,
  type DaySum,
  FLOOR,
  type HourSum,
  isMeasured,
  isPartial,
  median,
  passages,
  usualWeek,
} from "./footfall";

type Words = ReturnType<typeof villeWords>;

export interface Heat {
  readonly caption: string;
  readonly columns: string[];
  readonly lines: Line[];
  readonly highest: number;
}

/** Up to this many days each has its own line. */
const MOST_LINES = 16;

export function heatOf(days: readonly DaySum[], words: Words): Heat {
  return days.length <= MOST_LINES ? byDay(days, words) : byWeekday(days, words);
}

export const countText = (value: number, words: Words) => (value < FLOOR ? words.few : num(value));

function byDay(days: readonly DaySum[], words: Words): Heat {
  // On the day the clocks go back one hour comes twice, and gets a column of its own.
  const repeated = days.flatMap((day) => day.hours).find((hour) => hour.isRepeated)?.hour ?? null;
  const slots = Array.from({ length: 24 }, (_, hour) => ({ hour, isRepeated: false })).flatMap(
    (slot) => (slot.hour === repeated ? [slot, { hour: slot.hour, isRepeated: true }] : [slot]),
  );
  const title = (slot: { hour: number; isRepeated: boolean }) =>
    slot.isRepeated ? words.hourTwice(num(slot.hour)) : words.hourColumn(num(slot.hour));
  return {
    caption: words.byHour,
    columns: slots.map(title),
    highest: Math.max(0, ...days.flatMap((day) => day.hours.map((hour) => passages(hour.sum)))),
    lines: days.map((day) => ({
      key: day.day,
      title: dayText(day.day),
      ...noteOf(day, words),
      cells: slots.map((slot) => {
        const hour = day.hours.find(
          (h) => h.hour === slot.hour && h.isRepeated === slot.isRepeated,
        );
        return hour ? cell(day, hour, title(slot), words) : null;
      }),
    })),
  };
}

function noteOf(day: DaySum, words: Words): { note?: string } {
  const notes = [
    ...(day.hours.length === 24 ? [] : [words.dayOfHours(num(day.hours.length))]),
    ...(day.isOngoing ? [words.ongoing] : []),
  ];
  return notes.length > 0 ? { note: notes.join(", ") } : {};
}

function cell(day: DaySum, hour: HourSum, title: string, words: Words): Cell | null {
  // The future is neither measured nor missing.
  if (hour.sum.lengthSeconds === 0) return null;
  const key = String(hour.start);
  if (!isMeasured(hour.sum)) {
    return { key, value: null, text: "", label: words.cellNone(dayText(day.day), title) };
  }
  const value = passages(hour.sum);
  const text = countText(value, words);
  const share = percent((coverage(hour.sum) ?? 0) * 100);
  const label = words.cell(dayText(day.day), title, text, share);
  return { key, value, text, label, isPartial: isPartial(hour.sum) };
}

function byWeekday(days: readonly DaySum[], words: Words): Heat {
  const medians = usualWeek(days, weekday).map((hours) =>
    hours.map((values) => ({ value: median(values), count: values.length })),
  );
  const columns = Array.from({ length: 24 }, (_, hour) => words.hourColumn(num(hour)));
  return {
    caption: words.byWeekday,
    columns,
    highest: Math.max(0, ...medians.flat().map(({ value }) => value ?? 0)),
    lines: medians.map((hours, at) => ({
      key: String(at),
      title: words.weekdays[at] ?? "",
      cells: hours.map(({ value, count }, hour): Cell => {
        const day = words.weekdays[at] ?? "";
        const column = columns[hour] ?? "";
        if (value === null) {
          return { key: String(hour), value, text: "", label: words.cellNone(day, column) };
        }
        const text = countText(Math.round(value), words);
        const label = words.medianCell(day, column, text, num(count));
        return { key: String(hour), value, text, label };
      }),
    })),
  };
}
