import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "../api/decode";
import { liveMessage, type LiveMessage } from "../api/decodeLive";
import { type City, emptyCity, listedAlerts, reduce } from "./city";

function golden(name: string): LiveMessage {
  const json = readFileSync(join(import.meta.dirname, `../../contract/live/${name}.json`), "utf8");
  const message = parse(liveMessage, json);
  if (!message.ok) throw new Error(message.error);
  return message.value;
}

function after(...names: string[]): City {
  return names.map(golden).reduce(reduce, emptyCity);
}

const temperature = (city: City) =>
  city.enclosures.get("clapier-3")?.conditions.find((c) => c.quantity === "temperature");

describe("readings", () => {
  test("a newer reading replaces the value and keeps the period", () => {
    const city = after("snapshot-conditions", "reading");

    expect(temperature(city)).toMatchObject({ value: 34.4, expectedEverySeconds: 60 });
  });

  test("an older reading changes nothing at all", () => {
    const city = after("snapshot-conditions", "reading");
    const old = {
      ...golden("reading"),
      value: 3,
      measuredAt: "2026-11-23T13:00:00Z",
    } as LiveMessage;

    expect(reduce(city, old)).toBe(city);
  });

  test("a snapshot that was made before a reading arrived does not take it back", () => {
    const city = after("snapshot-conditions", "reading", "snapshot-conditions");

    expect(temperature(city)?.value).toBe(34.4);
  });

  test("a reading of something unknown is counted, so that a snapshot is asked for", () => {
    const city = after("reading");

    expect(city.unknown).toBe(1);
    expect(city.enclosures.size).toBe(0);
  });
});

describe("alerts", () => {
  test("an acknowledgement shows who took care of it", () => {
    const city = after("snapshot-conditions", "alert");

    expect(listedAlerts(city, "clapier-3")).toMatchObject([
      { state: "acknowledged", acknowledgedBy: "Hélène" },
    ]);
  });

  test("an older version loses, in a message and in a snapshot", () => {
    const city = after("snapshot-conditions", "alert", "snapshot-alerts", "snapshot-conditions");

    expect(listedAlerts(city, "clapier-3")[0]?.version).toBe(2);
  });

  test("an alert that is missing in a snapshot is over", () => {
    const gone = { ...golden("snapshot-alerts"), data: [] } as LiveMessage;

    const city = reduce(after("snapshot-conditions"), gone);

    expect(listedAlerts(city, "clapier-3")).toEqual([]);
  });

  test("an alert that is over stays until it is closed", () => {
    const news = golden("alert");
    if (news.kind !== "alert") throw new Error("the golden alert is no alert");
    const cleared: LiveMessage = {
      ...news,
      alert: { ...news.alert, state: "cleared", version: 3 },
    };
    const closedAt = "2026-11-23T14:00:00Z";
    const closed: LiveMessage = { ...cleared, alert: { ...cleared.alert, closedAt, version: 4 } };

    const city = reduce(after("snapshot-conditions"), cleared);

    expect(listedAlerts(city, "clapier-3")).toHaveLength(1);
    expect(listedAlerts(reduce(city, closed), "clapier-3")).toEqual([]);
  });
});

describe("cleanings", () => {
  const cleaning = {
    id: "c1",
    enclosure: "clapier-3",
    startsAt: "2026-11-23T13:00:00Z",
    until: "2026-11-23T14:00:00Z",
    by: "Hélène",
    reason: "lavage",
  };
  const begun: LiveMessage = { kind: "cleaning", cleaning };
  const over: LiveMessage = {
    kind: "cleaning",
    cleaning: { ...cleaning, endedAt: "2026-11-23T13:30:00Z" },
  };
  const shown = (city: City) => city.enclosures.get("clapier-3")?.cleaning;

  test("one that begins is shown until it is over", () => {
    const city = reduce(after("snapshot-conditions"), begun);

    expect(shown(city)).toEqual(cleaning);
    expect(shown(reduce(city, over))).toBeUndefined();
  });

  test("old news of another one changes nothing", () => {
    const later = { ...cleaning, id: "c2", startsAt: "2026-11-23T15:00:00Z" };
    const city = reduce(after("snapshot-conditions"), { kind: "cleaning", cleaning: later });

    expect(shown(reduce(reduce(city, over), begun))).toEqual(later);
  });
});

describe("bikes", () => {
  test("a bike moves and stops", () => {
    const city = after("snapshot-positions", "position", "motion");

    expect(city.bikes.get("velo-4")).toMatchObject({
      motion: "standing",
      position: { longitude: 1.85534 },
      courier: "Nadia",
    });
  });

  test("an older position changes nothing", () => {
    const city = after("snapshot-positions", "position");
    const news = golden("position");
    if (news.kind !== "position") throw new Error("the golden position is no position");
    const position = { ...news.position, measuredAt: "2026-11-23T13:07:02Z", longitude: 0 };

    expect(reduce(city, { ...news, position })).toBe(city);
  });
});

describe("everything else", () => {
  test("a footfall hour is kept by its start, and moves the counter's last measurement on", () => {
    const city = after("snapshot-footfall", "footfall");

    expect(city.hours.get("rue-royale")?.get("2026-11-23T13:00:00Z")?.in).toBe(96);
    expect(city.counters.get("rue-royale")?.lastMeasuredAt).toBe("2026-11-23T13:10:00.000Z");
  });

  test("orders and deliveries with a lower version are old news", () => {
    const city = after("snapshot-deliveries", "snapshot-orders");
    const old = golden("delivery");
    if (old.kind !== "delivery") throw new Error("the golden delivery is no delivery");
    const late: LiveMessage = { ...old, delivery: { ...old.delivery, version: 2, bike: "velo-2" } };

    expect(reduce(city, late).deliveries.get(old.delivery.id)?.bike).toBe("velo-4");
  });

  test("the courier's tour comes as a snapshot and says when to fetch it again", () => {
    const city = after("snapshot-tour", "tour", "tour");

    expect(city.tour?.shift?.bike).toBe("velo-4");
    expect(city.tourNews).toBe(2);
  });

  test("a topic is known once its snapshot has come, even an empty one", () => {
    expect([...after("beat").heard]).toEqual([]);
    expect([...after("snapshot-orders").heard]).toEqual(["orders"]);
  });
});
