// An enclosure whose sensors can be relied on to say the same, to vary, and to be silent; and pages that look at it
// through a line of their own.
import { Line } from "./line.mjs";

export const HOUR = 3_600_000;
export const EVERY = 2_000;
/** The page looks at its clock once a second, and a busy machine a little later. */
export const TICK = 1_500;

/** A limit that every reading is beyond: nothing is worse, at whatever hour this runs. */
export const rings = (quantity) => ({
  ...{ quantity, side: "above", raiseAt: 1, clearAt: 0, severity: "urgence" },
  ...{ raiseAfterSeconds: 0, clearAfterSeconds: 0 },
});

/** One sensor that says the same all the time, one that varies, and one that is silent now and then. */
export const AVIARY = {
  ...{ id: "voliere", name: "Volière", everySeconds: EVERY / 1000, limits: [rings("humidity")] },
  sensors: [
    { quantity: "temperature", seconds: 1, mean: 20 },
    { quantity: "humidity", seconds: 1, mean: 60, noise: 0.5 },
    {
      ...{ quantity: "water-level", seconds: 1, mean: 50, noise: 0.5 },
      scenario: { kind: "silent", after_seconds: 20, lasts_seconds: 25, every_seconds: 120 },
    },
  ],
};

/** Runs in a page: lets a journey set the page's clock and hide the page. */
function pretend() {
  const True = Date;
  globalThis.ahead ??= 0;
  globalThis.Date = class extends True {
    constructor(...given) {
      super(...(given.length > 0 ? given : [True.now() + globalThis.ahead]));
    }
    static now() {
      return True.now() + globalThis.ahead;
    }
  };
  globalThis.show = (state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
    document.dispatchEvent(new Event("visibilitychange"));
  };
}

/** A new keeper's page at the end of a line. */
export async function keeperOn({ town, visitors }, line, name) {
  visitors.allow(line.origin);
  const page = await visitors.page();
  await page.addInitScript(pretend);
  const link = await town.invite(name, "keeper");
  await page.goto(link.replace(town.access.hub, line.origin));
  await page.waitForURL((url) => url.pathname === "/ferme");
  await page.getByText("En direct").waitFor();
  return page;
}

/** Gives a journey a line of its own. */
export async function withLine({ town }, journey) {
  const line = await Line.to(town.access.hub);
  try {
    await journey(line);
  } finally {
    line.close();
  }
}
