/** What keepers do on their rounds, with or without network; every page of theirs shares one outbox. */
import { noteEvent } from "../api/register";
import { tickRound } from "../api/rounds";
import type { AnimalEventForm, Problem, Result, RoundTickForm } from "../api/types";
import { Outbox } from "./outbox.svelte";

/** Something noted of an animal. */
export interface Note {
  readonly what: "note";
  /** Made on this device: the same id again is the same event. */
  readonly id: string;
  readonly animal: string;
  readonly form: AnimalEventForm;
}

/** A task of a round, done. */
export interface Tick {
  readonly what: "tick";
  /** Made on this device: the same id again is the same tick. */
  readonly id: string;
  readonly form: RoundTickForm;
}

export type Deed = Note | Tick;

function tell(deed: Deed): Promise<Result<unknown, Problem>> {
  switch (deed.what) {
    case "note":
      return noteEvent(deed.animal, deed.id, deed.form);
    case "tick":
      return tickRound(deed.id, deed.form);
  }
}

/** The keepers' outbox on this device; `told` runs when something was sent or refused. */
export function keepersOutbox<M>(told: () => Promise<void>): Outbox<Deed, unknown, M> {
  return new Outbox<Deed, unknown, M>({ name: "anima-gardien", send: tell, told });
}

/** The deeds of one kind among those that wait or were refused, each with its place. */
export const notesOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "note" }> => deed.what === "note");

export const ticksOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "tick" }> => deed.what === "tick");
