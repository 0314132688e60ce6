/**
 * How old a number is, and whether it may still be believed (ux R1). Always against hub time.
 */

export type Freshness = "fresh" | "late" | "stale" | "away" | "never";

export interface Aged {
  readonly freshness: Freshness;
  /** Milliseconds since it was measured; null when it never was. */
  readonly ageMs: number | null;
  /** Hub time of the measurement in epoch milliseconds; null when it never was. */
  readonly at: number | null;
}

export interface Measured {
  readonly measuredAt?: string;
  readonly receivedAt?: string;
  readonly expectedEverySeconds: number;
}

const LATE = 1.5;
const STALE = 3;
/** After a day a value says nothing any more: the screen shows when it was last seen instead. */
const AWAY_MS = 24 * 3_600_000;

export function aged(value: Measured, hubNow: number): Aged {
  if (value.measuredAt === undefined) return { freshness: "never", ageMs: null, at: null };
  const measured = Date.parse(value.measuredAt);
  // A station whose clock runs ahead must not look fresher than its message is.
  const received = value.receivedAt === undefined ? measured : Date.parse(value.receivedAt);
  const at = Math.min(measured, received);
  const ageMs = Math.max(0, hubNow - at);
  return { freshness: judge(ageMs, value.expectedEverySeconds * 1000), ageMs, at };
}

function judge(ageMs: number, periodMs: number): Freshness {
  if (ageMs <= periodMs * LATE) return "fresh";
  if (ageMs <= periodMs * STALE) return "late";
  return ageMs > Math.max(AWAY_MS, periodMs * STALE) ? "away" : "stale";
}

/** Whether a value may no longer be shown as if it were true. */
export function isSilent(freshness: Freshness): boolean {
  return freshness === "stale" || freshness === "away" || freshness === "never";
}
