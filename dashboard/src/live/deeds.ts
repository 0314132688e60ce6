/** What keepers do on their rounds, with or without network; every page of theirs shares one outbox. */
import { doToAlert } from "../api/farm";
import { noteEvent } from "../api/register";
import { tickRound } from "../api/rounds";
import type {
  Alert,
  AlertDeedForm,
  AnimalEventForm,
  Problem,
  Result,
  RoundTickForm,
} from "../api/types";
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

/** Something done to an alert. */
export interface Gesture {
  readonly what: "gesture";
  /** Made on this device: the same id again is the same deed. */
  readonly id: string;
  readonly alert: string;
  readonly form: AlertDeedForm;
}

export type Deed = Note | Tick | Gesture;

function tell(deed: Deed, heard: (alert: Alert) => void): Promise<Result<unknown, Problem>> {
  switch (deed.what) {
    case "note":
      return noteEvent(deed.animal, deed.id, deed.form);
    case "tick":
      return tickRound(deed.id, deed.form);
    case "gesture":
      return doToAlert(deed.alert, deed.id, deed.form).then((answer) => {
        if (answer.ok) heard(answer.value);
        return answer;
      });
  }
}

/** The keepers' outbox on this device; `told` runs when something was sent or refused, `heard` with the hub's alert. */
export function keepersOutbox<M>(
  told: () => Promise<void>,
  heard: (alert: Alert) => void = () => undefined,
): Outbox<Deed, unknown, M> {
  const send = (deed: Deed) => tell(deed, heard);
  return new Outbox<Deed, unknown, M>({ name: "anima-gardien", send, told });
}

/** The deeds of one kind among those that wait or were refused, each with its place. */
export const notesOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "note" }> => deed.what === "note");

export const ticksOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "tick" }> => deed.what === "tick");

export const gesturesOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "gesture" }> => deed.what === "gesture");
