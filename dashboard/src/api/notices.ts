/** The notices, and one's own choices. */
import { ask, tell } from "./ask";
import { notices, preferences } from "./decodeNotices";
import type { NoticePreferences, Notice } from "./types";

export const listNotices = () => ask({ path: "/api/v1/notices" }, notices);

export const getPreferences = () => ask({ path: "/api/v1/notices/preferences" }, preferences);

export type Choices = Omit<NoticePreferences, "setUp">;

export const putPreferences = (chosen: Choices) =>
  ask({ method: "PUT", path: "/api/v1/notices/preferences", body: chosen }, preferences);

/** Sends me a trial by one way; what becomes of it is among the notices. */
export const tryWay = (way: Exclude<Notice["way"], "none">) =>
  tell({ method: "POST", path: "/api/v1/notices/trials", body: { way } });
