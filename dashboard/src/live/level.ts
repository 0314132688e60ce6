/** How bad it is in one enclosure: the hub decides about alerts, the age of the values is decided here. */
import type { Alert, Condition, Enclosure, Quantity } from "../api/types";
import { aged, isSilent } from "./freshness";

/** Worst first; the order is the order on the screen. */
export const levels = ["urgence", "alerte", "muet", "attention", "normal"] as const;
export type Level = (typeof levels)[number];

export interface Situation {
  readonly enclosure: Enclosure;
  readonly level: Level;
  /** The alert that decides the level, the worst, then one that nobody takes care of, then the oldest. */
  readonly alert: Alert | null;
  readonly others: readonly Alert[];
  /** What lasts and rings nobody for now; it decides nothing. */
  readonly quiet: readonly Alert[];
  /** What is over and waits for somebody to have seen it. */
  readonly over: readonly Alert[];
  /** What is shown large: the alert's quantity, or the silent one, or, where it is about none, the first with a limit. */
  readonly condition: Condition | null;
  readonly silent: readonly Condition[];
  /** What is measured and not to be believed. */
  readonly doubted: readonly Quantity[];
  readonly takenCareOf: boolean;
  /** Epoch milliseconds since when it is so; null when it is normal or nothing was ever measured. */
  readonly since: number | null;
}

const rank = (level: Level) => levels.indexOf(level);

const isTaken = (alert: Alert) => alert.state === "acknowledged";

/** Who says nothing is silent, however much that matters; within the silent, severity decides. */
const levelOf = (alert: Alert): Level =>
  alert.kind === "silent" || alert.kind === "offline" ? "muet" : alert.severity;

export function situationOf(
  enclosure: Enclosure,
  alerts: readonly Alert[],
  now: number,
): Situation {
  const lasting = alerts.filter((a) => a.state !== "cleared");
  const hushed = lasting.filter((a) => a.quiet !== undefined);
  const sorted = lasting
    .filter((a) => a.quiet === undefined)
    .sort(
      (a, b) =>
        rank(levelOf(a)) - rank(levelOf(b)) ||
        rank(a.severity) - rank(b.severity) ||
        Number(isTaken(a)) - Number(isTaken(b)) ||
        Date.parse(a.since) - Date.parse(b.since),
    );
  const alert = sorted[0] ?? null;
  const silent = enclosure.conditions.filter((c) => isSilent(aged(c, now).freshness));
  const unknown = silent.filter((c) => !hushed.some((a) => tellsOfSilence(a, c.quantity)));
  const level = worst(alert, unknown.length > 0);
  const shown = alert && levelOf(alert) === level ? alert : null;
  const quiet = unknown[0] ?? null;
  return {
    enclosure,
    level,
    alert,
    others: sorted.slice(1),
    quiet: hushed,
    over: alerts.filter((a) => a.state === "cleared" && a.closedAt === undefined),
    condition: (shown ? conditionOf(enclosure, shown) : quiet) ?? telling(enclosure),
    silent,
    doubted: lasting.flatMap((a) =>
      a.kind === "suspect" && a.doubt !== "drift" && a.quantity ? [a.quantity] : [],
    ),
    takenCareOf: alert !== null && isTaken(alert),
    since: shown ? Date.parse(shown.since) : quiet ? aged(quiet, now).at : null,
  };
}

function tellsOfSilence(alert: Alert, quantity: Quantity): boolean {
  return (
    (alert.kind === "silent" && alert.quantity === quantity) ||
    (alert.kind === "offline" && alert.missing.includes(quantity))
  );
}

function worst(alert: Alert | null, isQuiet: boolean): Level {
  const byAlert: Level = alert ? levelOf(alert) : "normal";
  return isQuiet && rank(byAlert) > rank("muet") ? "muet" : byAlert;
}

function conditionOf(enclosure: Enclosure, alert: Alert): Condition | null {
  const of = alert.kind === "offline" ? alert.missing : [alert.quantity];
  return enclosure.conditions.find((c) => of.includes(c.quantity)) ?? null;
}

function telling(enclosure: Enclosure): Condition | null {
  const limited = enclosure.limits.map((limit) => limit.quantity);
  return (
    enclosure.conditions.find((c) => limited.includes(c.quantity)) ??
    enclosure.conditions[0] ??
    null
  );
}

/** Severity, then not taken care of, then oldest (ux R5). */
export function worstFirst(a: Situation, b: Situation): number {
  return (
    rank(a.level) - rank(b.level) ||
    rank(a.alert?.severity ?? "normal") - rank(b.alert?.severity ?? "normal") ||
    Number(a.takenCareOf) - Number(b.takenCareOf) ||
    (a.since ?? 0) - (b.since ?? 0) ||
    a.enclosure.id.localeCompare(b.enclosure.id)
  );
}
