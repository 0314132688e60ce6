/** The courier's phone: the tour it keeps, what was done, and the outbox that tells the hub. */
import { endShift, getTour, reportStop, startShift, type StopReport } from "../../api/deliveries";
import { newKey } from "../../api/ask";
import type { Problem, Result, Tour } from "../../api/types";
import { Outbox } from "../../live/outbox.svelte";
import type { Drained } from "../../live/outbox";
import { asTime, type Memory, memoryFrom, newerTour } from "./memory";
import {
  bothChanges,
  changedStops,
  NOTHING_CHANGED,
  roundOf,
  type StopEvent,
  stopsNow,
} from "./round";

/** "Annuler" after Terminer, before the hub is told. */
const UNDO_MS = 8_000;

export class Phone {
  tour = $state.raw<Tour | undefined>(undefined);
  /** Why the hub did not give the tour, when it was asked for it. */
  #tourProblem = $state.raw<Problem | undefined>(undefined);
  changed = $state.raw(NOTHING_CHANGED);
  isBusy = $state(false);
  #offsetMs = 0;
  #heldTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #hubNow: () => number | undefined;
  readonly outbox = new Outbox<StopEvent, Tour, Memory>({
    name: "anima-livreur",
    send: (event) => reportStop(event.stop, event.report),
    told: (drained) => this.#told(drained),
  });

  readonly problem = $derived(this.outbox.problem ?? this.#tourProblem);
  readonly waiting = $derived(this.outbox.waiting);
  /** The event that can still be taken back. */
  readonly held = $derived(this.outbox.held);
  readonly stops = $derived(this.tour ? stopsNow(this.tour, this.waiting) : []);
  readonly round = $derived(roundOf(this.stops));

  /** `hubNow` answers undefined until the hub has spoken in this visit. */
  constructor(hubNow: () => number | undefined) {
    this.#hubNow = hubNow;
  }

  /** Reads what was kept, then talks to the hub; answers how to stop. */
  start(): () => void {
    void this.#recall().then(() => this.refresh());
    const hidden = () => {
      if (document.visibilityState === "hidden") this.#release();
    };
    document.addEventListener("visibilitychange", hidden);
    const stop = this.outbox.start();
    return () => {
      stop();
      clearTimeout(this.#heldTimer);
      document.removeEventListener("visibilitychange", hidden);
    };
  }

  /** Hub time as the phone knows it, also without network and with a wrong clock. */
  now(): number {
    return this.#hubNow() ?? Date.now() + this.#offsetMs;
  }

  /** Asks for the tour after telling what waits, so that the answer knows it. */
  async refresh(): Promise<void> {
    await this.outbox.tellHub();
    await this.#heard(getTour());
  }

  async take(tour: Tour): Promise<void> {
    const before = this.tour;
    const newer = newerTour(before, tour);
    if (newer === before) return;
    if (before?.shift && newer.shift) {
      this.changed = bothChanges(this.changed, changedStops(before, newer));
    }
    this.tour = newer;
    const hubNow = this.#hubNow();
    if (hubNow !== undefined) this.#offsetMs = hubNow - Date.now();
    await (await this.outbox.store).remember({ tour: newer, offsetMs: this.#offsetMs });
  }

  /** Notes what happened; shown once it is on the phone's disk, told to the hub when it can be. */
  async report(stop: string, what: Pick<StopReport, "step" | "proof" | "reason">): Promise<void> {
    this.#release();
    const at = asTime(this.now());
    const event = { stop, report: { event: newKey(), at, ...what } };
    const isHeld = what.step === "done";
    await this.outbox.add(event, isHeld);
    if (isHeld) this.#heldTimer = setTimeout(() => this.#release(), UNDO_MS);
    void this.outbox.tellHub();
  }

  /** Takes the held event back: it was never told. */
  async undo(): Promise<void> {
    const event = this.held;
    if (!event) return;
    clearTimeout(this.#heldTimer);
    await this.outbox.takeBack(event.place);
  }

  async begin(bike: string): Promise<void> {
    this.isBusy = true;
    await this.#heard(startShift(bike));
    this.isBusy = false;
  }

  async end(): Promise<void> {
    this.isBusy = true;
    this.#release();
    await this.outbox.tellHub();
    await this.#heard(endShift());
    this.isBusy = false;
  }

  readChange(): void {
    this.changed = NOTHING_CHANGED;
  }

  async #recall(): Promise<void> {
    const store = await this.outbox.store;
    const memory = memoryFrom(await store.remembered());
    if (memory) {
      this.#offsetMs = memory.offsetMs;
      this.tour = newerTour(this.tour, memory.tour);
    }
    await this.outbox.look();
  }

  async #told(drained: Drained<Tour>): Promise<void> {
    if (drained.answer) await this.take(drained.answer);
    // A refused event was shown as done: only the hub's tour says how things are.
    if (drained.refused > 0) await this.#heard(getTour());
  }

  async #heard(asked: Promise<Result<Tour, Problem>>): Promise<void> {
    const answer = await asked;
    this.#tourProblem = answer.ok ? undefined : answer.error;
    if (answer.ok) this.outbox.problem = undefined;
    if (answer.ok) await this.take(answer.value);
  }

  #release(): void {
    if (!this.held) return;
    clearTimeout(this.#heldTimer);
    this.outbox.held = undefined;
    void this.outbox.tellHub();
  }
}
