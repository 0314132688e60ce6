/**
 * Hub time in the browser, from the times the hub says, never from the browser's own wall clock.
 *
 * The steady clock (performance.now) may stand still while a machine sleeps. A jump of the wall clock
 * against it therefore means either "we slept" or "somebody set the clock": it is only suspected, and
 * believed when the hub cannot be asked.
 */
export interface Clocks {
  /** Milliseconds that never jump. */
  steady(): number;
  /** The browser's wall clock in epoch milliseconds. */
  wall(): number;
}

const SAMPLES = 30;
const JUMP_MS = 5_000;

export class HubClock {
  readonly #clocks: Clocks;
  #offsets: number[] = [];
  #offset: number | null = null;
  #lastSteady: number;
  #lastWall: number;
  #suspected = 0;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    this.#lastSteady = clocks.steady();
    this.#lastWall = clocks.wall();
  }

  /**
   * The hub said its time. The message took a while, so the largest of the last offsets is nearest.
   *
   * @param at when the message came, by the steady clock, where that is not now
   */
  heard(hubTime: string, at = this.#clocks.steady()): void {
    if (this.#suspected !== 0) this.#offsets = [];
    this.#suspected = 0;
    this.#offsets.push(Date.parse(hubTime) - at);
    if (this.#offsets.length > SAMPLES) this.#offsets.shift();
    this.#offset = Math.max(...this.#offsets);
  }

  /** What the hub's time would be by what this device knew last; the hub's own word is better. */
  suppose(hubTime: number): void {
    if (this.#offset === null) this.#offset = hubTime - this.#clocks.steady();
  }

  /** Hub time in epoch milliseconds; the wall clock until the hub has spoken. */
  now(): number {
    return this.#offset === null ? this.#clocks.wall() : this.#clocks.steady() + this.#offset;
  }

  /** Call once a second. True when time seems to have been lost, so that the hub should be asked again. */
  tick(): boolean {
    const steady = this.#clocks.steady();
    const wall = this.#clocks.wall();
    const jump = wall - this.#lastWall - (steady - this.#lastSteady);
    this.#lastSteady = steady;
    this.#lastWall = wall;
    if (jump < JUMP_MS) return false;
    this.#suspected += jump;
    return true;
  }

  /** The hub did not answer: assume that we slept, so that ages grow rather than lie. */
  believeSuspicion(): void {
    if (this.#offset === null || this.#suspected === 0) return;
    this.#offset += this.#suspected;
    this.#suspected = 0;
    this.#offsets = [];
  }
}
