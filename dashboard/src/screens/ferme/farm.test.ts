import { expect, test } from "vitest";
import type { Alert, Condition, Enclosure, Limit } from "../../api/types";
import { emptyCity, reduce } from "../../live/city";
import { alertText, band, headline, keyOf, limitBeside, situations, trend } from "./farm";

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
  name: "Barn",
  species: [],
  conditions: [condition()],
  limits: [limit("above", 30), limit("above", 27), limit("below", 5)],
  alerts: [alert],
};

const city = reduce(emptyCity, { kind: "snapshot", topic: "conditions", hubTime, data: [barn] });

test("a tap shows at once who takes care, and taking it back shows that too", () => {
  const taken = { kind: "taken", by: "Hélène", at: hubTime } as const;

  const [mine] = situations(city, (key) => (key === keyOf(alert) ? taken : undefined), now);
  const [back] = situations(city, () => ({ kind: "released" }), now);

  expect(mine).toMatchObject({ takenCareOf: true, alert: { acknowledgedBy: "Hélène" } });
  expect(back).toMatchObject({ takenCareOf: false });
});

test("the headline counts enclosures by level, worst first", () => {
  const calm: Enclosure = { ...barn, id: "calm", alerts: [] };
  const data = [calm, barn, { ...calm, id: "calm-2" }];
  const all = reduce(emptyCity, { kind: "snapshot", topic: "conditions", hubTime, data });

  expect(headline(situations(all, () => undefined, now))).toEqual([
    { level: "urgence", count: 1 },
    { level: "normal", count: 2 },
  ]);
});

test("a trend needs three quarter hours in a row", () => {
  expect(trend(condition([20, 21, 22, 23]))).toBe(2);
  expect(trend(condition([20, null, 22]))).toBeNull();
  expect(trend(condition([22]))).toBeNull();
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
  ];

  expect(new Set(said).size).toBe(said.length);
  expect(
    said
      .slice(1, 2)
      .concat(said.slice(3))
      .every((one) => one.includes("pi-3")),
  ).toBe(true);
});
