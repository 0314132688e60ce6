/** The courier's phone: the tour it keeps, what was done, and the outbox that tells the hub. */
import { endShift, getTour, reportStop, startShift, type StopReport } from "../../api/deliveries";
import { newKey } from "../../api/ask";
import type { Problem, Result, Tour } from "../../api/types";
import { type PhoneStore, openPhoneStore } from "./idbStore";
import { asTime, forgetfulStore, memoryFrom, newerTour } from "./memory";
import { drain, oneAtATime, type RefusedEvent, type Waiting } from "./outbox";
import { bothChanges, changedStops, NOTHING_CHANGED, roundOf, stopsNow } from "./round";

/** "Annuler" after Terminer, before the hub is told. */
const UNDO_MS = 8_000;
const DRAIN_EVERY_MS = 30_000;

export class Phone {
  tour = $state.raw<Tour | undefined>(undefined);
  waiting = $state.raw<readonly Waiting[]>([]);
  refused = $state.raw<readonly RefusedEvent[]>([]);
  /** Why the last attempt to reach the hub did not go through. */
  problem = $state.raw<Problem | undefined>(undefined);
  changed = $state.raw(NOTHING_CHANGED);
  keepsNothing = $state(false);
  isBusy = $state(false);
  /** The event that can still be taken back. */
  held = $state.raw<Waiting | undefined>(undefined);
  #store: Promise<PhoneStore>;
  #offsetMs = 0;
  #heldTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #hubNow: () => number | undefined;
  readonly tellHub = oneAtATime(() => this.#drainOnce());

  readonly stops = $derived(this.tour ? stopsNow(this.tour, this.waiting) : []);
  readonly round = $derived(roundOf(this.stops));

  /** `hubNow` answers undefined until the hub has spoken in this visit. */
  constructor(hubNow: () => number | undefined) {
    this.#hubNow = hubNow;
    this.#store = openPhoneStore().catch(() => {
      this.keepsNothing = true;
      return forgetfulStore();
    });
  }

  /** Reads what was kept, then talks to the hub; answers how to stop. */
  start(): () => void {
    void this.#recall().then(() => this.refresh());
    const tell = () => void this.tellHub();
    const seen = () => {
      if (document.visibilityState === "hidden") this.#release();
      tell();
    };
    const timer = setInterval(tell, DRAIN_EVERY_MS);
    window.addEventListener("online", tell);
    window.addEventListener("focus", tell);
    document.addEventListener("visibilitychange", seen);
    void navigator.storage?.persist?.().catch(() => false);
    return () => {
      clearInterval(timer);
      clearTimeout(this.#heldTimer);
      window.removeEventListener("online", tell);
      window.removeEventListener("focus", tell);
      document.removeEventListener("visibilitychange", seen);
    };
  }

  /** Hub time as the phone knows it, also without network and with a wrong clock. */
  now(): number {
    return this.#hubNow() ?? Date.now() + this.#offsetMs;
  }

  /** Asks for the tour after telling what waits, so that the answer knows it. */
  async refresh(): Promise<void> {
    await this.tellHub();
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
    await (await this.#store).remember({ tour: newer, offsetMs: this.#offsetMs });
  }

  /** Notes what happened; shown once it is on the phone's disk, told to the hub when it can be. */
  async report(stop: string, what: Pick<StopReport, "step" | "proof" | "reason">): Promise<void> {
    this.#release();
    const at = asTime(this.now());
    const store = await this.#store;
    const event = await store.add({ stop, report: { event: newKey(), at, ...what } });
    if (what.step === "done") this.#hold(event);
    await this.#look();
    void this.tellHub();
  }

  /** Takes the held event back: it was never told. */
  async undo(): Promise<void> {
    const event = this.held;
    if (!event) return;
    const store = await this.#store;
    await store.remove(event.place);
    this.#letGo();
    await this.#look();
  }

  async begin(bike: string): Promise<void> {
    this.isBusy = true;
    await this.#heard(startShift(bike));
    this.isBusy = false;
  }

  async end(): Promise<void> {
    this.isBusy = true;
    this.#release();
    await this.tellHub();
    await this.#heard(endShift());
    this.isBusy = false;
  }

  async readRefusal(place: number): Promise<void> {
    await (await this.#store).forgetRefused(place);
    await this.#look();
  }

  readChange(): void {
    this.changed = NOTHING_CHANGED;
  }

  async #recall(): Promise<void> {
    const store = await this.#store;
    const memory = memoryFrom(await store.remembered());
    if (memory) {
      this.#offsetMs = memory.offsetMs;
      this.tour = newerTour(this.tour, memory.tour);
    }
    await this.#look();
  }

  async #drainOnce(): Promise<void> {
    const store = await this.#store;
    const drained = await drain(store, reportStop, (event) => event.place === this.held?.place);
    if (drained.sent + drained.refused > 0 || drained.stoppedBy) this.problem = drained.stoppedBy;
    if (drained.tour) await this.take(drained.tour);
    await this.#look();
    // A refused event was shown as done: only the hub's tour says how things are.
    if (drained.refused > 0) await this.#heard(getTour());
  }

  async #heard(asked: Promise<Result<Tour, Problem>>): Promise<void> {
    const answer = await asked;
    this.problem = answer.ok ? undefined : answer.error;
    if (answer.ok) await this.take(answer.value);
  }

  async #look(): Promise<void> {
    const store = await this.#store;
    this.waiting = await store.all();
    this.refused = await store.refused();
  }

  #hold(event: Waiting): void {
    this.held = event;
    this.#heldTimer = setTimeout(() => this.#release(), UNDO_MS);
  }

  #release(): void {
    if (!this.held) return;
    this.#letGo();
    void this.tellHub();
  }

  #letGo(): void {
    clearTimeout(this.#heldTimer);
    this.held = undefined;
  }
}
