/** From what the phone kept to what can be trusted of it. */
import { tour as tourDecoder } from "../../api/decodeOrders";
import type { Tour } from "../../api/types";
import type { Memory, PhoneStore } from "./idbStore";
import { memoryStore } from "./outbox";

export function memoryFrom(stored: unknown): Memory | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  if (!("tour" in stored) || !("offsetMs" in stored)) return undefined;
  const tour = tourDecoder(stored.tour, "");
  if (!tour.ok || typeof stored.offsetMs !== "number") return undefined;
  return { tour: tour.value, offsetMs: stored.offsetMs };
}

/** The newer of two tours, by the hub's own time. */
export function newerTour(known: Tour | undefined, news: Tour): Tour {
  return known && Date.parse(known.hubTime) > Date.parse(news.hubTime) ? known : news;
}

/** For a browser that keeps nothing: everything works until the page is closed. */
export function forgetfulStore(): PhoneStore {
  return {
    ...memoryStore(),
    remember: () => Promise.resolve(),
    remembered: () => Promise.resolve(undefined),
  };
}

/** Epoch milliseconds as the hub writes a time. */
export function asTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
