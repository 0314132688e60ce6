/** What is done to alerts on this device, and noted of enclosures, kept until the hub has it. */
import { newKey } from "../../api/ask";
import type { Alert, AlertDeedForm, EnclosureNoteForm } from "../../api/types";
import { UNDO_MS } from "../../live";
import {
  gesturesOf,
  keepersOutbox,
  type PlaceNote,
  placeNotesOf,
  takingsOf,
} from "../../live/deeds";
import type { Waiting } from "../../live/outbox";
import type { Photo } from "../../live/photos";

/** An alert that was taken on a moment ago, and can be given back. */
type Taken = Waiting<{ readonly alert: string }>;

/** How an enclosure is noted about, and what of that was not heard of yet. */
export interface Logbook {
  readonly notes: readonly Waiting<PlaceNote>[];
  /** What the hub has taken counts as waiting until this was done; answers how to do it no longer. */
  learns(how: () => Promise<void>): () => void;
  note(enclosure: string, form: EnclosureNoteForm, photo?: Photo): Promise<void>;
}

export class Gestures implements Logbook {
  readonly outbox;
  #learn: () => Promise<void> = () => Promise.resolve();
  recent = $state.raw<readonly Taken[]>([]);
  readonly #takings = $derived.by(() => takingsOf(this.outbox.waiting));
  readonly #gestures = $derived.by(() => gesturesOf(this.outbox.waiting));
  /** Not yet heard of from the hub, in the order of the taps. */
  readonly waiting = $derived.by(() =>
    [...this.#takings, ...this.#gestures].sort((a, b) => a.place - b.place),
  );
  readonly notes = $derived.by(() => placeNotesOf(this.outbox.waiting));
  readonly refusedNotes = $derived.by(() => placeNotesOf(this.outbox.refused));
  readonly refused = $derived.by(() => [
    ...takingsOf(this.outbox.refused),
    ...gesturesOf(this.outbox.refused),
  ]);

  constructor(heard: (alert: Alert) => void) {
    this.outbox = keepersOutbox<never>(() => this.#learn(), heard);
  }

  /** What of an alert waits: that somebody takes it on, or something else. */
  waitsFor(alert: Alert | null): { taking: boolean; other: boolean } {
    const isOf = (deed: { alert: string }) => deed.alert === alert?.id;
    return { taking: this.#takings.some(isOf), other: this.#gestures.some(isOf) };
  }

  start(): () => void {
    void this.outbox.look();
    return this.outbox.start();
  }

  /** On this device's disk before it is shown as done. */
  async make(alert: Alert, form: AlertDeedForm, photo?: Photo): Promise<void> {
    const deed = { what: "gesture" as const, id: newKey(), alert: alert.id, form };
    await this.outbox.add(photo ? { ...deed, photo } : deed);
    void this.outbox.tellHub();
  }

  learns(how: () => Promise<void>): () => void {
    this.#learn = how;
    return () => {
      this.#learn = () => Promise.resolve();
    };
  }

  /** On this device's disk before it stands in the log. */
  async note(enclosure: string, form: EnclosureNoteForm, photo?: Photo): Promise<void> {
    const deed = { what: "place-note" as const, id: newKey(), enclosure, form };
    await this.outbox.add(photo ? { ...deed, photo } : deed);
    void this.outbox.tellHub();
  }

  /** Told at once, so that others see it; it can be given back for a moment. */
  async take(alert: Alert, at: string): Promise<void> {
    const taken = await this.outbox.add({ what: "taking", alert: alert.id, at, isTaken: true });
    this.recent = [...this.recent, { alert: alert.id, place: taken.place }];
    setTimeout(() => this.#forget(taken.place), UNDO_MS);
    void this.outbox.tellHub();
  }

  /** Told after it, whether or not it was heard of: either way nobody has it afterwards. */
  async giveBack(place: number, at: string): Promise<void> {
    const taken = this.recent.find((one) => one.place === place);
    if (!taken) return;
    this.#forget(place);
    await this.outbox.add({ what: "taking", alert: taken.alert, at, isTaken: false });
    await this.outbox.takeBack(place);
    void this.outbox.tellHub();
  }

  #forget(place: number): void {
    this.recent = this.recent.filter((one) => one.place !== place);
  }
}
