/** The daily rounds. */
import { ask } from "./ask";
import { roundHours, rounds, roundTick } from "./decodeRounds";
import type { RoundHours, RoundTickForm } from "./types";

export const listRounds = () => ask({ path: "/api/v1/rounds" }, rounds);

/** Ticks a task; the first to tick it stands, and the same id again changes nothing. */
export const tickRound = (id: string, form: RoundTickForm) =>
  ask({ method: "PUT", path: `/api/v1/round-ticks/${id}`, body: form }, roundTick);

export const setRoundHours = (hours: RoundHours) =>
  ask({ method: "PUT", path: "/api/v1/round-hours", body: hours }, roundHours);
