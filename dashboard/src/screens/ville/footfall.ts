/** Sums and coverage of what the counters measured. What nobody measured is absent, never zero. */
import type { FootfallHour } from "../../api/types";
import { type DayHour, HOUR_MS, hoursOf, startOfDay, addDays } from "./calendar";

/** Below this an hourly count could be about one person; it is not shown as a number. */
export const FLOOR = 5;
/** A total that rests on less than this share of the time is only a part of the truth. */
export const ENOUGH = 0.8;

export interface Sum {
  readonly in: number;
  readonly out: number;
  readonly measuredSeconds: number;
  /** Seconds that could have been measured until now. */
  readonly lengthSeconds: number;
}

export const nothing: Sum = { in: 0, out: 0, measuredSeconds: 0, lengthSeconds: 0 };

export const passages = (sum: Sum) => sum.in + sum.out;

/** Between 0 and 1; null when there was nothing to measure yet. */
export function coverage(sum: Sum): number | null {
  return sum.lengthSeconds === 0 ? null : Math.min(1, sum.measuredSeconds / sum.lengthSeconds);
}

export const isPartial = (sum: Sum) => (coverage(sum) ?? 1) < ENOUGH;

export function add(a: Sum, b: Sum): Sum {
  return {
    in: a.in + b.in,
    out: a.out + b.out,
    measuredSeconds: a.measuredSeconds + b.measuredSeconds,
    lengthSeconds: a.lengthSeconds + b.lengthSeconds,
  };
}

/** Hours of one counter by the epoch milliseconds of their start. */
export type Hours = ReadonlyMap<number, FootfallHour>;

export function byStart(...lists: Iterable<FootfallHour>[]): Hours {
  const hours = new Map<number, FootfallHour>();
  for (const list of lists) for (const hour of list) hours.set(Date.parse(hour.start), hour);
  return hours;
}

export interface HourSum extends DayHour {
  readonly sum: Sum;
}

export interface DaySum {
  readonly day: string;
  readonly hours: readonly HourSum[];
  readonly sum: Sum;
  readonly isOngoing: boolean;
}

/** One local day of the counters together. */
export function dayOf(day: string, counters: readonly Hours[], zone: string, now: number): DaySum {
  const hours = hoursOf(day, zone).map((hour) => ({ ...hour, sum: hourSum(hour, counters, now) }));
  const starts = startOfDay(day, zone);
  return {
    day,
    hours,
    sum: hours.map((hour) => hour.sum).reduce(add, nothing),
    isOngoing: starts <= now && now < startOfDay(addDays(day, 1), zone),
  };
}

function hourSum(hour: DayHour, counters: readonly Hours[], now: number): Sum {
  const elapsed = Math.max(0, Math.min(HOUR_MS, now - hour.start)) / 1000;
  return counters
    .map((counter): Sum => {
      const measured = counter.get(hour.start);
      const {
        in: entered,
        out,
        measuredSeconds,
      } = measured ?? { in: 0, out: 0, measuredSeconds: 0 };
      return { in: entered, out, measuredSeconds, lengthSeconds: elapsed };
    })
    .reduce(add, nothing);
}

export const isMeasured = (sum: Sum) => sum.measuredSeconds > 0;

/** The middle of the numbers; of an even count the mean of the two in the middle. Null of none. */
export function median(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Complete hours of finished days by weekday and local hour, Monday first: what a usual hour is. */
export function usualWeek(
  days: readonly DaySum[],
  weekdayOf: (day: string) => number,
): number[][][] {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, (): number[] => []));
  for (const day of days.filter((one) => !one.isOngoing)) {
    for (const hour of day.hours) {
      const isComplete = (coverage(hour.sum) ?? 0) >= ENOUGH && isMeasured(hour.sum);
      if (isComplete) week[weekdayOf(day.day)]?.[hour.hour]?.push(passages(hour.sum));
    }
  }
  return week;
}

/** The measured hour with the most passages. */
export function busiest(days: readonly DaySum[]): { day: string; hour: HourSum } | null {
  const all = days.flatMap(({ day, hours }) => hours.map((hour) => ({ day, hour })));
  const measured = all.filter(({ hour }) => passages(hour.sum) >= FLOOR);
  return measured.reduce<(typeof all)[number] | null>(
    (best, one) => (best && passages(best.hour.sum) >= passages(one.hour.sum) ? best : one),
    null,
  );
}
