// Two counters with a gap, for looking at.
import { viewer } from "./farm.mjs";

const HOUR = 3_600_000;
const now = Date.now();
const thisHour = Math.floor(now / HOUR) * HOUR;
const iso = (at) => new Date(at).toISOString();
const parisHour = (at) =>
  Number(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: "Europe/Paris",
      hour: "2-digit",
      hourCycle: "h23",
    }).format(at),
  );

const counter = (id, name, silentFor) => ({
  id,
  name,
  latitude: 50.957,
  longitude: 1.85,
  expectedEverySeconds: 300,
  lastMeasuredAt: iso(now - silentFor * 1000),
  lastReceivedAt: iso(now - silentFor * 1000),
  today: {
    day: iso(now).slice(0, 10),
    in: 0,
    out: 0,
    hours: 0,
    measuredSeconds: 0,
    lengthSeconds: 86_400,
  },
});
const counters = [
  counter("rue-royale", "Rue Royale", 120),
  counter("place-armes", "Place d’Armes", 9_000),
];

function hoursFrom(first, last, scale) {
  const hours = [];
  for (let at = first; at <= Math.min(last, thisHour); at += HOUR) {
    const day = Math.floor((now - at) / (24 * HOUR));
    if (day === 3 || (day === 4 && parisHour(at) > 12)) continue;
    const hour = parisHour(at);
    const shape = Math.exp(-((hour - 11) ** 2) / 6) + 1.2 * Math.exp(-((hour - 17) ** 2) / 8);
    const count = Math.round(scale * shape * (1 + 0.25 * Math.sin(at / HOUR / 7)));
    const measuredSeconds =
      at === thisHour ? Math.floor((now - at) / 1000) : day === 1 && hour === 15 ? 1500 : 3600;
    hours.push({
      start: iso(at),
      localHour: "",
      in: Math.ceil(count * 0.52),
      out: Math.floor(count * 0.48),
      measuredSeconds,
    });
  }
  return hours;
}

const hours = (id, scale) => (request) => {
  const query = new URL(request.url, "http://localhost").searchParams;
  const first = Date.parse(`${query.get("firstDay")}T00:00:00Z`) - HOUR;
  const last = Date.parse(`${query.get("lastDay")}T23:00:00Z`);
  return { counter: id, zone: "Europe/Paris", hours: hoursFrom(first, last, scale) };
};

const town = {
  path: "/ville",
  api: {
    "GET /api/v1/session": viewer("official", "Mairie de Calais"),
    "/api/v1/counters/rue-royale/hours": hours("rue-royale", 420),
    "/api/v1/counters/place-armes/hours": hours("place-armes", 260),
  },
  stream: [{ kind: "snapshot", topic: "footfall", hubTime: iso(now), data: counters }],
};
const today = new Date(now).toISOString().slice(0, 10);
const monthsAgo = new Date(now - 89 * 24 * HOUR).toISOString().slice(0, 10);

export const scenes = [
  { ...town, name: "ville" },
  { ...town, name: "ville-sombre", dark: true, widths: [1440] },
  { ...town, name: "ville-trimestre", path: `/ville?du=${monthsAgo}&au=${today}`, widths: [1440] },
  {
    ...town,
    name: "ville-automne",
    path: "/ville?du=2026-10-24&au=2026-10-26&lang=en",
    widths: [1440],
  },
  {
    ...town,
    name: "ville-tableau",
    widths: [360],
    act: (page) => page.getByRole("button", { name: "Voir en tableau" }).click(),
  },
  {
    ...town,
    name: "ville-vide",
    path: "/ville?du=2020-01-01&au=2020-01-02",
    api: {
      ...town.api,
      "/api/v1/counters/rue-royale/hours": {
        counter: "rue-royale",
        zone: "Europe/Paris",
        hours: [],
      },
      "/api/v1/counters/place-armes/hours": {
        counter: "place-armes",
        zone: "Europe/Paris",
        hours: [],
      },
    },
    widths: [360],
  },
];
