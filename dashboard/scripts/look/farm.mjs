// A farm with one of each trouble, for looking at.
const now = Date.now();
const at = (secondsAgo) => new Date(now - secondsAgo * 1000).toISOString();

export const viewer = (role, name) => ({
  name,
  role,
  hubTime: new Date().toISOString(),
  zone: "Europe/Paris",
  expiresAt: at(-86_400),
});

const curve = (from, to, noise = 0.3) =>
  Array.from(
    { length: 24 },
    (_, n) => from + ((to - from) * n ** 2) / 529 + Math.sin(n * 1.7) * noise,
  );

function condition(quantity, unit, value, secondsAgo, recent, expectedEverySeconds = 60) {
  const base = { quantity, unit, expectedEverySeconds, recent };
  if (value === null) return base;
  return {
    ...base,
    value,
    measuredAt: at(secondsAgo),
    receivedAt: at(secondsAgo),
    clock: "synced",
  };
}

const limit = (quantity, side, raiseAt, severity) => ({
  quantity,
  side,
  raiseAt,
  clearAt: side === "above" ? raiseAt - 2 : raiseAt + 5,
  raiseAfterSeconds: 300,
  clearAfterSeconds: 300,
  severity,
});

const alert = (id, place, severity, said, more = {}) => ({
  id,
  enclosure: place,
  quantity: said.quantity,
  side: said.side,
  severity,
  state: "raised",
  kind: "limit",
  missing: [],
  raiseAt: said.raiseAt,
  since: at(said.minutes * 60),
  raisedAt: at(said.minutes * 60 - 300),
  value: said.value,
  version: 1,
  ...more,
});

const gappy = curve(21, 34.2).map((value, n) => (n > 8 && n < 12 ? null : value));
const hot = alert("a1", "clapier-3", "urgence", {
  quantity: "temperature",
  side: "above",
  raiseAt: 30,
  value: 31.5,
  minutes: 12,
});
const dry = alert("a2", "poulailler-1", "alerte", {
  quantity: "water-level",
  side: "below",
  raiseAt: 20,
  value: 18,
  minutes: 41,
});
const taken = alert(
  "a3",
  "ecurie",
  "attention",
  { quantity: "ammonia", side: "above", raiseAt: 15, value: 17, minutes: 95 },
  {
    state: "acknowledged",
    acknowledgedBy: "Hélène",
    acknowledgedAt: at(3000),
    version: 2,
  },
);

const enclosure = (id, name, species, conditions, limits = [], alerts = []) => ({
  id,
  name,
  species,
  conditions,
  limits,
  alerts,
});

const calm = ["Enclos des alpagas", "Prairie des ânes", "Cochons d’Inde", "Chevaux miniatures"];

export const enclosures = [
  ...calm.map((name, n) =>
    enclosure(
      `calme-${n}`,
      name,
      ["alpaga"],
      [
        condition("temperature", "Cel", 12.5 + n, 20 + n * 30, curve(10, 12)),
        condition("humidity", "%RH", 71, 25, curve(65, 71)),
      ],
      [limit("temperature", "above", 30, "alerte"), limit("temperature", "below", 2, "alerte")],
    ),
  ),
  enclosure(
    "ruche-2",
    "Ruche 2",
    ["abeille"],
    [condition("temperature", "Cel", 31, 28_500, curve(30, 31))],
  ),
  enclosure(
    "ecurie",
    "Écurie",
    ["âne", "cheval miniature"],
    [condition("ammonia", "ppm", 17, 30, curve(9, 17))],
    [limit("ammonia", "above", 15, "attention")],
    [taken],
  ),
  enclosure(
    "poulailler-1",
    "Poulailler 1",
    ["poule"],
    [condition("water-level", "%", 11, 100, curve(80, 11)), condition("door", "bool", 1, 40, [])],
    [limit("water-level", "below", 20, "alerte")],
    [dry],
  ),
  enclosure(
    "clapier-3",
    "Clapier 3",
    ["lapin"],
    [
      condition("temperature", "Cel", 34.2, 40, gappy),
      condition("humidity", "%RH", 64, 40, curve(60, 64)),
      condition("sound", "dBA", null, 0, []),
    ],
    [limit("temperature", "above", 30, "urgence"), limit("temperature", "below", 5, "alerte")],
    [hot],
  ),
];

const snapshots = (list) => [
  { kind: "snapshot", topic: "conditions", hubTime: new Date().toISOString(), data: list },
  {
    kind: "snapshot",
    topic: "alerts",
    hubTime: new Date().toISOString(),
    data: list.flatMap((one) => one.alerts),
  },
];

const frames = (step, frameSeconds, count) => ({
  quantity: "temperature",
  unit: "Cel",
  step,
  frameSeconds,
  points: Array.from({ length: count }, (_, n) => n)
    .filter((n) => n < count * 0.35 || n > count * 0.48)
    .map((n) => {
      const mean = 18 + 8 * Math.sin((n / count) * 6) + 14 * Math.max(0, n / count - 0.8) * 4;
      const spread = 0.4 + Math.abs(Math.sin(n)) * 1.2;
      return {
        at: at((count - n) * frameSeconds),
        count: n === Math.ceil(count * 0.48) ? 1 : frameSeconds / 60,
        min: mean - spread,
        max: mean + spread,
        mean,
      };
    }),
});

const history = (request) =>
  /step=1d/.test(request.url) ? frames("1d", 86_400, 366) : frames("auto", 240, 360);

const api = {
  "GET /api/v1/session": viewer("keeper", "Hélène"),
  "/api/v1/enclosures/clapier-3/history": history,
  "/api/v1/enclosures/clapier-3/events": {
    hubTime: at(0),
    events: [
      {
        name: "Noisette",
        tag: "250 268",
        species: "rabbit",
        event: {
          id: "e1",
          animal: "n1",
          kind: "weight",
          at: at(30_000),
          recordedAt: at(30_000),
          by: "Hélène",
          grams: 2150,
        },
      },
    ],
  },
  "/api/v1/enclosures/clapier-3/alerts": {
    hubTime: at(0),
    alerts: [
      hot,
      alert(
        "a0",
        "clapier-3",
        "alerte",
        { quantity: "temperature", side: "above", raiseAt: 28, value: 29, minutes: 1100 },
        {
          state: "cleared",
          acknowledgedBy: "Marc",
          acknowledgedAt: at(61_000),
          clearedAt: at(52_000),
          version: 3,
        },
      ),
    ],
  },
  "PUT /api/v1/alerts/a1/acknowledgement": {
    ...hot,
    state: "acknowledged",
    acknowledgedBy: "Hélène",
    acknowledgedAt: at(0),
    version: 2,
  },
};

const farm = { path: "/ferme", api, stream: snapshots(enclosures) };
const theme = (name) => `localStorage.setItem("anima.theme", "${name}")`;

export const scenes = [
  { ...farm, name: "ferme" },
  { ...farm, name: "ferme-sombre", dark: true, widths: [360] },
  { ...farm, name: "ferme-soleil", before: theme("sun"), widths: [360] },
  { ...farm, name: "ferme-anglais", path: "/ferme?lang=en", widths: [360] },
  { ...farm, name: "ferme-detail", path: "/ferme#clapier-3", wait: 1200 },
  {
    ...farm,
    name: "ferme-annee",
    path: "/ferme#clapier-3",
    wait: 1000,
    act: async (page) => {
      await page.getByRole("button", { name: "1 an" }).click();
      await page.waitForTimeout(800);
    },
  },
  {
    ...farm,
    name: "ferme-detail-sombre",
    path: "/ferme#clapier-3",
    dark: true,
    widths: [360],
    wait: 1200,
  },
  {
    ...farm,
    name: "ferme-courbe-panne",
    path: "/ferme#clapier-3",
    widths: [360],
    status: 503,
    api: { "GET /api/v1/session": viewer("keeper", "Hélène") },
  },
  {
    ...farm,
    name: "ferme-tableau",
    path: "/ferme#clapier-3",
    widths: [360],
    fullPage: false,
    wait: 1000,
    act: (page) => page.getByRole("button", { name: "Voir en tableau" }).click(),
  },
  {
    ...farm,
    name: "ferme-prise",
    widths: [360],
    act: async (page) => {
      await page.getByRole("button", { name: "Je m’en occupe" }).first().click();
      await page.getByText("Clapier 3 : vous vous en occupez").waitFor();
    },
  },
  {
    ...farm,
    name: "ferme-menu",
    widths: [360],
    fullPage: false,
    act: (page) => page.getByRole("button", { name: "Menu" }).click(),
  },
  { ...farm, name: "ferme-coupure", cut: 300, wait: 1500, widths: [360] },
  { ...farm, name: "ferme-calme", stream: snapshots(enclosures.slice(0, 4)), widths: [360] },
  { ...farm, name: "ferme-vide", stream: snapshots([]), widths: [360] },
  { ...farm, name: "ferme-attente", stream: [], widths: [360] },
  { ...farm, name: "ferme-panne", stream: null, status: 503, api: {}, widths: [360] },
  { ...farm, name: "ferme-sans-session", stream: null, status: 401, api: {}, widths: [360] },
  {
    ...farm,
    name: "ferme-autre-role",
    api: { "GET /api/v1/session": viewer("courier", "Karim") },
    widths: [360],
  },
  { name: "accueil", path: "/", api: {}, status: 401 },
  { name: "connexion", path: "/connexion", api: {}, status: 401 },
  {
    name: "connexion-expire",
    path: "/connexion#abcdefghijklmnopqrstuvwxyz",
    api: {},
    status: 401,
    widths: [360],
  },
];
