// The dispatch map with and without WebGL, for looking at; fails aloud when the map stays blank.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { viewer } from "./farm.mjs";

const golden = (name) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../contract/live/${name}.json`), "utf8"));
const now = Date.now();
const at = (secondsAgo) => new Date(now - secondsAgo * 1000).toISOString();
const hubTime = at(0);
const bike = (id, name, latitude, longitude, age, courier) => ({
  id,
  name,
  courier,
  expectedEverySeconds: 5,
  motion: "moving",
  motionSince: at(600),
  position: {
    measuredAt: at(age),
    receivedAt: at(age),
    latitude,
    longitude,
    courseDegrees: 60,
    clock: "synced",
  },
});
const bikes = [
  bike("velo-4", "Vélo 4", 50.9565, 1.8503, 4, "Nadia"),
  bike("velo-2", "Vélo 2", 50.9482, 1.8566, 240, "Léo"),
];
const stream = [
  { kind: "snapshot", topic: "positions", hubTime, data: bikes },
  { ...golden("snapshot-deliveries"), hubTime },
];
const dispatch = {
  path: "/repartition",
  api: { "GET /api/v1/session": viewer("dispatcher", "Inès") },
  stream,
  wait: 5000,
  widths: [1440],
};

async function colours(page) {
  const canvas = page.locator("canvas").first();
  if ((await canvas.count()) === 0) throw new Error("no map canvas was drawn");
  const png = await canvas.screenshot();
  if (png.length < 3_000) throw new Error(`the map looks blank: ${png.length} bytes of picture`);
}

export const scenes = [
  { ...dispatch, name: "carte", act: colours },
  { ...dispatch, name: "carte-sombre", dark: true, act: colours },
  {
    ...dispatch,
    name: "carte-sans-webgl",
    before: "HTMLCanvasElement.prototype.getContext = () => null",
  },
];
