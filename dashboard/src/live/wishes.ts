/**
 * Optimistic changes that never become phantoms (ux R3).
 *
 * A wish has a number; per key only the latest counts. Wishes of one key are sent one after the other, one
 * that was overtaken before it was sent is not sent at all, and an overtaken answer, good or bad, is
 * dropped. A wish the hub refuses goes back with the reason; one that found no hub waits and is sent again.
 */
import { isUnreachable, type Problem, type Result } from "../api/types";

export interface Wish<C, V = unknown> {
  /** What it changes, such as "alert/17". */
  readonly key: string;
  /** How the screen shows it meanwhile. */
  readonly change: C;
  send(): Promise<Result<V, Problem>>;
  /** The hub agreed and says how the thing is now. */
  granted?(value: V): void;
  /** With this, the wish can be taken back for eight seconds. */
  readonly undo?: Omit<Wish<C, V>, "key" | "undo">;
}

export type WishState = "sending" | "waiting" | "refused" | "granted";

export interface Pending<C> {
  readonly id: number;
  readonly key: string;
  readonly change: C;
  readonly state: WishState;
  readonly problem: Problem | null;
  readonly canUndo: boolean;
}

type Outcome = "unsent" | "granted" | "refused" | "uncertain";

interface Entry<C> {
  shown: Pending<C>;
  readonly wish: Wish<C>;
  readonly reverses: Entry<C> | null;
  outcome: Outcome;
}

export const UNDO_MS = 8_000;

export class Wishes<C> {
  readonly #after: (ms: number, run: () => void) => unknown;
  readonly #changed: () => void;
  readonly #entries = new Map<string, Entry<C>>();
  readonly #tails = new Map<string, Promise<void>>();
  #count = 0;

  /** `after` runs something later; `changed` is called whenever `list` would answer something else. */
  constructor(after: (ms: number, run: () => void) => unknown, changed: () => void) {
    this.#after = after;
    this.#changed = changed;
  }

  list(): Pending<C>[] {
    return [...this.#entries.values()].map((entry) => entry.shown);
  }

  /** The change to show over what the hub says, if there is one for this key. */
  overlay(key: string): C | undefined {
    const shown = this.#entries.get(key)?.shown;
    return shown && (shown.state === "sending" || shown.state === "waiting")
      ? shown.change
      : undefined;
  }

  make<V>(wish: Wish<C, V>): number {
    return this.#enter(wish, null);
  }

  /** Takes a wish back. Nothing happens when it has been overtaken or its eight seconds are over. */
  undo(id: number): void {
    const entry = this.#find(id);
    if (!entry?.shown.canUndo || !entry.wish.undo) return;
    if (entry.outcome === "unsent" && entry.shown.state === "waiting") return this.#remove(entry);
    this.#enter({ key: entry.wish.key, ...entry.wish.undo }, entry);
  }

  /** The reader has seen the refusal. */
  dismiss(id: number): void {
    const entry = this.#find(id);
    if (entry?.shown.state === "refused") this.#remove(entry);
  }

  /** Sends again what found no hub; call it when the link is back. */
  retry(): void {
    for (const entry of this.#entries.values()) {
      if (entry.shown.state === "waiting") this.#queue(entry);
    }
  }

  #enter<V>(wish: Wish<C, V>, reverses: Entry<C> | null): number {
    const id = (this.#count += 1);
    const { key, change } = wish;
    const canUndo = wish.undo !== undefined;
    const shown: Pending<C> = { id, key, change, state: "sending", problem: null, canUndo };
    const entry: Entry<C> = { shown, wish: erased(wish), reverses, outcome: "unsent" };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (canUndo) this.#after(UNDO_MS, () => this.#tooLateToUndo(entry));
    this.#queue(entry);
    this.#changed();
    return id;
  }

  #queue(entry: Entry<C>): void {
    this.#show(entry, { state: "sending" });
    const before = this.#tails.get(entry.wish.key) ?? Promise.resolve();
    this.#tails.set(
      entry.wish.key,
      before.then(() => this.#send(entry)),
    );
  }

  async #send(entry: Entry<C>): Promise<void> {
    if (!this.#isLatest(entry)) return;
    const reversed = entry.reverses?.outcome;
    // Taking back what the hub refused or never saw needs no request.
    if (reversed === "refused" || reversed === "unsent") return this.#remove(entry);
    const answer = await entry.wish.send();
    if (answer.ok) entry.outcome = "granted";
    else entry.outcome = isUnreachable(answer.error) ? "uncertain" : "refused";
    if (!this.#isLatest(entry)) return;
    if (answer.ok) this.#granted(entry, answer.value);
    else if (entry.outcome === "uncertain")
      this.#show(entry, { state: "waiting", problem: answer.error });
    else if (reversed === "uncertain") this.#remove(entry);
    else this.#show(entry, { state: "refused", problem: answer.error, canUndo: false });
  }

  #granted(entry: Entry<C>, value: unknown): void {
    entry.wish.granted?.(value);
    if (entry.shown.canUndo) this.#show(entry, { state: "granted", problem: null });
    else this.#remove(entry);
  }

  #tooLateToUndo(entry: Entry<C>): void {
    if (!this.#isLatest(entry)) return;
    if (entry.shown.state === "granted") this.#remove(entry);
    else this.#show(entry, { canUndo: false });
  }

  #isLatest(entry: Entry<C>): boolean {
    return this.#entries.get(entry.wish.key) === entry;
  }

  #find(id: number): Entry<C> | undefined {
    return [...this.#entries.values()].find((entry) => entry.shown.id === id);
  }

  #show(entry: Entry<C>, what: Partial<Pending<C>>): void {
    entry.shown = { ...entry.shown, ...what };
    this.#changed();
  }

  #remove(entry: Entry<C>): void {
    if (this.#isLatest(entry)) this.#entries.delete(entry.wish.key);
    this.#changed();
  }
}

/** Wishes of different answers live in one list; each keeps its own sender and receiver together. */
function erased<C, V>(wish: Wish<C, V>): Wish<C> {
  let granted: () => void = () => undefined;
  const { key, change, undo } = wish;
  return {
    key,
    change,
    send: async () => {
      const answer = await wish.send();
      if (answer.ok) granted = () => wish.granted?.(answer.value);
      return answer;
    },
    granted: () => granted(),
    ...(undo ? { undo: erased({ key, ...undo }) } : {}),
  };
}
