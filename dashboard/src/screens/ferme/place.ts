/**
 * The page of one enclosure, and how things are done to alerts, are not among what a first visit reads; they are read
 * as soon as the farm is on the screen.
 */
import type { Problem } from "../../api/types";

/** What can be done to an alert besides taking it on. */
export type Panel = "settle" | "shelve" | "give" | "note" | "falseAlarm";

const read = async () => ({
  DeedPanel: (await import("./DeedPanel.svelte")).default,
  Detail: (await import("./Detail.svelte")).default,
  Open: (await import("./Open.svelte")).default,
});
let reading: ReturnType<typeof read> | undefined;

/** Reads it once; what failed for want of a network is read anew the next time. */
export function readPlace(): ReturnType<typeof read> {
  reading ??= read().catch((cause: unknown) => {
    reading = undefined;
    throw cause;
  });
  return reading;
}

/** It could not be read. */
export const UNREAD: Problem = {
  type: "/problems/unreachable",
  title: "The page of an enclosure could not be read",
  status: 0,
  detail: "",
};
