/** What waits on this device, shown, and sent by itself as soon as the hub can be reached. */
import type { Problem, Result } from "../api/types";
import { drain, type Drained, isFinal, isOf, oneAtATime, type Others, othersOf } from "./outbox";
import type { Refused, Send, Waiting } from "./outbox";
import { forgetfulStore, type KeepingStore, openStore } from "./outboxStore";
import { type Author, whose } from "./whose";

const DRAIN_EVERY_MS = 30_000;

interface Outside<D, A> {
  /** Name of the database; two pages that share it share the outbox. */
  readonly name: string;
  readonly send: Send<D, A>;
  /** Something was sent or refused; it still counts as waiting until this has shown what the hub knows now. */
  readonly told: (drained: Drained<A>) => Promise<void>;
  /** Who is signed in on this device. */
  readonly whose?: () => Author | undefined;
}

export class Outbox<D, A, M> {
  waiting = $state.raw<readonly Waiting<D>[]>([]);
  refused = $state.raw<readonly Refused<D>[]>([]);
  others = $state.raw<readonly Others[]>([]);
  /** Why the last attempt to reach the hub did not go through. */
  problem = $state.raw<Problem | undefined>(undefined);
  keepsNothing = $state(false);
  /** The deed that can still be taken back: nothing from it on is told. */
  held = $state.raw<Waiting<D> | undefined>(undefined);
  readonly store: Promise<KeepingStore<D, M>>;
  readonly #outside: Outside<D, A>;
  /** The hub has them, and the page does not know yet what came of them. */
  #settling: readonly Waiting<D>[] = [];
  readonly tellHub = oneAtATime(() => this.#drainOnce());

  constructor(outside: Outside<D, A>) {
    this.#outside = outside;
    this.store = openStore<D, M>(outside.name).catch(() => {
      this.keepsNothing = true;
      return forgetfulStore<D, M>();
    });
  }

  /** Tells the hub whenever it may be there again; answers how to stop. */
  start(): () => void {
    const tell = () => void this.tellHub();
    const timer = setInterval(tell, DRAIN_EVERY_MS);
    window.addEventListener("online", tell);
    window.addEventListener("focus", tell);
    document.addEventListener("visibilitychange", tell);
    void navigator.storage?.persist?.().catch(() => false);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", tell);
      window.removeEventListener("focus", tell);
      document.removeEventListener("visibilitychange", tell);
    };
  }

  /** On this device's disk when the promise is kept; a held one is shown and waits to be let go. */
  async add(deed: D, isHeld = false): Promise<Waiting<D>> {
    const by = this.#whose();
    const added = await (await this.store).add({ ...deed, ...(by && { by }) });
    if (isHeld) this.held = added;
    await this.look();
    return added;
  }

  /** Takes a deed back that was never told. */
  async takeBack(place: number): Promise<void> {
    await (await this.store).remove(place);
    if (this.held?.place === place) this.held = undefined;
    await this.look();
  }

  async forgetRefused(place: number): Promise<void> {
    await (await this.store).forgetRefused(place);
    await this.look();
  }

  /** Reads again what is kept, which another page may have changed. */
  async look(): Promise<void> {
    const store = await this.store;
    const [all, refused] = [await store.all(), await store.refused()];
    const viewer = this.#whose();
    const kept = all.filter((deed) => isOf(viewer, deed));
    const isKept = ({ place }: Waiting<D>) => kept.some((deed) => deed.place === place);
    // Without the settling ones a deed would seem undone for a moment, and a tap in it would do it twice.
    this.waiting = [...this.#settling.filter((deed) => !isKept(deed)), ...kept];
    this.refused = refused.filter((deed) => isOf(viewer, deed));
    this.others = othersOf(all.filter((deed) => !isOf(viewer, deed)));
  }

  #whose(): Author | undefined {
    return (this.#outside.whose ?? whose)();
  }

  async #drainOnce(): Promise<void> {
    const isMine = (deed: Waiting<D>) => isOf(this.#whose(), deed);
    const isHeld = (deed: Waiting<D>) => deed.place === this.held?.place;
    try {
      const drained = await drain(await this.store, (deed) => this.#send(deed), isHeld, isMine);
      const hasTold = drained.sent + drained.refused > 0;
      if (hasTold || drained.stoppedBy) this.problem = drained.stoppedBy;
      if (hasTold) await this.#outside.told(drained);
    } finally {
      this.#settling = [];
      await this.look();
    }
  }

  async #send(deed: Waiting<D>): Promise<Result<A, Problem>> {
    const answer = await this.#outside.send(deed);
    if (answer.ok || isFinal(answer.error)) this.#settling = [...this.#settling, deed];
    return answer;
  }
}
