/** A device's own database: the outbox, and what was known last, for the next visit without network. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { memoryStore, type OutboxStore, type Refused, type Signed } from "./outbox";

interface Rooms<D> extends DBSchema {
  waiting: { key: number; value: Signed<D> };
  refused: { key: number; value: Refused<D> };
  kept: { key: string; value: unknown };
}

/** An outbox that also remembers what each page knew last; what it gives back was not checked. */
export interface KeepingStore<D, M> extends OutboxStore<D> {
  remember(memory: M, page?: string): Promise<void>;
  remembered(page?: string): Promise<unknown>;
}

const ONLY_PAGE = "memory";

/** Rejects where the browser keeps nothing (a private window, a broken profile). */
export async function openStore<D, M>(name: string): Promise<KeepingStore<D, M>> {
  const database = await openDB<Rooms<D>>(name, 1, {
    upgrade(fresh) {
      // Places are never used twice: they are the order of the taps.
      fresh.createObjectStore("waiting", { autoIncrement: true });
      fresh.createObjectStore("refused");
      fresh.createObjectStore("kept");
    },
  });
  return storeOn<D, M>(database);
}

/** For a browser that keeps nothing: everything works until the page is closed. */
export function forgetfulStore<D, M>(): KeepingStore<D, M> {
  return {
    ...memoryStore<D>(),
    remember: () => Promise.resolve(),
    remembered: () => Promise.resolve(undefined),
  };
}

function storeOn<D, M>(database: IDBPDatabase<Rooms<D>>): KeepingStore<D, M> {
  return {
    add: async (deed) => {
      // Strict: a tap that was shown as noted is on the device's disk.
      const writing = database.transaction("waiting", "readwrite", { durability: "strict" });
      const place = await writing.store.add(deed);
      await writing.done;
      return { ...deed, place };
    },
    all: async () => {
      const reading = database.transaction("waiting");
      const [places, deeds] = await Promise.all([
        reading.store.getAllKeys(),
        reading.store.getAll(),
      ]);
      return deeds.flatMap((deed, at) => {
        const place = places[at];
        return place === undefined ? [] : [{ ...deed, place }];
      });
    },
    remove: (place) => database.delete("waiting", place),
    refuse: async (deed) => {
      await database.put("refused", deed, deed.place);
    },
    refused: () => database.getAll("refused"),
    forgetRefused: (place) => database.delete("refused", place),
    remember: async (memory, page = ONLY_PAGE) => {
      await database.put("kept", memory, page);
    },
    remembered: (page = ONLY_PAGE) => database.get("kept", page),
  };
}
