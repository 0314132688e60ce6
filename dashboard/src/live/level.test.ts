import { expect, test } from "vitest";
import type { Alert, Condition, Enclosure } from "../api/types";
import { situationOf, worstFirst } from "./level";

const now = Date.parse("2026-11-23T13:00:00Z");
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

function condition(quantity: Condition["quantity"], secondsAgo: number | null): Condition {
  const recent: Condition["recent"] = [];
  const base = { quantity, unit: "Cel", expectedEverySeconds: 60, recent };
  if (secondsAgo === null) return base;
  return { ...base, value: 20, measuredAt: before(secondsAgo), receivedAt: before(secondsAgo) };
}

function enclosure(id: string, ...conditions: Condition[]): Enclosure {
  return { id, version: 1, name: id, species: [], conditions, limits: [], alerts: [] };
}

function alert(of: string, severity: Alert["severity"], more: Partial<Alert> = {}): Alert {
  const since = before(600);
  const said = {
    id: `${of}-${severity}`,
    kind: "limit",
    enclosure: of,
    quantity: "temperature",
    side: "above",
  } as const;
  return {
    ...said,
    severity,
    state: "raised",
    raiseAt: 30,
    since,
    raisedAt: since,
    value: 31,
    missing: [],
    version: 1,
    ...more,
  };
}

const fresh = condition("temperature", 10);
const silent = condition("humidity", 600);

test("the worst alert decides, and its quantity is shown", () => {
  const barn = enclosure("barn", condition("humidity", 5), fresh);

  const situation = situationOf(barn, [alert("barn", "attention"), alert("barn", "urgence")], now);

  expect(situation).toMatchObject({ level: "urgence", condition: fresh, takenCareOf: false });
});

test("an alert about no quantity leaves what is measured in sight", () => {
  const round = alert("barn", "alerte", { kind: "round" });
  delete round.quantity;

  expect(situationOf(enclosure("barn", fresh), [round], now)).toMatchObject({
    level: "alerte",
    condition: fresh,
  });
});

test("a silent value makes an enclosure silent", () => {
  expect(situationOf(enclosure("hive", fresh, silent), [], now)).toMatchObject({
    level: "muet",
    condition: silent,
    since: now - 600_000,
  });
});

test("a value that never came is silent too", () => {
  expect(situationOf(enclosure("hive", condition("sound", null)), [], now).level).toBe("muet");
});

test("an alert stays an alert when its sensor falls silent", () => {
  const situation = situationOf(enclosure("hive", silent), [alert("hive", "alerte")], now);

  expect(situation.level).toBe("alerte");
});

test("urgence, alerte, muet, attention, normal; taken care of comes after its equals; then the oldest", () => {
  const list = [
    situationOf(enclosure("normal", fresh), [], now),
    situationOf(enclosure("muet", silent), [], now),
    situationOf(enclosure("attention", fresh), [alert("attention", "attention")], now),
    situationOf(enclosure("alerte", fresh), [alert("alerte", "alerte")], now),
    situationOf(
      enclosure("taken", fresh),
      [alert("taken", "urgence", { state: "acknowledged" })],
      now,
    ),
    situationOf(enclosure("young", fresh), [alert("young", "urgence", { since: before(60) })], now),
    situationOf(enclosure("old", fresh), [alert("old", "urgence")], now),
  ];

  const order = list.sort(worstFirst).map((s) => s.enclosure.id);

  expect(order).toEqual(["old", "young", "taken", "alerte", "muet", "attention", "normal"]);
});

test("what nobody takes care of is not hidden behind its equal that somebody does", () => {
  const first = alert("barn", "urgence", { state: "acknowledged" });
  const second = alert("barn", "urgence", { id: "second", since: before(60) });

  const situation = situationOf(enclosure("barn", fresh), [first, second], now);

  expect(situation).toMatchObject({ alert: second, others: [first], takenCareOf: false });
});

test("who says nothing is silent however bad that is, and can be taken care of", () => {
  const quiet = alert("hive", "alerte", { kind: "silent", quantity: "humidity" });
  const away = alert("hive", "alerte", { kind: "offline", missing: ["humidity"] });

  for (const one of [quiet, away]) {
    expect(situationOf(enclosure("hive", fresh, silent), [one], now)).toMatchObject({
      level: "muet",
      alert: one,
      condition: silent,
    });
  }
});

test("a limit that is crossed comes before a sensor that says nothing, and that before attention", () => {
  const quiet = alert("hive", "alerte", { kind: "silent", quantity: "humidity" });
  const list = [quiet, alert("hive", "attention"), alert("hive", "alerte")];

  const situation = situationOf(enclosure("hive", fresh, silent), list, now);

  expect(situation.level).toBe("alerte");
  expect(situation.others.map((one) => one.kind)).toEqual(["silent", "limit"]);
});

test("of the silent the only sensor comes before one of two", () => {
  const of = (id: string, severity: Alert["severity"]) =>
    situationOf(enclosure(id, fresh), [alert(id, severity, { kind: "silent" })], now);

  const order = [of("one-of-two", "attention"), of("the-only-one", "alerte")].sort(worstFirst);

  expect(order.map((s) => s.enclosure.id)).toEqual(["the-only-one", "one-of-two"]);
});

test("what is in doubt is known by its quantity", () => {
  const stuck = alert("hive", "attention", { kind: "suspect", doubt: "constant" });

  expect(situationOf(enclosure("hive", fresh), [stuck], now)).toMatchObject({
    level: "attention",
    doubted: ["temperature"],
  });
});

test("a level that left its habit asks for a look, and its value counts", () => {
  const drifting = alert("hive", "attention", { kind: "suspect", doubt: "drift" });

  expect(situationOf(enclosure("hive", fresh), [drifting], now)).toMatchObject({
    level: "attention",
    doubted: [],
  });
});

test("a silence that was put aside is no level, and stays in sight", () => {
  const quiet = {
    why: "shelved",
    until: before(-3600),
    by: "Anne",
    reason: "sonde en panne",
  } as const;
  const shelved = alert("hive", "alerte", { kind: "silent", quantity: "humidity", quiet });

  const situation = situationOf(enclosure("hive", fresh, silent), [shelved], now);

  expect(situation).toMatchObject({ level: "normal", alert: null, quiet: [shelved] });
});

test("what is over and nobody has seen is no level, and waits", () => {
  const over = alert("barn", "urgence", { state: "cleared", clearedAt: before(5) });

  expect(situationOf(enclosure("barn", fresh), [over], now)).toMatchObject({
    level: "normal",
    over: [over],
  });
});
