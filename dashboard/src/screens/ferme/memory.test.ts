import { expect, test } from "vitest";
import type { Alert, Enclosure, Viewer } from "../../api/types";
import { emptyCity, reduce } from "../../live/city";
import { memoryFrom, memoryOf } from "./memory";

const heardAt = Date.parse("2026-11-23T13:00:00Z");
const hubTime = new Date(heardAt).toISOString();

const alert: Alert = {
  id: "one",
  kind: "limit",
  enclosure: "barn",
  severity: "urgence",
  state: "raised",
  since: hubTime,
  raisedAt: hubTime,
  missing: [],
  version: 1,
};

const barn: Enclosure = {
  id: "barn",
  version: 1,
  name: "Barn",
  species: ["goat"],
  conditions: [
    {
      quantity: "temperature",
      unit: "Cel",
      value: 21,
      measuredAt: hubTime,
      receivedAt: hubTime,
      expectedEverySeconds: 60,
      recent: [null, 21],
    },
  ],
  limits: [],
  alerts: [alert],
};

const viewer: Viewer = {
  id: "l-1",
  name: "Lucie",
  role: "keeper",
  hubTime,
  zone: "Europe/Paris",
  expiresAt: "2026-11-24T13:00:00Z",
};

const seen = reduce(emptyCity, { kind: "snapshot", topic: "conditions", hubTime, data: [barn] });

test("what was kept is what was seen, with the alerts somebody may have to look at by now", () => {
  const closed: Alert = { ...alert, state: "cleared", clearedAt: hubTime, closedAt: hubTime };
  const later = reduce(seen, { kind: "alert", alert: { ...closed, version: 2 } });

  const kept = memoryFrom(JSON.parse(JSON.stringify(memoryOf(later, heardAt, -5_000, viewer))));

  expect(kept).toEqual({
    hubTime,
    offsetMs: -5_000,
    enclosures: [{ ...barn, alerts: [] }],
    viewer,
  });
  expect(memoryOf(seen, heardAt, 0, null).enclosures[0]?.alerts).toHaveLength(1);
});

test("what cannot be read is not believed", () => {
  const clockless = { hubTime, enclosures: [barn] };

  expect(memoryFrom(undefined)).toBeUndefined();
  expect(memoryFrom(clockless)).toBeUndefined();
  expect(memoryFrom({ ...clockless, offsetMs: 0, viewer: { role: "keeper" } })).toBeUndefined();
  expect(memoryFrom({ hubTime, offsetMs: 0, enclosures: [{ id: "barn" }] })).toBeUndefined();
});
