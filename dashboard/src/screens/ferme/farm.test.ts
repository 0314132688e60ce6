import { expect, test } from "vitest";
import type { Alert, AlertDeedForm, Condition, Enclosure, Limit } from "../../api/types";
import { emptyCity, reduce } from "../../live/city";
import type { Photo } from "../../live/photos";
import {
  agedOf,
  alertText,
  band,
  type Gesture,
  headline,
  isHushed,
  limitBeside,
  type Mine,
  shelfEnds,
  situations,
  trend,
} from "./farm";

const now = Date.parse("2026-11-23T13:00:00Z");
const hubTime = new Date(now).toISOString();

function condition(recent: (number | null)[] = []): Condition {
  const base = { quantity: "temperature", unit: "Cel", expectedEverySeconds: 60, recent } as const;
  return { ...base, recent, value: 31, measuredAt: hubTime, receivedAt: hubTime };
}

const limit = (side: Limit["side"], raiseAt: number): Limit => ({
  quantity: "temperature",
  side,
  raiseAt,
  clearAt: raiseAt,
  raiseAfterSeconds: 0,
  clearAfterSeconds: 0,
  severity: "alerte",
});

const alert: Alert = {
  id: "one",
  kind: "limit",
  enclosure: "barn",
  quantity: "temperature",
  side: "above",
  severity: "urgence",
  state: "raised",
  raiseAt: 30,
  since: "2026-11-23T12:50:00Z",
  raisedAt: "2026-11-23T12:55:00Z",
  value: 31,
  missing: [],
  version: 1,
};

const barn: Enclosure = {
  id: "barn",
  version: 1,
  name: "Barn",
  species: [],
  conditions: [condition()],
  limits: [limit("above", 30), limit("above", 27), limit("below", 5)],
  alerts: [alert],
};

const city = reduce(emptyCity, { kind: "snapshot", topic: "conditions", hubTime, data: [barn] });

const mine = (...gestures: Gesture[]): Mine => ({ gestures, name: "Hélène" });
const gesture = (form: Omit<AlertDeedForm, "at">, photo?: Photo): Gesture => ({
  what: "gesture",
  alert: alert.id,
  form: { at: hubTime, ...form },
  ...(photo ? { photo } : {}),
});
const taking = (isTaken: boolean): Gesture => ({
  what: "taking",
  alert: alert.id,
  at: hubTime,
  isTaken,
});

test("a tap shows at once who takes care, and taking it back shows that too", () => {
  const [taken] = situations(city, mine(taking(true)), now);
  const [back] = situations(city, mine(taking(true), taking(false)), now);

  expect(taken).toMatchObject({ takenCareOf: true, alert: { acknowledgedBy: "Hélène" } });
  expect(back).toMatchObject({ takenCareOf: false });
});

test("what is over and was seen is closed at once", () => {
  const over: Enclosure = { ...barn, alerts: [{ ...alert, state: "cleared", clearedAt: hubTime }] };
  const data = [over];
  const known = reduce(emptyCity, { kind: "snapshot", topic: "conditions", hubTime, data });

  expect(situations(known, mine(), now)).toMatchObject([{ over: [{ id: "one" }] }]);
  expect(situations(known, mine(taking(true)), now)).toMatchObject([{ over: [], alert: null }]);
});

test("the headline counts enclosures by level, worst first", () => {
  const calm: Enclosure = { ...barn, id: "calm", alerts: [] };
  const data = [calm, barn, { ...calm, id: "calm-2" }];
  const all = reduce(emptyCity, { kind: "snapshot", topic: "conditions", hubTime, data });

  expect(headline(situations(all, mine(), now))).toEqual([
    { level: "urgence", count: 1 },
    { level: "normal", count: 2 },
  ]);
});

test("a trend needs three quarter hours in a row", () => {
  expect(trend(condition([20, 21, 22, 23]))).toBe(2);
  expect(trend(condition([20, null, 22]))).toBeNull();
  expect(trend(condition([22]))).toBeNull();
});

test("one age beside several values is that of the one that is overdue", () => {
  const fresh = condition();
  const late: Condition = { ...condition(), measuredAt: "2026-11-23T12:58:00Z" };

  expect(agedOf([fresh, late], fresh, now)).toBe(late);
  expect(agedOf([late, fresh], fresh, now + 60_000)).toBe(late);
  expect(agedOf([condition(), fresh], fresh, now)).toBe(fresh);
});

test("the normal band lies inside the mildest limits", () => {
  expect(band(barn.limits, "temperature")).toEqual({ low: 5, high: 27 });
  expect(band(barn.limits, "humidity")).toEqual({ low: null, high: null });
});

test("beside a value stands the limit that was crossed, or else the nearest", () => {
  expect(limitBeside(barn, condition(), alert)).toEqual({ side: "above", raiseAt: 30 });
  expect(limitBeside(barn, { ...condition(), value: 7 }, null)).toEqual({
    side: "below",
    raiseAt: 5,
  });
  expect(limitBeside({ ...barn, limits: [] }, condition(), null)).toBeNull();
});

test("each kind of alert has its words", () => {
  const of = (more: Partial<Alert>) => alertText({ ...alert, ...more }, "Cel");
  const quiet: Partial<Alert> = { kind: "silent", station: "pi-3" };

  const said = [
    of({}),
    of(quiet),
    alertText({ ...alert, kind: "silent" }),
    of({ kind: "offline", station: "pi-3", missing: ["humidity", "temperature"] }),
    of({ kind: "suspect", station: "pi-3", doubt: "constant" }),
    of({ kind: "suspect", station: "pi-3", doubt: "jump" }),
    of({ kind: "suspect", station: "pi-3", doubt: "impossible" }),
    of({ kind: "suspect", station: "pi-3", doubt: "drift" }),
  ];

  expect(new Set(said).size).toBe(said.length);
  expect(
    said
      .slice(1, 2)
      .concat(said.slice(3))
      .every((one) => one.includes("pi-3")),
  ).toBe(true);
});

test("what is put aside rings no more, stays in sight, and comes back with one tap", () => {
  const until = "2026-11-23T17:00:00Z";
  const shelf = gesture({ what: "shelved", until, words: "vu" });

  const [shelved] = situations(city, mine(shelf), now);
  const [back] = situations(city, mine(shelf, gesture({ what: "unshelved" })), now);

  expect(shelved).toMatchObject({ level: "normal", alert: null });
  expect(shelved?.quiet).toMatchObject([{ quiet: { until, by: "Hélène", reason: "vu" } }]);
  expect(shelved && isHushed(shelved)).toBe(true);
  expect(headline(shelved ? [shelved] : [])).toEqual([]);
  expect(back).toMatchObject({ level: "urgence", quiet: [] });
});

test("settled takes care at once, and closes what is over", () => {
  const water = gesture({ what: "settled", remedy: "water", words: "rempli" });
  const over = reduce(city, {
    kind: "alert",
    alert: { ...alert, state: "cleared", clearedAt: hubTime, version: 2 },
  });

  const [settled] = situations(city, mine(water), now);
  const [waiting] = situations(over, mine(), now);
  const [seen] = situations(over, mine(water), now);

  expect(settled).toMatchObject({
    takenCareOf: true,
    alert: { settled: { remedy: "water", by: "Hélène", note: "rempli" } },
  });
  expect(waiting).toMatchObject({ level: "normal", over: [{ id: "one" }] });
  expect(seen?.over).toEqual([]);
});

test("what somebody has to look at afterwards is seen only when they say what they found", () => {
  const over = reduce(city, {
    kind: "alert",
    alert: { ...alert, latched: true, state: "cleared", clearedAt: hubTime, version: 2 },
  });
  const photo = { sha256: "0", jpeg: new Blob() };
  const left = (done: Gesture) => situations(over, mine(done), now)[0]?.over.length;

  expect(left(taking(true))).toBe(1);
  expect(left(gesture({ what: "settled", remedy: "door" }))).toBe(1);
  expect(left(gesture({ what: "settled", remedy: "door", words: "six poules" }))).toBe(0);
  expect(left(gesture({ what: "settled", remedy: "door" }, photo))).toBe(0);
});

test("an end is offered only to whom it is allowed, and tomorrow is the farm's", () => {
  const evening = Date.parse("2026-11-23T22:30:00Z");
  const names = (at: number, role: "keeper" | "admin" | "courier") =>
    shelfEnds(at, role).map((end) => end.name);

  expect(names(now, "keeper")).toEqual(["hour", "four"]);
  expect(names(now, "admin")).toEqual(["hour", "four", "morning"]);
  expect(names(evening, "keeper")).toEqual(["hour", "four"]);
  expect(names(evening + 3_600_000, "keeper")).toEqual(["hour", "four"]);
  expect(names(now, "courier")).toEqual([]);
  expect(shelfEnds(evening, "admin")[2]?.at).toBe(Date.parse("2026-11-24T07:00:00Z"));
});
