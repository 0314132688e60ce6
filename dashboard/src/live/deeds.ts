/** What keepers do on their rounds, with or without network; every page of theirs shares one outbox. */
import { acknowledge, doToAlert, noteEnclosure, withdrawAcknowledgement } from "../api/farm";
import { noteEvent } from "../api/register";
import { tickRound } from "../api/rounds";
import {
  type Alert,
  type AlertDeedForm,
  type AnimalEventForm,
  bad,
  type EnclosureNoteForm,
  good,
  type Problem,
  type Result,
  type RoundTickForm,
} from "../api/types";
import { Outbox } from "./outbox.svelte";
import type { Photo, Telling } from "./photos";

/** Something noted of an animal. */
export interface Note {
  readonly what: "note";
  /** Made on this device: the same id again is the same event. */
  readonly id: string;
  readonly animal: string;
  readonly form: AnimalEventForm;
  readonly photo?: Photo;
}

/** Something noted of an enclosure itself. */
export interface PlaceNote {
  readonly what: "place-note";
  /** Made on this device: the same id again is the same note. */
  readonly id: string;
  readonly enclosure: string;
  readonly form: EnclosureNoteForm;
  readonly photo?: Photo;
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
  readonly photo?: Photo;
}

/** Somebody takes an alert on, or no longer does. */
export interface Taking {
  readonly what: "taking";
  readonly alert: string;
  /** The moment of the tap. */
  readonly at: string;
  readonly isTaken: boolean;
}

export type Deed = Note | PlaceNote | Tick | Gesture | Taking;

function tell(deed: Deed, heard: (alert: Alert) => void): Promise<Result<unknown, Problem>> {
  const learn = (answer: Result<Alert, Problem>) => {
    if (answer.ok) heard(answer.value);
    return answer;
  };
  switch (deed.what) {
    case "note":
      return shown(deed.photo, (photo) =>
        noteEvent(deed.animal, deed.id, { ...deed.form, ...photo }),
      );
    case "place-note":
      return shown(deed.photo, (photo) =>
        noteEnclosure(deed.enclosure, deed.id, { ...deed.form, ...photo }),
      );
    case "tick":
      return tickRound(deed.id, deed.form);
    case "gesture":
      return shown(deed.photo, (photo) =>
        doToAlert(deed.alert, deed.id, { ...deed.form, ...photo }).then(learn),
      );
    case "taking":
      return deed.isTaken
        ? acknowledge(deed.alert, deed.at).then(learn)
        : withdrawAcknowledgement(deed.alert).then(learn).then(orNobodysOwn);
  }
}

/** Somebody else has it: then there is nothing to take back. */
const orNobodysOwn = (answer: Result<Alert, Problem>) =>
  !answer.ok && answer.error.status === 409 ? good(null) : answer;

/** What sends photos is read when there is one to send. */
async function shown(photo: Photo | undefined, telling: Telling) {
  if (!photo) return telling({});
  try {
    const { tellWithPhoto } = await import("./photos");
    return await tellWithPhoto(photo, telling);
  } catch (cause) {
    return bad({ type: "/problems/unreachable", title: "", status: 0, detail: String(cause) });
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

export const placeNotesOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "place-note" }> => deed.what === "place-note");

export const ticksOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "tick" }> => deed.what === "tick");

export const gesturesOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "gesture" }> => deed.what === "gesture");

export const takingsOf = <W extends Deed>(deeds: readonly W[]) =>
  deeds.filter((deed): deed is Extract<W, { what: "taking" }> => deed.what === "taking");
