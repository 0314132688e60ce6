/** Stations, people, how often they are called, and the hub's health. */
import { ask, tell } from "./ask";
import { alarmLoad } from "./decodeNotices";
import {
  health,
  invitation,
  newStation,
  people,
  refusals,
  stationCode,
  stationOffers,
  stations,
} from "./decodePeople";
import type { Role, StationKind } from "./types";

export const getHealth = () => ask({ path: "/api/v1/health" }, health);
export const listStations = () => ask({ path: "/api/v1/stations" }, stations);
export const listRefusals = () => ask({ path: "/api/v1/refusals" }, refusals);
export const getAlarmLoad = () => ask({ path: "/api/v1/notices/load" }, alarmLoad);
export const listPeople = () => ask({ path: "/api/v1/people" }, people);

export interface StationForm {
  id: string;
  kind: StationKind;
  place: string;
  /** In whose words it speaks; left out for ours. */
  dialect?: string;
}

/** A station that gets its key from us, to be copied by hand. */
export const addStation = (form: StationForm) =>
  ask({ method: "POST", path: "/api/v1/stations", body: form }, newStation);

/** A station that makes its own key and shows a code for its name. */
export const offerStation = (form: StationForm) =>
  ask({ method: "POST", path: "/api/v1/station-offers", body: form }, stationCode);

export const listStationOffers = () => ask({ path: "/api/v1/station-offers" }, stationOffers);

export const withdrawStationOffer = (id: string) =>
  tell({ method: "DELETE", path: `/api/v1/station-offers/${id}` });

export const revokeStation = (id: string) =>
  tell({ method: "DELETE", path: `/api/v1/stations/${id}` });

export const invite = (form: { name: string; role: Role; scope?: string }) =>
  ask({ method: "POST", path: "/api/v1/people", body: form }, invitation);
