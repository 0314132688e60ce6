// A hub with one stage down and three kinds of devices, for looking at.
import { viewer } from "./farm.mjs";

const now = Date.now();
const at = (secondsAgo) => new Date(now - secondsAgo * 1000).toISOString();
const heartbeat = (more = {}) => ({
  agent: "0.1.0",
  measuredAt: at(25),
  uptimeSeconds: 93_000,
  spoolRecords: 0,
  spoolBytes: 0,
  losses: {},
  failing: {},
  clock: "synced",
  plan: "",
  ...more,
});
const station = (id, kind, place, more = {}) => ({
  id,
  kind,
  place,
  state: "connected",
  addedAt: at(900_000),
  lastSeenAt: at(12),
  heartbeat: heartbeat(),
  ...more,
});
const stations = [
  station("clapier-3-pi", "enclosure", "clapier-3"),
  station("velo-4-pi", "bike", "velo-4"),
  station("ruche-2-pi", "enclosure", "ruche-2", {
    state: "away",
    lastSeenAt: at(28_500),
    heartbeat: heartbeat({ measuredAt: at(28_500) }),
  }),
  station("velo-2-pi", "bike", "velo-2", {
    heartbeat: heartbeat({
      spoolRecords: 1843,
      spoolBytes: 402_000,
      losses: { "spool-quota": 17 },
      failing: { gnss: "no fix for 20 min" },
      clock: "estimated",
    }),
  }),
  {
    id: "poulailler-1-pi",
    kind: "enclosure",
    place: "poulailler-1",
    state: "never-seen",
    addedAt: at(600),
  },
  station("ancien-pi", "counter", "rue-royale", { state: "revoked", lastSeenAt: at(700_000) }),
];
const person = (id, name, role, more = {}) => ({ id, name, role, createdAt: at(900_000), ...more });
const stage = (name, well, detail) => ({ name, well, detail });
const api = {
  "GET /api/v1/session": viewer("admin", "Admin"),
  "/api/v1/health": {
    ready: false,
    version: "0.1.0",
    startedAt: at(7_300),
    hubTime: at(0),
    stages: [
      stage("mqtt", true, "6 connexions"),
      stage("log", true, ""),
      stage("streams", false, "rebalancing since 12 s"),
      stage("projections", true, ""),
      stage("database", true, ""),
      stage("live", true, "3 streams"),
    ],
  },
  "GET /api/v1/stations": { hubTime: at(0), stations },
  "POST /api/v1/stations": { station: stations[4], key: "wq3N-5sUu-9ZkP-e2Lm-7RtB-Yh8C" },
  "/api/v1/refusals": {
    counts: { "unknown-quantity": 12, "impossible-value": 3, "impossible-time": 0 },
    latest: [
      {
        station: "velo-2-pi",
        reason: "unknown-quantity",
        detail: 'quantity "hapiness" is not one of temperature, humidity, …',
        topic: "anima/v1/bike/velo-2-pi/readings",
        refusedAt: at(340),
        text: '{"v":1,"readings":[{"q":"hapiness","v":11}]}',
      },
    ],
  },
  "GET /api/v1/people": {
    people: [
      person("1", "Hélène", "keeper", { lastSeenAt: at(300) }),
      person("2", "Karim", "courier", { lastSeenAt: at(90_000) }),
      person("3", "Fromagerie Caron", "merchant", { scope: "fromagerie-caron" }),
    ],
  },
};
const admin = {
  path: "/admin",
  api,
  stream: [{ kind: "snapshot", topic: "alerts", hubTime: at(0), data: [] }],
};

export const scenes = [
  { ...admin, name: "admin" },
  {
    ...admin,
    name: "admin-cle",
    fullPage: false,
    widths: [360],
    act: async (page) => {
      await page.getByLabel("Identifiant minuscules").fill("poulailler-1-pi");
      await page.getByLabel("Fixé à").fill("poulailler-1");
      await page.getByRole("button", { name: "Ajouter", exact: true }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    ...admin,
    name: "admin-revoquer",
    fullPage: false,
    widths: [360],
    act: (page) => page.getByRole("button", { name: "Révoquer…" }).first().click(),
  },
];
