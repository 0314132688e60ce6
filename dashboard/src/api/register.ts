/** The animal register, species' comfort, and what was decided for an enclosure. */
import { ask } from "./ask";
import { animal, animalEvent, animalHistory, animals, override, proposal } from "./decodeRegister";
import type { AnimalEntry, AnimalEventForm, OverrideForm } from "./types";

export const listAnimals = () => ask({ path: "/api/v1/animals?state=all" }, animals);

export const getAnimal = (id: string) => ask({ path: `/api/v1/animals/${id}` }, animalHistory);

/** Registers an animal (version 0) or corrects who it is; the same again changes nothing. */
export const putAnimal = (id: string, version: number, entry: AnimalEntry) =>
  ask({ method: "PUT", path: `/api/v1/animals/${id}`, body: { version, entry } }, animal);

/** Notes something for good; the same id again changes nothing. */
export const noteEvent = (animalId: string, id: string, event: AnimalEventForm) =>
  ask(
    { method: "PUT", path: `/api/v1/animals/${animalId}/events/${id}`, body: event },
    animalEvent,
  );

export const getProposal = (enclosure: string) =>
  ask({ path: `/api/v1/enclosures/${enclosure}/proposal` }, proposal);

const overridePath = (enclosure: string, id: string) =>
  `/api/v1/enclosures/${enclosure}/overrides/${id}`;

export const putOverride = (enclosure: string, id: string, form: OverrideForm) =>
  ask({ method: "PUT", path: overridePath(enclosure, id), body: form }, override);

export const withdrawOverride = (enclosure: string, id: string) =>
  ask({ method: "DELETE", path: overridePath(enclosure, id) }, override);
