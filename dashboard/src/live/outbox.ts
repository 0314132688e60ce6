/**
 * What the courier did, kept on the phone until the hub has it: told in order, one at a time, each freed only by the
 * hub's answer. A lost answer repeats the same event id, which changes nothing on the hub: exactly once.
 */
import type { StopReport } from "../../api/deliveries";
import type { Problem, Result, Tour } from "../../api/types";

export interface Waiting {
  /** Given by the store, ascending: the order of the taps. */
  readonly place: number;
  readonly stop: string;
  readonly report: StopReport;
}

/** An event the hub can never take; it is shown to the courier until he has read it. */
export interface RefusedEvent {
  readonly place: number;
  readonly stop: string;
  readonly report: StopReport;
  readonly problem: Problem;
}

/** Where events wait: the phone's database, or memory in tests and where there is no database. */
export interface OutboxStore {
  add(event: Omit<Waiting, "place">): Promise<Waiting>;
  all(): Promise<readonly Waiting[]>;
  remove(place: number): Promise<void>;
  refuse(event: RefusedEvent): Promise<void>;
  refused(): Promise<readonly RefusedEvent[]>;
  forgetRefused(place: number): Promise<void>;
}

export type Send = (stop: string, report: StopReport) => Promise<Result<Tour, Problem>>;

export interface Drained {
  readonly sent: number;
  readonly refused: number;
  /** The tour after the last event the hub took. */
  readonly tour: Tour | undefined;
  /** Why it stopped before the end; undefined when nothing waits any more. */
  readonly stoppedBy: Problem | undefined;
}

/**
 * Whether this answer means never: the hub understood and said no. Everything else (no network, a hub in trouble, a
 * session to renew) leaves the event where it is.
 */
export function isFinal(problem: Problem): boolean {
  return [400, 404, 409, 410, 413, 422].includes(problem.status);
}

/** Tells the hub what waits, oldest first, until all is told or something stands in the way. */
export async function drain(store: OutboxStore, send: Send, isHeld: IsHeld): Promise<Drained> {
  let drained: Drained = { sent: 0, refused: 0, tour: undefined, stoppedBy: undefined };
  for (;;) {
    const [oldest] = await store.all();
    if (!oldest || isHeld(oldest)) return drained;
    const answer = await send(oldest.stop, oldest.report);
    if (answer.ok) {
      await store.remove(oldest.place);
      drained = { ...drained, sent: drained.sent + 1, tour: answer.value };
    } else if (isFinal(answer.error)) {
      // The refusal is noted before the event goes, so that a kill in between loses nothing.
      await store.refuse({ ...oldest, problem: answer.error });
      await store.remove(oldest.place);
      drained = { ...drained, refused: drained.refused + 1 };
    } else {
      return { ...drained, stoppedBy: answer.error };
    }
  }
}

/** Whether an event is kept back a moment, because the courier may still take it back. */
export type IsHeld = (event: Waiting) => boolean;

/** One drain at a time: a call during a drain asks for one more round after it. */
export function oneAtATime(drainOnce: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  return () => {
    again = true;
    running ??= (async () => {
      try {
        while (again) {
          again = false;
          await drainOnce();
        }
      } finally {
        running = undefined;
      }
    })();
    return running;
  };
}

/** The same in memory, for tests and for a browser without a database. */
export function memoryStore(): OutboxStore {
  let places = 0;
  let waiting: Waiting[] = [];
  let refusals: RefusedEvent[] = [];
  return {
    add: (event) => {
      const added = { ...event, place: ++places };
      waiting = [...waiting, added];
      return Promise.resolve(added);
    },
    all: () => Promise.resolve(waiting),
    remove: (place) => {
      waiting = waiting.filter((each) => each.place !== place);
      return Promise.resolve();
    },
    refuse: (event) => {
      refusals = [...refusals.filter((each) => each.place !== event.place), event];
      return Promise.resolve();
    },
    refused: () => Promise.resolve(refusals),
    forgetRefused: (place) => {
      refusals = refusals.filter((each) => each.place !== place);
      return Promise.resolve();
    },
  };
}
