/** What keepers do on their rounds, with or without network; every page of theirs shares one outbox. */
import { noteEvent } from "../api/register";
import type { AnimalEventForm, Problem, Result } from "../api/types";
import { Outbox } from "./outbox.svelte";

/** Something noted of an animal. */
export interface Note {
  readonly what: "note";
  /** Made on this device: the same id again is the same event. */
  readonly id: string;
  readonly animal: string;
  readonly form: AnimalEventForm;
}

export type Deed = Note;

function tell(deed: Deed): Promise<Result<unknown, Problem>> {
  return noteEvent(deed.animal, deed.id, deed.form);
}

/** The keepers' outbox on this device; `told` runs when something was sent or refused. */
export function keepersOutbox<M>(told: () => Promise<void>): Outbox<Deed, unknown, M> {
  return new Outbox<Deed, unknown, M>({ name: "anima-gardien", send: tell, told });
}
