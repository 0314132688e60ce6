// A few animals, one of them with all that can be noted, for looking at.
import { viewer } from "./farm.mjs";

const now = Date.now();
const at = (daysAgo) => new Date(now - daysAgo * 86_400_000).toISOString();
const day = (daysAgo) => at(daysAgo).slice(0, 10);
const id = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function animal(n, name, species, enclosure, standing = {}, entry = {}) {
  return {
    id: id(n),
    version: 1,
    entry: {
      tag: `FR 62 ${100 + n}`,
      name,
      species,
      sex: "female",
      bornOn: day(200 * n),
      bornEstimated: n % 2 === 0,
      enclosure,
      arrivedAt: at(60),
      ...entry,
    },
    standing: { enclosure, since: at(20), ...standing },
  };
}

const rousse = animal(
  1,
  "Rousse",
  "hen",
  "poulailler",
  {
    weight: { grams: 2130, at: at(2) },
    milkEggsUntil: day(-6),
    meatUntil: day(-12),
  },
  { mother: id(3) },
);
const animals = [
  rousse,
  animal(2, "Noisette", "rabbit", "clapier", { weight: { grams: 2400, at: at(9) } }),
  animal(3, "Gertrude", "hen", "poulailler"),
  animal(4, "Balthazar", "donkey", "pre", { weight: { grams: 182_000, at: at(30) } }),
];
const enclosures = ["Clapier", "Poulailler", "Pré"].map((name) => ({
  id: name.toLowerCase().replace("é", "e"),
  name,
  species: name === "Clapier" ? ["lapin", "cochon d’Inde"] : [],
  conditions: [],
  limits: [],
  alerts: [],
}));

const event = (n, kind, daysAgo, more) => ({
  at: at(daysAgo),
  event: {
    id: id(500 + n),
    animal: rousse.id,
    kind,
    at: at(daysAgo),
    recordedAt: at(daysAgo),
    by: "Hélène",
    ...more,
  },
});
const history = {
  hubTime: at(0),
  animal: rousse,
  stays: [
    { enclosure: "clapier", from: at(60), until: at(20) },
    { enclosure: "poulailler", from: at(20) },
  ],
  timeline: [
    event(1, "weight", 2, { grams: 2130 }),
    event(2, "treatment", 3, {
      text: "Vermifuge, 3 jours",
      milkEggsUntil: day(-6),
      meatUntil: day(-12),
    }),
    {
      at: at(4),
      alert: {
        id: id(900),
        enclosure: "poulailler",
        quantity: "temperature",
        side: "above",
        severity: "urgence",
        raiseAt: 28,
        value: 30.4,
        since: at(4),
        clearedAt: at(3.9),
        acknowledgedBy: "Marc",
      },
    },
    event(3, "weight", 16, { grams: 21_300, correctedBy: id(504) }),
    event(4, "weight", 16, { grams: 2090, corrects: id(503) }),
    event(5, "move", 20, { enclosure: "poulailler", text: "Séparée des lapins" }),
    event(6, "weight", 44, { grams: 1980 }),
  ],
};

const bound = (quantity, side, value, of, confidence = "good") => ({
  quantity,
  side,
  value,
  of,
  sources: ["S30"],
  confidence,
});
const proposal = {
  hubTime: at(0),
  species: ["guinea-pig", "rabbit"],
  unread: ["furet"],
  bounds: [
    bound("temperature", "below", 18, ["guinea-pig"]),
    bound("temperature", "above", 24, ["guinea-pig"]),
    bound("ammonia", "above", 5, ["rabbit"], "low"),
  ],
  conflicts: [
    {
      quantity: "humidity",
      atLeast: bound("humidity", "below", 60, ["rabbit"], "low"),
      atMost: bound("humidity", "above", 50, ["guinea-pig"]),
    },
  ],
  unknown: [{ quantity: "ammonia", species: ["guinea-pig"] }],
  limits: [],
  history: [],
};

const task = (enclosure, name, minutesAgo) => ({
  id: id(700 + minutesAgo),
  day: localDay,
  round: "morning",
  enclosure,
  task: name,
  by: "Camille",
  at: at(minutesAgo / 1440),
  recordedAt: at(minutesAgo / 1440),
});
const localDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris" }).format(now);
const rounds = {
  hubTime: at(0),
  day: localDay,
  hours: { morning: { opens: "06:30", due: "10:00" }, evening: { opens: "16:30", due: "19:30" } },
  rounds: [
    { round: "morning", opensAt: at(0.2), dueAt: at(0.05) },
    { round: "evening", opensAt: at(-0.2), dueAt: at(-0.3) },
  ],
  enclosures: enclosures.map((one) => ({ id: one.id, name: one.name })),
  ticks: [task("clapier", "water", 90), task("clapier", "feed", 89)],
  overdue: [
    {
      enclosure: "clapier",
      day: localDay,
      round: "morning",
      dueAt: at(0.05),
      tasks: ["bedding", "look"],
    },
  ],
};
const api = {
  "GET /api/v1/session": viewer("keeper", "Hélène"),
  "GET /api/v1/animals": { hubTime: at(0), animals },
  "GET /api/v1/enclosures": { hubTime: at(0), enclosures },
  [`GET /api/v1/animals/${rousse.id}`]: history,
  "GET /api/v1/enclosures/clapier/proposal": proposal,
  "GET /api/v1/rounds": rounds,
};
const stream = [{ kind: "snapshot", topic: "alerts", hubTime: at(0), data: [] }];
const herd = { path: "/animaux", api, stream };

export const scenes = [
  { ...herd, name: "animaux" },
  { ...herd, name: "animaux-anglais", path: "/animaux?lang=en", widths: [360] },
  { ...herd, name: "animaux-sombre", dark: true, widths: [360] },
  {
    ...herd,
    name: "animaux-vide",
    api: { ...api, "GET /api/v1/animals": { hubTime: at(0), animals: [] } },
    widths: [360],
  },
  {
    ...herd,
    name: "animaux-panne",
    api: { "GET /api/v1/session": api["GET /api/v1/session"] },
    status: 503,
    widths: [360],
  },
  { ...herd, name: "animal", path: `/animaux#a/${rousse.id}`, wait: 1200 },
  {
    ...herd,
    name: "animal-noter",
    path: `/animaux#a/${rousse.id}`,
    wait: 1000,
    widths: [360],
    act: (page) => page.getByRole("button", { name: "+ Noter" }).click(),
  },
  { ...herd, name: "animal-fiche", path: "/animaux#nouveau", widths: [360] },
  { ...herd, name: "animaux-enclos", path: "/animaux#enclos", widths: [360] },
  { ...herd, path: "/rondes", name: "rondes" },
  {
    ...herd,
    path: "/rondes",
    name: "rondes-note",
    widths: [360],
    fullPage: false,
    act: (page) =>
      page
        .getByRole("button", { name: /Litière/ })
        .first()
        .click(),
  },
  { ...herd, name: "confort", path: "/animaux#e/clapier" },
];
