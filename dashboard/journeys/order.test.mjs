// An order of two merchants, from the basket to the door, through the screens alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers, eventually, Town, Visitors } from "./town.mjs";

let town;
let visitors;

before(async () => {
  town = await Town.start();
  visitors = await Visitors.open(town.access.hub);
});

after(async () => {
  await visitors?.close();
  await town?.stop();
});

async function signedIn(role, scope, options) {
  const page = await visitors.page(options);
  await page.goto(town.link(role, scope));
  await page.waitForURL((url) => url.pathname !== "/connexion");
  return page;
}

/** What somebody without JavaScript reads behind the tracking link. */
async function tracked(path) {
  const answer = await fetch(town.access.hub + path);
  assert.equal(answer.status, 200);
  const html = await answer.text();
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  return main.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

const trackedAs = (path, pattern) =>
  eventually(`tracking says ${pattern}`, 20, async () => pattern.test(await tracked(path)));

async function position(path) {
  const token = path.slice("/suivi/".length);
  const answer = await fetch(`${town.access.hub}/api/v1/tracking/${token}`);
  return (await answer.json()).position;
}

async function placed(page) {
  await page.goto(`${town.access.hub}/boutique`);
  await page.getByLabel("Quand").selectOption({ index: 1 });
  await page.getByLabel("Où, dans le centre de Calais").fill("14 bis rue Royale");
  await page.getByRole("button", { name: "Vérifier" }).click();
  await page.getByRole("button", { name: /^Ajouter Maroilles/ }).click();
  await page.getByRole("button", { name: /^Ajouter Carottes/ }).click();
  await page.getByLabel("Nom", { exact: true }).fill("Mme Delattre");
  await page.getByLabel(/^Téléphone/).fill("06 12 34 56 78");
  await page.getByLabel(/^Instructions/).fill("2e étage, code 34B");
  await page.getByRole("button", { name: /Commander et payer 12,80.€ à la livraison/ }).click();
  const track = page.getByRole("link", { name: "Suivre ma commande" });
  const path = await track.getAttribute("href");
  const number = /(\d+)$/.exec(await page.getByText(/^Commande n°/).innerText())[1];
  return { path, number };
}

function cardOf(page, number) {
  return page.getByRole("article").filter({ hasText: `#${number}` });
}

/** On a phone the columns are tabs: an order that moved on is looked for where it went. */
async function turnTo(page, column) {
  const tab = page.getByRole("tab", { name: column });
  if (await tab.isVisible()) await tab.click();
}

async function prepared(page, number) {
  const card = cardOf(page, number);
  await card.getByRole("button", { name: /^Accepter pour/ }).click();
  await turnTo(page, /En préparation/);
  await card.getByRole("button", { name: "Commencer" }).click();
  await card.getByRole("button", { name: "Prête" }).click();
  await card.getByRole("button", { name: "1", exact: true }).click();
  await turnTo(page, /Prêtes/);
  await card.getByText("1 sac").waitFor();
}

test("an order of two merchants goes from the basket to the door", () =>
  visitors.tell(fromBasketToDoor));

async function fromBasketToDoor() {
  const customer = await visitors.page();
  const { path, number } = await placed(customer);
  assert.match(path, /^\/suivi\/[\w-]{22,}$/, "a link of 128 bits at least");
  await trackedAs(path, /en attente des commerces/);

  const dairy = await signedIn("merchant", "fromagerie-caron");
  const farm = await signedIn("merchant", "ferme-des-dunes", { width: 1024, height: 768 });
  await prepared(dairy, number);
  await prepared(farm, number);
  await trackedAs(path, /Prête/);

  const dispatcher = await signedIn("dispatcher", undefined, { width: 1440, height: 900 });
  const card = dispatcher.locator("[data-delivery]").filter({ hasText: `#${number}` });
  await card.getByRole("button", { name: /Affecter/ }).click();
  await dispatcher.getByRole("button", { name: /Vélo 1/ }).click();
  await card.getByRole("button", { name: /Changer/ }).waitFor();
  assert.equal(await position(path), undefined, "no position before the bike comes");

  const courier = await signedIn("courier");
  await courier.getByRole("button", { name: "Commencer avec Vélo 1" }).click();
  for (const shop of ["first", "second"]) {
    await courier.getByRole("button", { name: "Partir" }).click();
    await courier.getByRole("button", { name: "Arrivé" }).click();
    assert.equal(await position(path), undefined, `no position at the ${shop} shop`);
    await courier.getByRole("button", { name: "Collecté" }).click();
  }
  await trackedAs(path, /En tournée/);

  await courier.getByRole("button", { name: "Partir" }).click();
  await trackedAs(path, /En route vers vous/);
  await eventually("the bike is shown", 30, () => position(path));
  await customer.goto(town.access.hub + path);
  await customer.getByText(/Position du vélo/).waitFor();
  assert.deepEqual(await barriers(customer), []);

  await courier.getByRole("button", { name: "Arrivé" }).click();
  await courier.getByRole("button", { name: "Livré" }).click();
  await courier.getByRole("button", { name: "Terminer" }).click();
  await trackedAs(path, /Livrée/);
  await eventually("no position after the door", 10, async () => !(await position(path)));
  await customer
    .getByText(/Livrée/)
    .first()
    .waitFor();

  assert.deepEqual(visitors.complaints, []);
}
