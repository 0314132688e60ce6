/** Counters and bikes. Days are local days, first to last inclusive. */
import { ask } from "./ask";
import { bikes, counters, days, hours, track } from "./decodeTown";

export const listCounters = () => ask({ path: "/api/v1/counters" }, counters);

export const getHours = (counter: string, firstDay: string, lastDay: string) =>
  ask(
    { path: `/api/v1/counters/${counter}/hours?${new URLSearchParams({ firstDay, lastDay })}` },
    hours,
  );

export const getDays = (counter: string, firstDay: string, lastDay: string) =>
  ask(
    { path: `/api/v1/counters/${counter}/days?${new URLSearchParams({ firstDay, lastDay })}` },
    days,
  );

export const listBikes = () => ask({ path: "/api/v1/bikes" }, bikes);

export const getTrack = (bike: string, from: string, until: string) =>
  ask({ path: `/api/v1/bikes/${bike}/track?${new URLSearchParams({ from, until })}` }, track);
