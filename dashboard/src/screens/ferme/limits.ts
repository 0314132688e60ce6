/** An enclosure's limits as somebody types them, and back; pure. */
import type { Enclosure, Limit, Quantity } from "../../api/types";
import { decimalOf, num } from "../../words/numbers";

export type Side = Limit["side"];
export const SIDES: readonly Side[] = ["above", "below"];

/** The two levels of a side: to warn, and worse. */
export type Rank = "warn" | "worse";
export const RANKS: readonly Rank[] = ["warn", "worse"];

const TYPED = ["raiseAt", "raiseAfter", "clearAt", "clearAfter"] as const;
export type Typed = (typeof TYPED)[number];
export const FIELDS = [...TYPED, "hours"] as const;
export type Field = (typeof FIELDS)[number];

/** Which level of an enclosure. */
export type Place = { quantity: Quantity; side: Side; rank: Rank };

/** One level, as typed; without raiseAt there is none. Durations are in minutes, hours "22:00", or empty for all day. */
export type Level = {
  severity: Limit["severity"];
  from: string;
  until: string;
  latching: boolean;
} & Record<Typed, string>;

export type Draft = { quantity: Quantity } & Record<Side, Record<Rank, Level>>;

/** Why a field cannot be saved: the key of a sentence in the screen's words. */
export type Mistake =
  "number" | "minutes" | "hours" | "unsafe" | "notFurther" | "endsLater" | "impossible" | "refused";

/** By `keyOf`. */
export type Mistakes = Record<string, Mistake>;

export const keyOf = (quantity: Quantity, side: Side, rank: Rank, field: Field) =>
  `${quantity}/${side}/${rank}/${field}`;

const HELD_MINUTES: Record<Rank, number> = { warn: 10, worse: 2 };
const CLEAR_MINUTES = 10;
const MOST_MINUTES = 24 * 60;

/** How far inside a level it is over, unless somebody says otherwise: more than sensors waver. */
const BACK_INSIDE: Partial<Record<Quantity, number>> = {
  temperature: 1,
  humidity: 3,
  pressure: 1,
  ammonia: 1,
  "carbon-dioxide": 200,
  "water-level": 5,
  "feed-weight": 1,
  light: 50,
  sound: 3,
  battery: 5,
  "box-temperature": 1,
};

/** A door has one level: it stands open. */
export const isDoor = (quantity: Quantity) => quantity === "door";

/** What can have limits: an amount, or a door. */
const limitable = (enclosure: Enclosure): Quantity[] =>
  enclosure.conditions
    .filter((one) => one.unit !== "bool" || isDoor(one.quantity))
    .map((one) => one.quantity);

/** The sides that can be too much. */
export const sidesOf = (quantity: Quantity): readonly Side[] =>
  isDoor(quantity) ? ["above"] : SIDES;

/** The levels of a side. */
export const ranksOf = (quantity: Quantity): readonly Rank[] =>
  isDoor(quantity) ? ["warn"] : RANKS;

/** The limits the form does not show, a movement's for one: they are sent back as they are, behind the typed ones. */
export const untouched = (enclosure: Enclosure): Limit[] => {
  const shown = limitable(enclosure);
  return enclosure.limits.filter(
    ({ quantity, side }) => !shown.includes(quantity) || !sidesOf(quantity).includes(side),
  );
};

const typed = (value: number) => num(value, 2, 0).replace(/[\u00a0\u202f]/g, "");

function emptyLevel(quantity: Quantity, rank: Rank): Level {
  return {
    severity: rank === "warn" ? "attention" : "urgence",
    raiseAt: "",
    raiseAfter: typed(HELD_MINUTES[rank]),
    clearAt: "",
    clearAfter: typed(isDoor(quantity) ? 0 : CLEAR_MINUTES),
    from: "",
    until: "",
    latching: false,
  };
}

function levelOf(limit: Limit | undefined, quantity: Quantity, rank: Rank): Level {
  if (limit === undefined) return emptyLevel(quantity, rank);
  return {
    severity: limit.severity,
    raiseAt: typed(limit.raiseAt),
    raiseAfter: typed(limit.raiseAfterSeconds / 60),
    clearAt: typed(limit.clearAt),
    clearAfter: typed(limit.clearAfterSeconds / 60),
    from: limit.hours?.from ?? "",
    until: limit.hours?.until ?? "",
    latching: limit.latching ?? false,
  };
}

/** The milder of two is the warning; alone, only an emergency is not one. */
function draftOf(limits: readonly Limit[], quantity: Quantity): Draft {
  const order: readonly Limit["severity"][] = ["attention", "alerte", "urgence"];
  const of = (side: Side): Record<Rank, Level> => {
    const found = limits
      .filter((limit) => limit.quantity === quantity && limit.side === side)
      .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
    const [first, second] = found;
    const isEmergency = !isDoor(quantity) && second === undefined && first?.severity === "urgence";
    return {
      warn: levelOf(isEmergency ? undefined : first, quantity, "warn"),
      worse: levelOf(isEmergency ? first : second, quantity, "worse"),
    };
  };
  return { quantity, above: of("above"), below: of("below") };
}

/** Everything that is measured there and could have limits, with those it has. */
export const draftsOf = (enclosure: Enclosure, limits = enclosure.limits): Draft[] =>
  limitable(enclosure).map((quantity) => draftOf(limits, quantity));

/** Where a level ends unless somebody says otherwise. */
export function usualClear(quantity: Quantity, side: Side, raiseAt: number): number {
  const back = BACK_INSIDE[quantity] ?? 1;
  return side === "above" ? raiseAt - back : raiseAt + back;
}

/** The drafts as limits, each with the keys of its level; what cannot be one is a mistake at its field. */
export function limitsOf(drafts: readonly Draft[]): {
  limits: Limit[];
  levels: Place[];
  mistakes: Mistakes;
} {
  const limits: Limit[] = [];
  const levels: Place[] = [];
  const mistakes: Mistakes = {};
  for (const draft of drafts) {
    const { quantity } = draft;
    for (const side of sidesOf(quantity)) {
      const found: Partial<Record<Rank, Limit>> = {};
      for (const rank of ranksOf(quantity)) {
        const level = draft[side][rank];
        if (level.raiseAt.trim() === "") continue;
        const read = limitOf(level, { quantity, side, rank });
        Object.assign(mistakes, read.mistakes);
        if (read.limit === null) continue;
        found[rank] = read.limit;
        limits.push(read.limit);
        levels.push({ quantity, side, rank });
      }
      Object.assign(mistakes, crossed(found.warn, found.worse));
    }
  }
  return { limits, levels, mistakes };
}

function limitOf(
  level: Level,
  { quantity, side, rank }: Place,
): { limit: Limit | null; mistakes: Mistakes } {
  const mistakes: Mistakes = {};
  const wrong = (field: Field, why: Mistake) => {
    mistakes[keyOf(quantity, side, rank, field)] = why;
  };
  const raiseAt = decimalOf(level.raiseAt);
  if (raiseAt === null) wrong("raiseAt", "number");
  const usual = raiseAt === null ? null : usualClear(quantity, side, raiseAt);
  const clearAt = level.clearAt.trim() === "" ? usual : decimalOf(level.clearAt);
  if (clearAt === null && raiseAt !== null) wrong("clearAt", "number");
  if (raiseAt !== null && clearAt !== null) {
    const isSafe = side === "above" ? clearAt < raiseAt : clearAt > raiseAt;
    if (!isSafe) wrong("clearAt", "unsafe");
  }
  const seconds = (field: "raiseAfter" | "clearAfter") => {
    const minutes = decimalOf(level[field]);
    if (minutes === null || minutes < 0 || minutes > MOST_MINUTES) wrong(field, "minutes");
    return Math.round((minutes ?? 0) * 60);
  };
  const raiseAfterSeconds = seconds("raiseAfter");
  const clearAfterSeconds = seconds("clearAfter");
  const { severity, from, until, latching } = level;
  const isAllDay = from === "" && until === "";
  if (!isAllDay && (from === "" || until === "" || from === until)) wrong("hours", "hours");
  if (raiseAt === null || clearAt === null || Object.keys(mistakes).length > 0)
    return { limit: null, mistakes };
  const limit = {
    ...{ quantity, side, raiseAt, clearAt, raiseAfterSeconds, clearAfterSeconds, severity },
    ...(isAllDay ? {} : { hours: { from, until } }),
    ...(latching ? { latching } : {}),
  };
  return { limit, mistakes };
}

function crossed(warn: Limit | undefined, worse: Limit | undefined): Mistakes {
  if (!warn || !worse) return {};
  const { quantity, side } = worse;
  const sign = side === "above" ? 1 : -1;
  if (sign * worse.raiseAt <= sign * warn.raiseAt)
    return { [keyOf(quantity, side, "worse", "raiseAt")]: "notFurther" };
  return sign * worse.clearAt < sign * warn.clearAt
    ? { [keyOf(quantity, side, "worse", "clearAt")]: "endsLater" }
    : {};
}

/** Where the hub's refusal of "/limits/3/clearAt" belongs. */
export function mistakeAt(pointer: string | undefined, levels: readonly Place[]): Mistakes {
  const [, index = "", name = ""] =
    /^\/limits\/(\d+)(?:\/(\w+))?(?:\/\w+)?$/.exec(pointer ?? "") ?? [];
  const level = levels[Number(index)];
  if (index === "" || level === undefined) return {};
  const field = FIELDS.find((one) => name.startsWith(one)) ?? "raiseAt";
  const why = field === "raiseAt" || field === "clearAt" ? "impossible" : "refused";
  return { [keyOf(level.quantity, level.side, level.rank, field)]: why };
}
