/** What a preview comes down to; pure. */
import type { LimitsPreview } from "../../api/types";

export type Outlook = LimitsPreview["sides"][number];
export type Foreseen = Outlook["listed"][number];

/** Less says nothing about a fortnight: a day and its night. */
const ENOUGH_HOURS = 24;

export const isTooLittle = (side: Outlook) => side.hoursSeen < ENOUGH_HOURS;

/** Milliseconds from when it would have begun to its end, or to the end of what was looked at. */
export const lasted = (one: Foreseen, until: string) =>
  Date.parse(one.clearedAt ?? until) - Date.parse(one.since);

/** The longest of those that are listed. */
export const longest = (side: Outlook, until: string): Foreseen | null =>
  side.listed.reduce<Foreseen | null>(
    (most, one) => (most === null || lasted(one, until) > lasted(most, until) ? one : most),
    null,
  );
