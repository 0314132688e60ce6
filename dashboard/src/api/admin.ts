/** Stations, people and the hub's health. */
import { ask, tell } from "./ask";
import { health, invitation, newStation, people, refusals, stations } from "./decodePeople";
import type { Role, StationKind } from "./types";

export const getHealth = () => ask({ path: "/api/v1/health" }, health);
export const listStations = () => ask({ path: "/api/v1/stations" }, stations);
export const listRefusals = () => ask({ path: "/api/v1/refusals" }, refusals);
export const listPeople = () => ask({ path: "/api/v1/people" }, people);

export const addStation = (form: { id: string; kind: StationKind; place: string }) =>
  ask({ method: "POST", path: "/api/v1/stations", body: form }, newStation);

export const revokeStation = (id: string) =>
  tell({ method: "DELETE", path: `/api/v1/stations/${id}` });

export const invite = (form: { name: string; role: Role; scope?: string }) =>
  ask({ method: "POST", path: "/api/v1/people", body: form }, invitation);
