/** Who is on call. */
import { ask } from "./ask";
import { roster } from "./decodeRoster";
import type { Turn } from "./types";

/** A week by any day of it; without one, this week. */
export const getRoster = (week?: string) =>
  ask({ path: `/api/v1/roster${week ? `?week=${week}` : ""}` }, roster);

export const putRoster = (turns: readonly Turn[], version: number) =>
  ask({ method: "PUT", path: "/api/v1/roster", body: { turns }, ifMatch: version }, roster);

/** Times are the site's: "2026-11-28T18:00". */
export const addSwap = (form: { person: string; from: string; until: string }) =>
  ask({ method: "POST", path: "/api/v1/roster/swaps", body: form }, roster);

export const dropSwap = (id: string) =>
  ask({ method: "DELETE", path: `/api/v1/roster/swaps/${id}` }, roster);
