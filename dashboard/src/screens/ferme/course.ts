/** What an enclosure went through during a stretch of time, from what the hub answered: pure. */
import type { Alert, Bucket, EnclosureEvent, EnclosureNote, Quantity } from "../../api/types";
import type { PlaceNote } from "../../live/deeds";
import type { Span } from "../../charts/drawTimeChart";
import type { Point } from "../../charts/series";
import { DAY_MS } from "../../charts/zoom";

export interface Window {
  readonly from: number;
  readonly until: number;
}

/** As many frames as a wide screen has room for. */
const MOST_FRAMES = 400;
/** From here on a frame is a local day. */
const DAYS_FROM_MS = 60 * DAY_MS;
/** A local day may have 25 hours. */
const LONGEST_DAY_MS = 25 * 3_600_000;

/** A window as the hub is asked for it. */
export const instants = ({ from, until }: Window) => ({
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});

/** How a curve is asked for. Days begin at midnight: the first one that is seen begins before the window. */
export function questionOf({ from, until }: Window) {
  const isLong = until - from > DAYS_FROM_MS;
  return {
    ...instants({ from: isLong ? from - DAY_MS : from, until }),
    step: isLong ? ("1d" as const) : ("auto" as const),
    points: String(MOST_FRAMES),
  };
}

export interface Frames {
  readonly points: readonly Point[];
  readonly frameMs: number;
  /** How far apart readings are when nothing is missing. */
  readonly stepMs: number;
}

/**
 * How far apart the readings of a window usually are, by the median: they may have been asked for less often then
 * than today. Never less than what is expected today.
 */
function usualStepMs(points: readonly Bucket[], frameMs: number, periodMs: number): number {
  const steps = points
    .map(({ at, count }, n) => {
      const next = points[n + 1];
      const apart = next ? Date.parse(next.at) - Date.parse(at) : frameMs;
      return apart > frameMs ? apart : frameMs / count;
    })
    .sort((a, b) => a - b);
  return Math.max(periodMs, steps[Math.floor(steps.length / 2)] ?? 0);
}

/**
 * A frame is measured in part when its readings, each good for three steps, do not fill what is over of it: then
 * there was a silence in it that its own mean does not show.
 */
export function framesOf(
  heard: { step: string; frameSeconds: number; points: readonly Bucket[] },
  periodMs: number,
  { from, until }: Window,
): Frames {
  const frameMs = heard.step === "1d" ? LONGEST_DAY_MS : heard.frameSeconds * 1000;
  const shortest = heard.step === "1d" ? DAY_MS - 3_600_000 : frameMs;
  const stepMs = usualStepMs(heard.points, shortest, periodMs);
  const points = heard.points.map(({ at, mean, min, max, count }) => {
    const begin = Date.parse(at);
    const seen = Math.min(begin + shortest, until) - Math.max(begin, from);
    return {
      at: begin,
      value: mean,
      least: min,
      most: max,
      isPartial: count * 3 * stepMs < seen,
    };
  });
  return { points, frameMs, stepMs };
}

/** The alerts that concern a quantity, as a chart draws them. */
export function spansOf(alerts: readonly Alert[], quantity: Quantity): Span[] {
  return alerts
    .filter((alert) => alert.quantity === quantity || alert.missing.includes(quantity))
    .map((alert) => ({
      from: Date.parse(alert.raisedAt),
      until: alert.clearedAt === undefined ? null : Date.parse(alert.clearedAt),
      takenAt: alert.acknowledgedAt === undefined ? null : Date.parse(alert.acknowledgedAt),
      level: alert.severity,
    }));
}

/** A note of the enclosure itself, as the log shows it. */
export interface Remark {
  readonly id: string;
  readonly at: string;
  /** Null for whoever holds this device: the hub has not heard of it. */
  readonly by: string | null;
  readonly text?: string;
  readonly photo?: string;
}

/** One line of the log: the one or the other. */
export type Line =
  | { readonly at: number; readonly key: string; readonly alert: Alert }
  | { readonly at: number; readonly key: string; readonly noted: EnclosureEvent }
  | { readonly at: number; readonly key: string; readonly remark: Remark };

/** What the hub knows of an enclosure's own notes, and what waits on this device to be told. */
export function remarksOf(
  notes: readonly EnclosureNote[],
  waiting: readonly PlaceNote[],
): Remark[] {
  const unheard = waiting.filter(({ id }) => !notes.some((note) => note.id === id));
  const corrected = unheard.map(({ form }) => form.corrects);
  return [
    ...notes.filter(({ id }) => !corrected.includes(id)),
    ...unheard.map(({ id, form }) => ({ ...form, id, by: null })),
  ];
}

/** Alerts and notes together, newest first. */
export function linesOf(
  alerts: readonly Alert[],
  events: readonly EnclosureEvent[],
  remarks: readonly Remark[],
): Line[] {
  const lines: Line[] = [
    ...alerts.map((alert) => ({ at: Date.parse(alert.since), key: alert.id, alert })),
    ...events.map((noted) => ({ at: Date.parse(noted.event.at), key: noted.event.id, noted })),
    ...remarks.map((remark) => ({ at: Date.parse(remark.at), key: remark.id, remark })),
  ];
  return lines.sort((a, b) => b.at - a.at);
}

/** How often a window that reaches now is asked for again: once a frame, at most once a minute. */
export const renewedEveryMs = (lengthMs: number) => Math.max(60_000, lengthMs / MOST_FRAMES);
