/** The register on this device: what was heard last, what was noted here, and how old it is. */
import { newKey } from "../../api/ask";
import { animals as animalsDecoder } from "../../api/decodeRegister";
import { list, object, text } from "../../api/decode";
import { listEnclosures } from "../../api/farm";
import { listAnimals } from "../../api/register";
import type { Animal, AnimalEventForm, Enclosure, Problem } from "../../api/types";
import { keepersOutbox, notesOf } from "../../live/deeds";
import type { Photo } from "../../live/photos";
import type { Place } from "./herd";

const PAGE = "/animaux";
const ASK_EVERY_MS = 60_000;

interface Memory {
  readonly hubTime: string;
  readonly animals: readonly Animal[];
  readonly places: readonly Place[];
}

const placesDecoder = object({ places: list(object({ id: text, name: text })) });

/** From what was kept to what can be trusted of it. */
function memoryFrom(stored: unknown): Memory | undefined {
  const animals = animalsDecoder(stored, "");
  const places = placesDecoder(stored, "");
  return animals.ok && places.ok ? { ...animals.value, ...places.value } : undefined;
}

export class Register {
  animals = $state.raw<readonly Animal[] | null>(null);
  places = $state.raw<readonly Place[]>([]);
  enclosures = $state.raw<readonly Enclosure[]>([]);
  /** Hub time of the list on screen. */
  heardAt = $state.raw<number | null>(null);
  /** Why the list could not be asked for last. */
  problem = $state.raw<Problem | null>(null);
  /** Counts up whenever the hub has taken something from here. */
  told = $state(0);
  readonly outbox = keepersOutbox<Memory>(async () => {
    this.told += 1;
    await this.refresh();
  });

  readonly waiting = $derived(notesOf(this.outbox.waiting));
  readonly refused = $derived(notesOf(this.outbox.refused));

  start(): () => void {
    void this.#recall().then(() => this.refresh());
    const stop = this.outbox.start();
    const timer = setInterval(() => void this.refresh(), ASK_EVERY_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }

  async refresh(): Promise<void> {
    const [animals, enclosures] = await Promise.all([listAnimals(), listEnclosures()]);
    if (!animals.ok) this.problem = animals.error;
    else if (!enclosures.ok) this.problem = enclosures.error;
    else {
      this.problem = null;
      this.enclosures = enclosures.value.enclosures;
      const places = enclosures.value.enclosures.map(({ id, name }) => ({ id, name }));
      const memory = { ...animals.value, places };
      this.#show(memory);
      await (await this.outbox.store).remember(memory, PAGE);
    }
  }

  /** Noted: on this device's disk, shown as waiting, sent by itself. */
  async note(animal: string, form: AnimalEventForm, photo?: Photo): Promise<void> {
    const deed = { what: "note" as const, id: newKey(), animal, form };
    await this.outbox.add(photo ? { ...deed, photo } : deed);
    void this.outbox.tellHub();
  }

  nameOf(enclosure: string): string {
    return this.places.find((place) => place.id === enclosure)?.name ?? enclosure;
  }

  async #recall(): Promise<void> {
    const memory = memoryFrom(await (await this.outbox.store).remembered(PAGE));
    if (memory && this.animals === null) this.#show(memory);
    await this.outbox.look();
  }

  #show({ hubTime, animals, places }: Memory): void {
    this.animals = animals;
    this.places = places;
    this.heardAt = Date.parse(hubTime);
  }
}
