/** The phone's own database: the outbox, the last tour, and how far the phone's clock is from the hub's. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Tour } from "../../api/types";
import type { OutboxStore, RefusedEvent, Waiting } from "./outbox";

interface Rooms extends DBSchema {
  waiting: { key: number; value: Omit<Waiting, "place"> };
  refused: { key: number; value: RefusedEvent };
  kept: { key: string; value: unknown };
}

/** What the phone keeps besides the outbox. */
export interface Memory {
  readonly tour: Tour;
  /** Hub time minus the phone's clock, in milliseconds, when the two last met. */
  readonly offsetMs: number;
}

export interface PhoneStore extends OutboxStore {
  remember(memory: Memory): Promise<void>;
  remembered(): Promise<unknown>;
}

const MEMORY = "memory";

/** Rejects where the browser keeps nothing (a private window, a broken profile). */
export async function openPhoneStore(name = "anima-livreur"): Promise<PhoneStore> {
  const database = await openDB<Rooms>(name, 1, {
    upgrade(fresh) {
      // Places are never used twice: they are the order of the taps.
      fresh.createObjectStore("waiting", { autoIncrement: true });
      fresh.createObjectStore("refused");
      fresh.createObjectStore("kept");
    },
  });
  return storeOn(database);
}

function storeOn(database: IDBPDatabase<Rooms>): PhoneStore {
  return {
    add: async (event) => {
      // Strict: a tap that was shown as noted is on the phone's disk.
      const writing = database.transaction("waiting", "readwrite", { durability: "strict" });
      const place = await writing.store.add(event);
      await writing.done;
      return { ...event, place };
    },
    all: async () => {
      const reading = database.transaction("waiting");
      const [places, events] = await Promise.all([
        reading.store.getAllKeys(),
        reading.store.getAll(),
      ]);
      return events.flatMap((event, at) => {
        const place = places[at];
        return place === undefined ? [] : [{ ...event, place }];
      });
    },
    remove: (place) => database.delete("waiting", place),
    refuse: async (event) => {
      await database.put("refused", event, event.place);
    },
    refused: () => database.getAll("refused"),
    forgetRefused: (place) => database.delete("refused", place),
    remember: async (memory) => {
      await database.put("kept", memory, MEMORY);
    },
    remembered: () => database.get("kept", MEMORY),
  };
}
