/** From what the phone kept to what can be trusted of it. */
import { tour as tourDecoder } from "../../api/decodeOrders";
import type { Tour } from "../../api/types";

/** What the phone keeps besides the outbox. */
export interface Memory {
  readonly tour: Tour;
  /** Hub time minus the phone's clock, in milliseconds, when the two last met. */
  readonly offsetMs: number;
}

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

/** Epoch milliseconds as the hub writes a time. */
export function asTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
