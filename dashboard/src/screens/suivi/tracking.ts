/** What the tracking page shows of an answer: pure, hub time in milliseconds. */
import type { Tracking } from "../../api/types";

export type Headline =
  | { readonly kind: "window"; readonly from: number; readonly until: number }
  | { readonly kind: "delivered"; readonly at: number | undefined }
  | { readonly kind: "cancelled" }
  | { readonly kind: "returned" };

export interface BikePosition {
  readonly latitude: number;
  readonly longitude: number;
  readonly measuredAt: number;
  /** Older than a minute: the sentence says that it is not known where the bike is now. */
  readonly isLost: boolean;
}

export interface View {
  readonly headline: Headline;
  readonly position: BikePosition | undefined;
  /** How many stops come before, while that says something. */
  readonly stopsBefore: number | undefined;
  readonly isOver: boolean;
  /** This customer's drop is the current stop: the only time a position may be shown. */
  readonly isComing: boolean;
}

/** A new window is shown only when it moves by at least this much, so that it does not dance. */
const LEAST_MOVE_MS = 3 * 60_000;
const LOST_MS = 60_000;

/** What to show now, steady against what was shown before. */
export function viewOf(tracking: Tracking, now: number, before?: View): View {
  const headline = headlineOf(tracking);
  const isOver = headline.kind !== "window";
  return {
    headline: steady(headline, before?.headline),
    position: isOver ? undefined : positionOf(tracking, now),
    stopsBefore: isOver || !isRiding(tracking) ? undefined : tracking.stopsBefore,
    isOver,
    isComing: tracking.state === "on-the-way",
  };
}

function headlineOf(tracking: Tracking): Headline {
  switch (tracking.state) {
    case "delivered":
    case "partly-delivered":
      return { kind: "delivered", at: instant(tracking.deliveredAt) };
    case "cancelled":
      return { kind: "cancelled" };
    case "returned":
      return { kind: "returned" };
    case "placed":
    case "confirmed":
    case "preparing":
    case "ready":
    case "in-delivery":
    case "on-the-way": {
      const { from, until } = tracking.window ?? tracking.slot;
      return { kind: "window", from: Date.parse(from), until: Date.parse(until) };
    }
  }
}

function isRiding(tracking: Tracking): boolean {
  return tracking.state === "in-delivery" || tracking.state === "on-the-way";
}

function instant(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

function steady(now: Headline, before: Headline | undefined): Headline {
  if (now.kind !== "window" || before?.kind !== "window") return now;
  const moved = Math.max(Math.abs(now.from - before.from), Math.abs(now.until - before.until));
  return moved < LEAST_MOVE_MS ? before : now;
}

function positionOf(tracking: Tracking, now: number): BikePosition | undefined {
  const position = tracking.position;
  if (!position) return undefined;
  const measuredAt = Date.parse(position.measuredAt);
  const { latitude, longitude } = position;
  return { latitude, longitude, measuredAt, isLost: now - measuredAt > LOST_MS };
}

const EVERY_MS = 10_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait before asking again: ten seconds while somebody looks, doubling after each failure; a minute when
 * nobody looks; not at all when nothing can change any more (then undefined).
 */
export function waitBefore(next: {
  readonly isHidden: boolean;
  readonly failures: number;
  readonly isOver: boolean;
}): number | undefined {
  if (next.isOver) return undefined;
  const wait = EVERY_MS * 2 ** Math.min(next.failures, 5);
  return Math.min(LONGEST_MS, next.isHidden ? Math.max(60_000, wait) : wait);
}
