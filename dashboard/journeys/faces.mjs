// Whether a keeper's pages can be read and used on any screen, and whatever they have to show (ux, section 4: X-10).
import assert from "node:assert/strict";
import { cutOff } from "./onPage.mjs";
import { barriers, eventually } from "./town.mjs";

const PAGES = [
  ...["/ferme#liste", "/ferme#clapier", "/ferme#poulailler", "/ferme#clapier/seuils"],
  ...["/animaux#liste", "/animaux#enclos", "/animaux#nouveau", "/animaux#e/clapier"],
  ...["/rondes", "/astreinte"],
];
/** Each with what it asks the hub for. */
const ASKING = [
  ...["/ferme", "/animaux", "/rondes", "/astreinte"].map((path) => ({ path, asked: "**/api/**" })),
  { path: "/ferme#clapier", asked: "**/api/v1/enclosures/clapier/**" },
];
/** A phone of 320 px, and what a window of 1280 x 720 shows at a zoom of 200 %. */
const NARROW = { width: 320, height: 640 };
export const ZOOMED = { width: 640, height: 360 };

export async function keeper({ town, visitors }, name, options) {
  const page = await visitors.page(options);
  await page.goto(await town.invite(name, "keeper"));
  await page.getByText("En direct").waitFor();
  return page;
}

/** A keeper's pages, and that of one animal. */
export async function pagesOf(page) {
  const { animals } = await page.evaluate(async () =>
    (await globalThis.fetch("/api/v1/animals")).json(),
  );
  return [...PAGES, `/animaux#a/${animals[0].id}`];
}

/** Goes to one of the pages and waits until it says what it knows. */
export async function turnTo(page, origin, path) {
  await page.goto(origin + path);
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  const busy = page.locator('[aria-busy="true"]');
  await eventually(`${path} waits for nothing`, 10, async () => (await busy.count()) === 0);
}

/** what is read on a narrow screen and at a zoom. */
export async function fits({ town, visitors }) {
  const page = await keeper({ town, visitors }, "Flora Duval", { deviceScaleFactor: 2 });
  for (const path of await pagesOf(page)) {
    await turnTo(page, town.access.hub, path);
    for (const size of [NARROW, ZOOMED]) {
      await page.setViewportSize(size);
      assert.deepEqual(await page.evaluate(cutOff), [], `${path} at ${size.width} px`);
    }
  }
  await page.context().close();
}

/** Lists of an answer without anything in them. */
const emptied = (value) =>
  Object.fromEntries(Object.entries(value).map(([key, it]) => [key, Array.isArray(it) ? [] : it]));

/** How the hub may be found, and what a page says then. */
const FACES = {
  waiting: {
    api: () => undefined,
    said: /Chargement/,
  },
  empty: {
    api: async (route) => {
      if (route.request().url().includes("/stream")) return;
      const response = await route.fetch();
      await route.fulfill({ response, json: emptied(await response.json()) });
    },
    said: /Aucun/,
  },
  failed: {
    api: (route) => route.fulfill({ status: 503, body: "" }),
    said: /n’a pas (fonctionné|pu être lu)/,
  },
};

/** The page without the first words it may bring, or with nothing of the farm in them. */
function opens(face) {
  return async (route) => {
    const response = await route.fetch();
    const page = /(<script[^>]*id="opening"[^>]*>)(.*?)(?=<\/script>)/s;
    const told = (_all, tag, words) => {
      if (face !== "empty" || words === "") return tag;
      const opening = JSON.parse(words);
      return tag + JSON.stringify({ ...opening, messages: opening.messages.map(emptied) });
    };
    await route.fulfill({ response, body: (await response.text()).replace(page, told) });
  };
}

export async function noBarriers(page, what) {
  await page.setViewportSize(NARROW);
  assert.deepEqual(await page.evaluate(cutOff), [], what);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await barriers(page), [], `${what}, ${colorScheme}`);
  }
}

/** every page while it waits, when there is nothing, when the hub fails, and without network. */
export async function everyFace({ town, visitors }) {
  const page = await keeper({ town, visitors }, "Gaël Perrin", { serviceWorkers: "block" });
  const browser = await page.context().newCDPSession(page);
  // What the device remembers would be shown in place of every face but the empty one.
  const forget = () =>
    browser.send("Storage.clearDataForOrigin", {
      origin: town.access.hub,
      storageTypes: "indexeddb",
    });
  for (const { path, asked } of ASKING) {
    for (const [face, { api, said }] of Object.entries(FACES)) {
      await page.goto("about:blank");
      await forget();
      await page.route(asked, api);
      if (!path.includes("#")) await page.route(`**${path}`, opens(face));
      await page.goto(town.access.hub + path);
      await page.getByText(said).first().waitFor({ state: "attached" });
      await noBarriers(page, `${path}, ${face}`);
      await page.unrouteAll({ behavior: "ignoreErrors" });
    }
    await turnTo(page, town.access.hub, path);
    await page.getByText("En direct").waitFor();
    await page.context().setOffline(true);
    await page.getByText(/Hors ligne depuis/).waitFor();
    await noBarriers(page, `${path}, offline`);
    await page.context().setOffline(false);
  }
  await page.context().close();
}
