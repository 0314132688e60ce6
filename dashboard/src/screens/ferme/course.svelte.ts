/** Asks the hub what an enclosure went through, and keeps what was heard last while it asks again. */
import { enclosureAlerts, enclosureEvents, enclosureNotes, getHistory } from "../../api/farm";
import type { Alert, EnclosureEvent, EnclosureNote, Problem, Quantity } from "../../api/types";
import { type Frames, framesOf, instants, questionOf, type Window } from "./course";

/** A curve as it was heard. */
export interface Curve extends Frames {
  readonly quantity: Quantity;
  readonly window: Window;
  /** What came after that could not be heard yet. */
  readonly knownUntil: number;
}

/** What happened during a window. */
export interface Happenings {
  readonly window: Window;
  readonly alerts: readonly Alert[];
  readonly events: readonly EnclosureEvent[];
  readonly notes: readonly EnclosureNote[];
}

export class Course {
  #curve = $state.raw<Curve | null>(null);
  #happenings = $state.raw<Happenings | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #logProblem = $state.raw<Problem | null>(null);
  #waits = $state.raw(false);
  #asked = 0;
  readonly #enclosure: string;

  constructor(enclosure: string) {
    this.#enclosure = enclosure;
  }

  get curve(): Curve | null {
    return this.#curve;
  }

  get happenings(): Happenings | null {
    return this.#happenings;
  }

  /** Why the curve could not be had the last time. */
  get problem(): Problem | null {
    return this.#problem;
  }

  get logProblem(): Problem | null {
    return this.#logProblem;
  }

  get waits(): boolean {
    return this.#waits;
  }

  /**
   * An answer that was overtaken by a later question is dropped.
   *
   * @param quantity null where nothing is measured: its log is asked for all the same
   */
  async ask(
    quantity: Quantity | null,
    periodMs: number,
    window: Window,
    now: number,
  ): Promise<void> {
    const turn = ++this.#asked;
    this.#waits = true;
    const question = questionOf(window);
    const stretch = instants(window);
    const [history, alerts, events, notes] = await Promise.all([
      quantity ? getHistory(this.#enclosure, { ...question, quantity }) : null,
      enclosureAlerts(this.#enclosure, stretch),
      enclosureEvents(this.#enclosure, stretch),
      enclosureNotes(this.#enclosure, stretch),
    ]);
    if (turn !== this.#asked) return;
    this.#waits = false;
    this.#problem = !history || history.ok ? null : history.error;
    const failed = [alerts, events, notes].find((answer) => !answer.ok);
    this.#logProblem = failed && !failed.ok ? failed.error : null;
    if (quantity && history?.ok) {
      const knownUntil = Math.min(window.until, now);
      const frames = framesOf(history.value, periodMs, { ...window, until: knownUntil });
      this.#curve = { quantity, window, knownUntil, ...frames };
    }
    if (alerts.ok && events.ok && notes.ok) {
      this.#happenings = {
        window,
        alerts: alerts.value.alerts,
        events: events.value.events,
        notes: notes.value.notes,
      };
    }
  }
}
