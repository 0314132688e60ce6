/**
 * The courier's round as the phone shows it: the tour the hub gave last, with everything the courier has done since
 * laid over it. Pure, so that it is the same with and without network.
 */
import type { StopReport } from "../../api/deliveries";
import type { Stop, Tour } from "../../api/types";

export type TourStop = Tour["stops"][number];
export type Step = StopReport["step"];
export type Reason = NonNullable<StopReport["reason"]>;
export type Proof = NonNullable<StopReport["proof"]>;

/** Something that happened at a stop, waiting to be told to the hub. */
export interface StopEvent {
  readonly stop: string;
  readonly report: StopReport;
}

const AFTER: Readonly<Record<Step, Stop["state"]>> = {
  started: "started",
  arrived: "arrived",
  done: "done",
  failed: "failed",
};

/** How far a stop is: what is known twice never goes back. */
const RANK: Readonly<Record<Stop["state"], number>> = {
  planned: 0,
  assigned: 1,
  started: 2,
  arrived: 3,
  done: 4,
  failed: 4,
  cancelled: 5,
};

/** The stops in riding order with the waiting events laid over them. */
export function stopsNow(tour: Tour, waiting: readonly StopEvent[]): readonly TourStop[] {
  return tour.stops.map((each) => {
    const stop = waiting
      .filter((event) => event.stop === each.stop.id)
      .reduce((before, event) => after(before, event.report), each.stop);
    return stop === each.stop ? each : { ...each, stop };
  });
}

function after(stop: Stop, report: StopReport): Stop {
  const state = AFTER[report.step];
  if (RANK[state] <= RANK[stop.state]) return stop;
  const over = state === "done" || state === "failed";
  return {
    ...stop,
    state,
    ...(over ? { finishedAt: report.at } : {}),
    ...(report.reason === undefined ? {} : { reason: report.reason }),
  };
}

export function isOver(stop: Stop): boolean {
  return stop.state === "done" || stop.state === "failed" || stop.state === "cancelled";
}

export interface Round {
  readonly current: TourStop | undefined;
  readonly next: readonly TourStop[];
  readonly over: readonly TourStop[];
  /** "3 / 8": the current stop's place among all that were not cancelled. */
  readonly position: number;
  readonly total: number;
}

/** Which stop comes now: one already started first, else the first in the hub's order that is not over. */
export function roundOf(stops: readonly TourStop[]): Round {
  const open = stops.filter((each) => !isOver(each.stop));
  const under = open.find((each) => each.stop.state === "started" || each.stop.state === "arrived");
  const current = under ?? open[0];
  const over = stops.filter((each) => isOver(each.stop));
  const counted = over.filter((each) => each.stop.state !== "cancelled");
  return {
    current,
    next: open.filter((each) => each !== current),
    over,
    position: counted.length + (current ? 1 : 0),
    total: counted.length + open.length,
  };
}

/** The one thing the big button does now. */
export type PrimaryStep = "start" | "arrive" | "collect" | "deliver";

export function primaryStepOf(stop: Stop): PrimaryStep {
  switch (stop.state) {
    case "started":
      return "arrive";
    case "arrived":
      return stop.kind === "pickup" ? "collect" : "deliver";
    case "planned":
    case "assigned":
    case "done":
    case "failed":
    case "cancelled":
      return "start";
  }
}

/** A problem can be reported once the courier is on the way to the stop or there. */
export function mayFail(stop: Stop): boolean {
  return stop.state === "started" || stop.state === "arrived";
}

/** Reasons that make sense at this kind of stop. */
export function reasonsAt(kind: Stop["kind"]): readonly Reason[] {
  return kind === "pickup"
    ? ["not-ready", "absent", "damaged", "wrong-address", "other"]
    : ["absent", "refused", "wrong-address", "damaged", "other"];
}

/** Orders that came into the tour or left it, by number. */
export interface TourChange {
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

export const NOTHING_CHANGED: TourChange = { added: [], removed: [] };

/** What changed in the tour while this phone was away, by number of the order; done stops stay done. */
export function changedStops(before: Tour, now: Tour): TourChange {
  const ids = (tour: Tour) => new Set(tour.stops.map((each) => each.stop.id));
  const old = ids(before);
  const fresh = ids(now);
  return {
    added: numbers(now.stops.filter((each) => !old.has(each.stop.id) && !isOver(each.stop))),
    removed: numbers(before.stops.filter((each) => !fresh.has(each.stop.id) && !isOver(each.stop))),
  };
}

/** Two changes the courier has not read yet, as one. */
export function bothChanges(one: TourChange, other: TourChange): TourChange {
  return {
    added: [...new Set([...one.added, ...other.added])],
    removed: [...new Set([...one.removed, ...other.removed])],
  };
}

function numbers(stops: readonly TourStop[]): number[] {
  return [...new Set(stops.map((each) => each.number))];
}
