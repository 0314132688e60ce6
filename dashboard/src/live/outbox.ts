/**
 * What somebody did on this device, kept until the hub has it: told in order, one at a time, each freed only by the
 * hub's answer. A lost answer repeats the same deed under the same id, which changes nothing on the hub: exactly once.
 */
import type { Problem, Result } from "../api/types";
import type { Author } from "./whose";

/** A deed with whose it is; nobody's where that was not known. */
export type Signed<D> = D & { readonly by?: Author };

/** A deed with its place in the order of the taps, given by the store, ascending. */
export type Waiting<D> = Signed<D> & { readonly place: number };

/** A deed the hub can never take; it is shown to whoever did it until they have read it. */
export type Refused<D> = Waiting<D> & { readonly problem: Problem };

/** Where deeds wait: the device's database, or memory in tests and where there is no database. */
export interface OutboxStore<D> {
  add(deed: Signed<D>): Promise<Waiting<D>>;
  all(): Promise<readonly Waiting<D>[]>;
  remove(place: number): Promise<void>;
  refuse(deed: Refused<D>): Promise<void>;
  refused(): Promise<readonly Refused<D>[]>;
  forgetRefused(place: number): Promise<void>;
}

export type Send<D, A> = (deed: Waiting<D>) => Promise<Result<A, Problem>>;

export interface Drained<A> {
  readonly sent: number;
  readonly refused: number;
  /** What the hub answered last. */
  readonly answer: A | undefined;
  /** Why it stopped before the end; undefined when nothing waits any more. */
  readonly stoppedBy: Problem | undefined;
}

/**
 * Whether this answer means never: the hub understood and said no. Everything else (no network, a hub in trouble, a
 * session to renew) leaves the deed where it is.
 */
export function isFinal(problem: Problem): boolean {
  return [400, 404, 409, 410, 413, 422].includes(problem.status);
}

/**
 * Whether this answer is about this deed alone: whoever is signed in may not do it, or there is no room for its photo.
 * It waits, and the others need not wait for it.
 */
export function waitsAlone(problem: Problem): boolean {
  return [403, 507].includes(problem.status);
}

/** Whether that is so of a deed. */
export type Is<D> = (deed: Waiting<D>) => boolean;

/** Whether a deed may be told, or shown, in the name of whoever is signed in. */
export function isOf<D>(viewer: Author | undefined, { by }: Waiting<D>): boolean {
  return by === undefined || by.id === viewer?.id;
}

/** How much of somebody else's waits on a device that is shared. */
export interface Others {
  readonly name: string;
  readonly count: number;
}

/** Whose they are, and how many of each. */
export function othersOf(deeds: readonly Waiting<unknown>[]): Others[] {
  const counts = new Map<string, number>();
  for (const { by } of deeds) if (by) counts.set(by.name, (counts.get(by.name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count }));
}

/**
 * Tells the hub what waits, oldest first, until all is told or something stands in the way.
 *
 * @param isHeld what is kept back a moment, because it may still be taken back
 * @param isMine others' wait until those sign in
 */
export async function drain<D, A>(
  store: OutboxStore<D>,
  send: Send<D, A>,
  isHeld: Is<D>,
  isMine: Is<D> = () => true,
): Promise<Drained<A>> {
  let drained: Drained<A> = { sent: 0, refused: 0, answer: undefined, stoppedBy: undefined };
  const passed = new Set<number>();
  for (;;) {
    const oldest = (await store.all()).find((deed) => isMine(deed) && !passed.has(deed.place));
    if (!oldest || isHeld(oldest)) return drained;
    const answer = await send(oldest);
    if (answer.ok) {
      await store.remove(oldest.place);
      drained = { ...drained, sent: drained.sent + 1, answer: answer.value };
    } else if (isFinal(answer.error)) {
      // The refusal is noted before the deed goes, so that a kill in between loses nothing.
      await store.refuse({ ...oldest, problem: answer.error });
      await store.remove(oldest.place);
      drained = { ...drained, refused: drained.refused + 1 };
    } else {
      drained = { ...drained, stoppedBy: answer.error };
      if (!waitsAlone(answer.error)) return drained;
      passed.add(oldest.place);
    }
  }
}

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
export function memoryStore<D>(): OutboxStore<D> {
  let places = 0;
  let waiting: Waiting<D>[] = [];
  let refusals: Refused<D>[] = [];
  return {
    add: (deed) => {
      const added = { ...deed, place: ++places };
      waiting = [...waiting, added];
      return Promise.resolve(added);
    },
    all: () => Promise.resolve(waiting),
    remove: (place) => {
      waiting = waiting.filter((each) => each.place !== place);
      return Promise.resolve();
    },
    refuse: (deed) => {
      refusals = [...refusals.filter((each) => each.place !== deed.place), deed];
      return Promise.resolve();
    },
    refused: () => Promise.resolve(refusals),
    forgetRefused: (place) => {
      refusals = refusals.filter((each) => each.place !== place);
      return Promise.resolve();
    },
  };
}
