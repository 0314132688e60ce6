// Every screen with the town behind it: it says what it should, to the right people, and asks nobody else.
//   SCREENS=DIR keeps pictures of them.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { keeperTests } from "./keeper.mjs";
import { barriers, eventually, photo, Town, Visitors } from "./town.mjs";
import { truthTests } from "./truth.mjs";

const KEPT = process.env.SCREENS;
let town;
let visitors;

before(async () => {
  town = await Town.start();
  visitors = await Visitors.open(town.access.hub);
});

after(async () => {
  await visitors?.close();
  assert.equal(await town?.stop(), 0, "deploy/try stops cleanly");
});

/** Opens a role's screen once and looks at it on a phone and on a desk. */
async function look(name, role, path, expected) {
  const page = await visitors.page({ width: 1440, height: 900 });
  await page.goto(role === undefined ? town.access.hub + path : town.link(role, undefined));
  await page.waitForURL((url) => url.pathname === path);
  await page.getByText(expected).filter({ visible: true }).first().waitFor();
  await examine(page, name);
  return page;
}

/** Looks at what a page shows now on a phone and on a desk, in both themes. */
async function examine(page, name) {
  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ]) {
    await page.setViewportSize({ width, height });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(overflow <= 0, `${name} is ${overflow} px too wide at ${width} px`);
    // The whole page at once: what is scrolled half under a bar is not too small for a finger.
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: whole });
    for (const colorScheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await barriers(page), [], `${name}, ${colorScheme}, ${width} px`);
    }
    await page.setViewportSize({ width, height });
    if (KEPT) {
      mkdirSync(KEPT, { recursive: true });
      await page.waitForTimeout(1500);
      await page.screenshot({ path: join(KEPT, `${name}-${width}.png`) });
    }
  }
  assert.deepEqual(visitors.complaints, []);
}

/** What the hub knows of the alert that was settled last. */
function deedsOf(page) {
  return page.evaluate(async () => {
    const ask = async (path) => (await globalThis.fetch(`/api/v1/alerts${path}`)).json();
    const { alerts } = await ask("?state=all");
    const { id } = alerts.find((alert) => alert.settled?.photo);
    return (await ask(`/${id}/deeds`)).deeds.filter((deed) => deed.by);
  });
}

/** Sets a limit that every reading is beyond. */
function ringIn(page, enclosure) {
  const limit = { quantity: "temperature", side: "above", raiseAt: -30, clearAt: -31 };
  const level = { ...limit, raiseAfterSeconds: 0, clearAfterSeconds: 0, severity: "alerte" };
  return page.evaluate(
    async ([id, limits]) => {
      const heard = await (await globalThis.fetch("/api/v1/enclosures")).json();
      const { name, species, conditions } = heard.enclosures.find((one) => one.id === id);
      const periods = conditions.map((one) => [one.quantity, one.expectedEverySeconds]);
      const expectedEverySeconds = Object.fromEntries(periods);
      const answer = await globalThis.fetch(`/api/v1/enclosures/${id}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name, species, limits, expectedEverySeconds }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    [enclosure, [level]],
  );
}

/** Without network an alert is taken on and settled with a photo, and the page is killed: each is told once. */
async function settleWithPhoto(before) {
  const picture = await photo(before);
  await ringIn(before, "poulailler");
  await before.getByRole("button", { name: "Je m’en occupe" }).waitFor();
  await before.context().setOffline(true);
  await before.getByRole("button", { name: "Je m’en occupe" }).first().click();
  await before.getByText(/vous vous en occupez/).waitFor();
  await before.getByRole("button", { name: "C’est réglé" }).first().click();
  await before.getByLabel("Choisir une photo").setInputFiles(picture);
  await before.getByAltText("Photo jointe").waitFor();
  await examine(before, "photo");
  await before.getByRole("button", { name: "Nourriture" }).click();
  await before.getByText("2 envois en attente du réseau").waitFor();
  const page = await visitors.again(before);
  await page.getByRole("button", { name: "C’est réglé" }).first().waitFor();
  await page.getByText("2 envois en attente du réseau").waitFor();
  const sent = [];
  page.on("request", (request) => {
    if (/photos/.test(request.url()) && request.method() === "PUT") sent.push(request);
  });
  const wentOnline = Date.now();
  await page.context().setOffline(false);
  await page.getByText("2 envois en attente du réseau").waitFor({ state: "detached" });
  const deeds = await deedsOf(page);
  assert.deepEqual(
    deeds.map((deed) => deed.what),
    ["taken", "settled"],
  );
  for (const { at } of deeds) assert.ok(Date.parse(at) < wentOnline, "each has its tap's time");
  assert.equal(sent.length, 1);
  const { "content-length": bytes } = await sent[0].allHeaders();
  assert.ok(Number(bytes) > 0 && Number(bytes) <= 300_000, `${bytes} bytes were sent`);
  await page.getByRole("link", { name: "Poulailler", exact: false }).first().click();
  await page.getByRole("button", { name: /^Agrandir la photo : Réglé/ }).click();
  await page.getByRole("dialog").getByRole("img").waitFor();
  await page.getByRole("button", { name: "Fermer" }).click();
  await page.getByRole("link", { name: "Retour" }).click();
  return page;
}

test("a keeper sees the worst enclosure first", async () => {
  let page = await look("ferme", "keeper", "/ferme", /Poulailler/);
  await page.getByText("En direct").waitFor();

  // One enclosure with its curve, whose table says what was not measured.
  await page.evaluate(() => (globalThis.location.hash = "poulailler"));
  await page.getByRole("img", { name: /\d\d:\d\d – / }).waitFor();
  await examine(page, "enclos");
  await page.getByRole("button", { name: "7 jours" }).click();
  await page.getByRole("button", { name: "Voir en tableau" }).click();
  await page.getByRole("cell", { name: "pas de mesure" }).first().waitFor();
  await page.getByRole("link", { name: "Retour" }).click();

  // Without network the farm opens as this device knew it last.
  await page.evaluate(() => globalThis.navigator.serviceWorker.ready);
  await page.reload();
  await page.getByText("En direct").waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText(/Gardé sur cet appareil/).waitFor();
  await page
    .getByText(/Tout va bien/)
    .first()
    .waitFor();
  await page.context().setOffline(false);
  await page.getByText("En direct").waitFor();

  page = await settleWithPhoto(page);

  // From there to an animal, whose weight is noted where there is no network.
  await page.getByRole("link", { name: "Animaux" }).click();
  await page.getByText("Noisette").waitFor();
  await examine(page, "animaux");
  await page.getByLabel("Chercher").fill("rousse");
  await page.getByRole("link", { name: "Rousse" }).click();
  await page
    .getByText(/ne pas utiliser/)
    .first()
    .waitFor();
  await page.getByText("Vermifuge").waitFor();
  await page.getByRole("button", { name: "+ Noter" }).click();
  await examine(page, "animal");
  await page.context().setOffline(true);
  await page.getByLabel("Poids en grammes").fill("2 222");
  await page.getByRole("button", { name: "Noter", exact: true }).click();
  await page.getByText("1 envoi en attente du réseau").waitFor();
  await page.getByText("envoyé dès le retour du réseau").waitFor();
  await page.context().setOffline(false);
  await page.getByText("1 envoi en attente du réseau").waitFor({ state: "detached" });
  await page
    .getByText(/2,22.kg/)
    .first()
    .waitFor();

  // Rabbits and guinea pigs share a hutch, and cannot both have the humidity they like.
  await page.getByRole("link", { name: "Enclos", exact: true }).click();
  await page.getByRole("link", { name: /Clapier/ }).click();
  await page.getByText("À décider").waitFor();
  await examine(page, "confort");

  // The morning round, begun by somebody else, goes on without network too.
  await page.getByRole("link", { name: "Rondes" }).click();
  await page.getByRole("button", { name: "Ronde du matin" }).click();
  await page.getByText("Hélène").first().waitFor();
  await examine(page, "rondes");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Poulailler : Litière" }).click();
  await page.getByText("noté").waitFor();
  await page.context().setOffline(false);
  await page.getByText(/^Camille.*\d\d:\d\d/).waitFor();
});

test("a page shows the farm that it brought, whatever becomes of its questions", async () => {
  const page = await visitors.page({ serviceWorkers: "block" });
  await page.goto(await town.invite("Inès Martin", "keeper"));
  await page.waitForURL((url) => url.pathname === "/ferme");
  const brought = await eventually("the page brings its first words", 20, async () => {
    const html = await (await page.request.get(`${town.access.hub}/ferme`)).text();
    return html.includes('"kind":"snapshot"') ? html : null;
  });
  const body = brought.replaceAll("Poulailler", "Volière");
  await page.route("**/ferme", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.route("**/api/**", (route) => route.abort());

  await page.reload();

  await page.getByText("Volière").first().waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByText("Inès Martin").waitFor();
});

test("a dispatcher sees the board", async () => {
  await look("repartition", "dispatcher", "/repartition", /Tournées/i);
});

test("a courier chooses a bike", async () => {
  await look("livreur", "courier", "/livreur", /Quel vélo/);
});

test("a merchant sees the orders", async () => {
  await look("commercant", "merchant", "/commercant", /À accepter/i);
});

test("the city sees passages", async () => {
  await look("ville", "official", "/ville", /Rue Royale/);
});

test("an admin sees what is well, and gives a new device its code", async () => {
  const page = await look("admin", "admin", "/admin", /pi-clapier/);
  await page.getByLabel("Identifiant", { exact: false }).first().fill("pi-chevrerie");
  await page.getByLabel(/Fixé à/).fill("goats");
  await page.getByRole("button", { name: "Obtenir un code" }).click();
  const line = await page.getByText(/anima-edge claim/).textContent();
  await page.getByText("En attente de l’appareil").waitFor();

  const claimed = await fetch(`${town.access.hub}/api/v1/stations/claim`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      code: line.split(" ").at(-1),
      key: randomBytes(32).toString("base64url"),
    }),
  });

  assert.equal(claimed.status, 201);
  await page.getByText("pi-chevrerie a pris son nom").waitFor();
  if (KEPT) await page.screenshot({ path: join(KEPT, "admin-code.png") });
  await page.getByRole("button", { name: "C’est noté" }).click();
  await page.getByRole("heading", { name: /^pi-chevrerie/ }).waitFor();
});

test("everybody sees the shop", async () => {
  await look("boutique", undefined, "/boutique", /Maroilles/);
});

test("a link works once", async () => {
  const page = await visitors.page();
  await page.goto(town.link("keeper", undefined));
  await page.getByText(/lien/i).first().waitFor();
  assert.equal(new URL(page.url()).pathname, "/connexion");
});

keeperTests(() => ({ town, visitors, barriers }));
truthTests(() => ({ town, visitors }));
