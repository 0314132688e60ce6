/** What the keeper's screen shows, from what is known: pure, so that it can be tested without a screen. */
import type {
  Alert,
  AlertDeedForm,
  Condition,
  Enclosure,
  Limit,
  Quantity,
  Role,
} from "../../api/types";
import {
  aged,
  type City,
  type Level,
  levels,
  listedAlerts,
  type Situation,
  situationOf,
  worstFirst,
} from "../../live";
import type { Photo } from "../../live/photos";
import { fermeWords } from "../../words/ferme";
import { num } from "../../words/numbers";
import { tomorrowAt } from "../../words/times";
import { quantityName, valueText } from "../../words/quantities";

/** What was done to an alert on this device and waits to be told. */
export type Gesture =
  | {
      readonly what: "gesture";
      readonly alert: string;
      readonly form: AlertDeedForm;
      /** What is sent before it. */
      readonly photo?: Photo;
    }
  | {
      readonly what: "taking";
      readonly alert: string;
      readonly at: string;
      readonly isTaken: boolean;
    };

/** The keeper's own changes on their way. */
export interface Mine {
  readonly gestures: readonly Gesture[];
  readonly name: string;
}

/** Every enclosure, the worst first, as if what is on its way had arrived. */
export function situations(city: City, mine: Mine, now: number): Situation[] {
  return [...city.enclosures.values()]
    .map((enclosure) => {
      const alerts = listedAlerts(city, enclosure.id).map((a) =>
        mine.gestures.filter((g) => g.alert === a.id).reduce(done(mine.name), a),
      );
      return situationOf(enclosure, alerts, now);
    })
    .sort(worstFirst);
}

/** How an alert stands when that was done to it; the hub says so soon, or refuses. */
function done(by: string): (alert: Alert, gesture: Gesture) => Alert {
  return (alert, gesture) => {
    if (gesture.what === "taking") return taken(alert, gesture, by);
    const { form } = gesture;
    const { at, until, remedy, words } = form;
    switch (form.what) {
      case "shelved":
        return until === undefined
          ? alert
          : { ...alert, quiet: { why: "shelved", until, by, ...(words ? { reason: words } : {}) } };
      case "unshelved":
        return audible(alert);
      case "settled": {
        if (remedy === undefined) return alert;
        const settled = { remedy, by, at, ...(words ? { note: words } : {}) };
        if (alert.state === "cleared") {
          return awaitsInspection(alert) && !words && !gesture.photo
            ? alert
            : { ...alert, settled, closedAt: at };
        }
        const owner = { acknowledgedBy: alert.acknowledgedBy ?? by, acknowledgedAt: at };
        return { ...alert, settled, state: "acknowledged", ...owner };
      }
      case "given":
      case "noted":
        return alert;
      case "false-alarm":
        return { ...alert, state: "cleared", closedAt: at };
      default:
        return never(form.what);
    }
  };
}

function taken(alert: Alert, { at, isTaken }: { at: string; isTaken: boolean }, by: string) {
  if (isTaken) {
    const owned = { ...alert, acknowledgedBy: by, acknowledgedAt: at };
    // What is over was waiting for somebody to see it, unless they have to say what they find.
    if (alert.state === "cleared") {
      return awaitsInspection(alert) ? owned : { ...owned, closedAt: at };
    }
    return { ...owned, state: "acknowledged" as const };
  }
  const released: Alert = { ...alert, state: "raised" };
  delete released.acknowledgedBy;
  delete released.acknowledgedAt;
  return released;
}

function audible(alert: Alert): Alert {
  const loud = { ...alert };
  delete loud.quiet;
  return loud;
}

/** Whether it is over, and somebody has to look at what it left and say what they find. */
export const awaitsInspection = (alert: Alert) =>
  alert.latched === true && alert.state === "cleared" && alert.closedAt === undefined;

/** Whether somebody has to know that nothing rings although something lasts. */
export const isHushed = (s: Situation) => s.level === "normal" && s.quiet.length > 0;

/** Whose age is told beside several values: that of one that is overdue, else of the one that tells most. */
export const agedOf = (shown: readonly Condition[], telling: Condition | null, now: number) =>
  shown.find((one) => aged(one, now).freshness !== "fresh") ?? telling;

const HOUR_MS = 3_600_000;
const MOST_HOURS: Partial<Record<Role, number>> = { keeper: 8, admin: 72 };

/** Until when an alert can be put aside: in one hour, in four, tomorrow at eight where that is not too long. */
export function shelfEnds(
  now: number,
  role: Role,
): { name: "hour" | "four" | "morning"; at: number }[] {
  const most = now + (MOST_HOURS[role] ?? 0) * HOUR_MS;
  return [
    { name: "hour" as const, at: now + HOUR_MS },
    { name: "four" as const, at: now + 4 * HOUR_MS },
    { name: "morning" as const, at: tomorrowAt(now, 8) },
  ].filter(({ at }) => at <= most);
}

/** How many enclosures stand at each level, worst first; levels without any are left out. */
export function headline(list: readonly Situation[]): { level: Level; count: number }[] {
  const loud = list.filter((s) => !isHushed(s));
  return levels
    .map((level) => ({ level, count: loud.filter((s) => s.level === level).length }))
    .filter(({ count }) => count > 0);
}

/**
 * The difference of the last quarter hour's mean and the one half an hour before; null when anything in between is
 * missing.
 */
export function trend(condition: Condition): number | null {
  const [before, between, last] = condition.recent.slice(-3);
  if (typeof before !== "number" || typeof between !== "number" || typeof last !== "number")
    return null;
  return last - before;
}

/** The normal band: inside the mildest limit of each side that holds all day. */
export function band(
  limits: readonly Limit[],
  quantity: Quantity,
): { low: number | null; high: number | null } {
  const of = (side: Limit["side"]) =>
    limits
      .filter((l) => l.quantity === quantity && l.side === side && l.hours === undefined)
      .map((l) => l.raiseAt);
  const lows = of("below");
  const highs = of("above");
  return {
    low: lows.length > 0 ? Math.max(...lows) : null,
    high: highs.length > 0 ? Math.min(...highs) : null,
  };
}

/** The limit worth printing beside a value: that of its alert, or the one nearest to the value. */
export function limitBeside(
  enclosure: Enclosure,
  condition: Condition,
  alert: Alert | null,
): { side: Limit["side"]; raiseAt: number } | null {
  if (alert?.quantity === condition.quantity && alert.side && alert.raiseAt !== undefined) {
    return { side: alert.side, raiseAt: alert.raiseAt };
  }
  const { low, high } = band(enclosure.limits, condition.quantity);
  const value = condition.value;
  const lowIsNearer =
    low !== null && (high === null || (value !== undefined && value - low < high - value));
  if (low !== null && lowIsNearer) return { side: "below", raiseAt: low };
  return high === null ? null : { side: "above", raiseAt: high };
}

/** What is wrong, in words: the quantity alone where the value stands beside it. */
export function alertText(alert: Alert, unit?: string): string {
  const words = fermeWords();
  const name = alert.quantity ? quantityName(alert.quantity) : "";
  switch (alert.kind) {
    case "limit":
      return unit === undefined || alert.quantity === undefined || alert.value === undefined
        ? name
        : words.raised(name, valueText(alert.quantity, alert.value, unit));
    case "silent":
      return alert.station ? words.silent(name, alert.station) : words.neverSeen(name);
    case "offline":
      return words.stationAway(alert.station ?? "", alert.missing.map(quantityName).join(", "));
    case "suspect":
      return words.doubts[alert.doubt ?? "jump"](name, alert.station ?? "");
    case "round":
      return words.rounds[alert.detail === "evening" ? "evening" : "morning"];
    case "heat":
      return words.heatLoad(num(alert.value ?? 0, 1), num(alert.raiseAt ?? 0, 1));
    case "night":
      return words.hotNight(num(alert.value ?? 0, 1));
    default:
      return never(alert.kind);
  }
}

function never(kind: never): never {
  throw new Error(`no words for ${String(kind)}`);
}
