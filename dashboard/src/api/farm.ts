/** Enclosures and their alerts. */
import { ask, tell } from "./ask";
import {
  alert,
  alerts,
  cleaning,
  deeds,
  enclosures,
  heat,
  history,
  limitsPreview,
} from "./decodeFarm";
import { enclosureEvents as events, enclosureNotes as notes } from "./decodeRegister";
import type {
  AlertDeedForm,
  CleaningForm,
  EnclosureForm,
  EnclosureNoteForm,
  HeatWatch,
  Quantity,
} from "./types";

export type Step = "raw" | "1m" | "15m" | "1h" | "1d" | "auto";

/** An instant or more of an enclosure, as ISO 8601. */
interface Asked {
  readonly from: string;
  readonly until: string;
}

export const listEnclosures = () => ask({ path: "/api/v1/enclosures" }, enclosures);

/** Replaces an enclosure with its limits as a whole, unless somebody changed it since that version. */
export const putEnclosure = (id: string, ifMatch: number, form: EnclosureForm) =>
  tell({ method: "PUT", path: `/api/v1/enclosures/${id}`, body: form, ifMatch });

export const listAlerts = (state: "open" | "all") =>
  ask({ path: `/api/v1/alerts?state=${state}` }, alerts);

/** Alerts that lasted at some time of the period. */
export const enclosureAlerts = (enclosure: string, { from, until }: Asked) =>
  ask(
    { path: `/api/v1/enclosures/${enclosure}/alerts?${new URLSearchParams({ from, until })}` },
    alerts,
  );

/** What was noted during the period of animals that lived there. */
export const enclosureEvents = (enclosure: string, { from, until }: Asked) =>
  ask(
    { path: `/api/v1/enclosures/${enclosure}/events?${new URLSearchParams({ from, until })}` },
    events,
  );

/** What was noted during the period of the enclosure itself. */
export const enclosureNotes = (enclosure: string, { from, until }: Asked) =>
  ask(
    { path: `/api/v1/enclosures/${enclosure}/notes?${new URLSearchParams({ from, until })}` },
    notes,
  );

/** Under an id made here, so that the same again changes nothing. */
export const noteEnclosure = (enclosure: string, id: string, form: EnclosureNoteForm) =>
  tell({ method: "PUT", path: `/api/v1/enclosures/${enclosure}/notes/${id}`, body: form });

/** At most so many points with step auto. */
export const getHistory = (
  enclosure: string,
  asked: { quantity: Quantity; from: string; until: string; step: Step; points: string },
) =>
  ask({ path: `/api/v1/enclosures/${enclosure}/history?${new URLSearchParams(asked)}` }, history);

/** Where the same is as a table; a browser saves what it finds there. */
export const historyTable = (
  enclosure: string,
  asked: { quantity: Quantity; from: string; until: string; step: Step },
) => `/api/v1/enclosures/${enclosure}/history.csv?${new URLSearchParams(asked)}`;

/** Where the account of some local days is, both included: one page, or a table of either flavour. */
export const climatePage = (
  enclosure: string,
  asked: { firstDay: string; lastDay: string; language: string },
) => `/api/v1/enclosures/${enclosure}/climate.pdf?${new URLSearchParams(asked)}`;

export const climateTable = (
  enclosure: string,
  asked: { firstDay: string; lastDay: string; flavour: "excel" | "standard" },
) => `/api/v1/enclosures/${enclosure}/climate.csv?${new URLSearchParams(asked)}`;

/** "Je m'en occupe"; at is the moment of the tap in hub time. Repeating it changes nothing. */
export const acknowledge = (id: string, at: string) =>
  ask({ method: "PUT", path: `/api/v1/alerts/${id}/acknowledgement`, body: { at } }, alert);

export const withdrawAcknowledgement = (id: string) =>
  ask({ method: "DELETE", path: `/api/v1/alerts/${id}/acknowledgement` }, alert);

/** What these limits would have meant in the last fortnight; nothing is saved. */
export const previewEnclosure = (id: string, form: EnclosureForm) =>
  ask({ method: "POST", path: `/api/v1/enclosures/${id}/preview`, body: form }, limitsPreview);

export const getHeat = (id: string) => ask({ path: `/api/v1/enclosures/${id}/heat` }, heat);

/** Watches the heat of an enclosure so, or no longer. */
export const watchHeat = (id: string, watch: HeatWatch | null) =>
  tell({ method: "PUT", path: `/api/v1/enclosures/${id}/heat`, body: watch ? { watch } : {} });

/** What was done to an alert, in order. */
export const listDeeds = (id: string) => ask({ path: `/api/v1/alerts/${id}/deeds` }, deeds);

/** Puts aside, settles, gives: under an id made here, so that the same again changes nothing. */
export const doToAlert = (id: string, deed: string, form: AlertDeedForm) =>
  ask({ method: "PUT", path: `/api/v1/alerts/${id}/deeds/${deed}`, body: form }, alert);

/** From now on what begins in an enclosure rings nobody; the id is made here. */
export const startCleaning = (id: string, form: CleaningForm) =>
  ask({ method: "PUT", path: `/api/v1/cleanings/${id}`, body: form }, cleaning);

export const endCleaning = (id: string) =>
  ask({ method: "DELETE", path: `/api/v1/cleanings/${id}` }, cleaning);
