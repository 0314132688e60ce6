/** What the keeper's screen shows, from what is known: pure, so that it can be tested without a screen. */
import type { Alert, Condition, Enclosure, Limit, Quantity } from "../../api/types";
import {
  type City,
  type Level,
  levels,
  openAlerts,
  type Situation,
  situationOf,
  worstFirst,
} from "../../live";
import { fermeWords } from "../../words/ferme";
import { num } from "../../words/numbers";
import { quantityName, valueText } from "../../words/quantities";

/** What a keeper just did and the hub has not said yet. */
export type Change = { kind: "taken"; by: string; at: string } | { kind: "released" };

export const keyOf = (alert: Alert) => `alert/${alert.id}`;

/** Every enclosure, the worst first; `overlay` are the keeper's own changes on their way. */
export function situations(
  city: City,
  overlay: (key: string) => Change | undefined,
  now: number,
): Situation[] {
  return [...city.enclosures.values()]
    .map((enclosure) => {
      const alerts = openAlerts(city, enclosure.id).map((a) => changed(a, overlay(keyOf(a))));
      return situationOf(enclosure, alerts, now);
    })
    .sort(worstFirst);
}

function changed(alert: Alert, change: Change | undefined): Alert {
  if (!change) return alert;
  if (change.kind === "taken") {
    return {
      ...alert,
      state: "acknowledged",
      acknowledgedBy: change.by,
      acknowledgedAt: change.at,
    };
  }
  const released: Alert = { ...alert, state: "raised" };
  delete released.acknowledgedBy;
  delete released.acknowledgedAt;
  return released;
}

/** How many enclosures stand at each level, worst first; levels without any are left out. */
export function headline(list: readonly Situation[]): { level: Level; count: number }[] {
  return levels
    .map((level) => ({ level, count: list.filter((s) => s.level === level).length }))
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

/** The normal band: inside the mildest limit of each side. */
export function band(
  limits: readonly Limit[],
  quantity: Quantity,
): { low: number | null; high: number | null } {
  const of = (side: Limit["side"]) =>
    limits.filter((l) => l.quantity === quantity && l.side === side).map((l) => l.raiseAt);
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
