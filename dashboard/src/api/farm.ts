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
import type { AlertDeedForm, CleaningForm, EnclosureForm, HeatWatch, Quantity } from "./types";

export type Step = "raw" | "1m" | "15m" | "1h";

export const listEnclosures = () => ask({ path: "/api/v1/enclosures" }, enclosures);

/** Replaces an enclosure with its limits as a whole. */
export const putEnclosure = (id: string, form: EnclosureForm) =>
  tell({ method: "PUT", path: `/api/v1/enclosures/${id}`, body: form });

export const listAlerts = (state: "open" | "all") =>
  ask({ path: `/api/v1/alerts?state=${state}` }, alerts);

export const getHistory = (
  enclosure: string,
  asked: { quantity: Quantity; from: string; until: string; step: Step },
) =>
  ask({ path: `/api/v1/enclosures/${enclosure}/history?${new URLSearchParams(asked)}` }, history);

/** Where the same is as a table; a browser saves what it finds there. */
export const historyTable = (
  enclosure: string,
  asked: { quantity: Quantity; from: string; until: string; step: Step | "raw" },
) => `/api/v1/enclosures/${enclosure}/history.csv?${new URLSearchParams(asked)}`;

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
