// Whether everybody can use a keeper's pages: with a keyboard alone, in both languages, wherever they are, by an insecure
// address (ux, section 4: ).
import assert from "node:assert/strict";
import { AVIARY, rings } from "./aviary.mjs";
import { keeper, pagesOf, turnTo, ZOOMED } from "./faces.mjs";
import { focused, spoken } from "./onPage.mjs";
import { eventually, inParis, INSECURE } from "./town.mjs";

/** Goes on with the tab key until something in there has the focus; everything on the way has to be seen. */
async function tabTo(page, there, name) {
  for (let stop = 0; stop < 120; stop++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    assert.deepEqual(at.misses, []);
    if (name.test(at.name) && (await there.locator(":focus").count()) > 0) return;
  }
  throw new Error(`no tab leads to ${name}`);
}

/** */
export async function byKeyboard({ town, visitors, station }) {
  await station.limit([rings("temperature")]);
  const page = await keeper({ town, visitors }, "Émile Fournier", { ...ZOOMED });
  const untaken = page.getByRole("article").filter({ hasText: "Je m’en occupe" }).first();
  await untaken.waitFor();
  const name = await untaken.getByRole("heading").innerText();
  const card = page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
  const press = async (there, what) => {
    await tabTo(page, there, what);
    await page.keyboard.press("Enter");
  };

  await press(card, /^Détails/);
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await press(page.getByRole("main"), /Retour$/);
  await press(card, /^Je m’en occupe$/);
  await card.getByText("Émile Fournier s’en occupe").waitFor();
  await press(card, /^C’est réglé$/);
  await tabTo(page, card, /^Remarque/);
  await page.keyboard.type("au clavier");
  await press(card, /^Autre$/);
  await card.getByText(/Réglé \(Autre\) par Émile Fournier.*au clavier/).waitFor();
  await page.context().close();
}

/** All that a keeper's pages say in a language. */
async function saidIn(page, origin, language) {
  const said = new Set();
  const listen = async () => (await page.evaluate(spoken)).forEach((text) => said.add(text));
  for (const path of await pagesOf(page)) {
    const [place, hash = ""] = path.split("#");
    await turnTo(page, origin, `${place}?lang=${language}#${hash}`);
    await page.getByRole("button", { name: "Menu" }).click();
    await listen();
    await page.keyboard.press("Escape");
  }
  await turnTo(page, origin, `/ferme?lang=${language}`);
  const deeds = page.locator(".deeds").first().locator("> [aria-expanded]");
  for (let deed = 0; deed < (await deeds.count()); deed++) {
    await deeds.nth(deed).click();
    await page.locator(".panel").first().waitFor();
    await listen();
  }
  return [...said];
}

/** Whatever people wrote and named: it stays as they wrote it. The contract's own words are all small letters. */
async function written(page) {
  const answers = await page.evaluate(async () => {
    const ask = async (path) => (await globalThis.fetch(`/api/v1/${path}`)).json();
    const { animals } = await ask("animals");
    const { enclosures } = await ask("enclosures");
    const day = new URLSearchParams({
      from: new Date(Date.now() - 86_400_000).toISOString(),
      until: new Date().toISOString(),
    });
    const asked = [
      ...["alerts?state=all", "rounds", "roster", "notices", `animals/${animals[0].id}`],
      ...enclosures.map(({ id }) => `enclosures/${id}/events?${day}`),
    ];
    return [animals, enclosures, ...(await Promise.all(asked.map(ask)))];
  });
  const texts = [];
  JSON.stringify(answers, (_key, value) => {
    if (typeof value === "string" && !/^[a-z-]*$/.test(value)) texts.push(value);
    return value;
  });
  // The choice of the language names each in its own words.
  return [...texts, "Français"].sort((one, other) => other.length - one.length);
}

const PLAIN_SPACE = / [:;!?%€»]|« |\d (°C|h|min|s|kg|g|km)(?![\wà-ÿ])/;
const FRENCH =
  /[àâçéèêëîïôûùœ«]|\b(le|les|un|une|du|de|et|ou|où|au|aux|pas|pour|par|dans|depuis|avec|sur|est|qui|que|sans|vous|votre|jour|jours|ronde|rondes|enclos|mesure|alertes|aucun|aucune)\b/i;

/** */
export async function saysItWell({ town, visitors }) {
  const page = await keeper({ town, visitors }, "Inès Noël", {});
  const french = await saidIn(page, town.access.hub, "fr");
  assert.ok(french.length > 150, `${french.length} pieces of French`);
  assert.deepEqual(
    french.filter((text) => PLAIN_SPACE.test(text)),
    [],
  );
  const english = await saidIn(page, town.access.hub, "en");
  assert.ok(english.length > 150, `${english.length} pieces of English`);
  const names = await written(page);
  const bare = (text) => names.reduce((left, name) => left.replaceAll(name, ""), text);
  assert.deepEqual(
    english.filter((text) => FRENCH.test(bare(text))),
    [],
  );
  await page.context().close();
}

/** The times that a page shows, but for the running ones. */
async function timesOn(page) {
  const said = await page.evaluate(spoken);
  return said.flatMap((text) => text.match(/\d\d\/\d\d\/\d{4} \d\d:\d\d|\d\d:\d\d(?!:)/g) ?? []);
}

/** people in New York and Auckland read the farm's own time. */
export async function sameTimes({ town, visitors }) {
  const zones = ["America/New_York", "Pacific/Auckland"];
  const pages = await Promise.all(
    zones.map((timezoneId) => keeper({ town, visitors }, `Jo ${timezoneId}`, { timezoneId })),
  );
  for (const path of ["/ferme#poulailler", "/rondes", "/astreinte"]) {
    await Promise.all(pages.map((page) => turnTo(page, town.access.hub, path)));
    if (path.includes("#")) {
      for (const page of pages) await page.getByRole("button", { name: "Voir en tableau" }).click();
    }
    const times = await eventually(`${path} shows the same times`, 20, async () => {
      const minute = inParis(Date.now());
      const [one, other] = await Promise.all(pages.map(timesOn));
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      return isSame && one[0] === minute ? one : null;
    });
    assert.ok(times.length > 2, `${path} shows ${times.length} times`);
  }
  for (const page of pages) await page.context().close();
}

/** by a name that browsers do not trust, the pages say what is missing and work. */
export async function worksInsecurely({ town, visitors, station }) {
  await station.limit([rings("humidity")]);
  const origin = town.access.hub.replace("127.0.0.1", INSECURE);
  visitors.allow(origin);
  const page = await visitors.page();
  await page.goto((await town.invite("Karim Aziz", "keeper")).replace(town.access.hub, origin));
  await page.waitForURL(`${origin}/ferme`);
  assert.equal(await page.evaluate(() => globalThis.isSecureContext), false);
  const told = page.getByText("Connexion non sécurisée : pas de mode hors ligne sur cet appareil.");
  await page.getByText("En direct").waitFor();
  await told.waitFor();
  const card = page.getByRole("article").filter({ hasText: AVIARY.name });
  await card.getByText("Humidité").waitFor();
  await card.getByRole("button", { name: "Je m’en occupe" }).click();
  await card.getByText("Karim Aziz s’en occupe").waitFor();
  await turnTo(page, origin, "/rondes");
  await told.waitFor();
  await page.getByRole("button", { name: "Ronde du matin" }).click();
  await page.getByRole("button", { name: `${AVIARY.name} : Litière` }).click();
  await page.getByText(/^Karim Aziz, \d\d:\d\d/).waitFor();
  await turnTo(page, origin, "/animaux");
  await told.waitFor();
  await turnTo(page, origin, "/astreinte");
  await page.getByText(/cette page n’est pas ouverte par une adresse https/).waitFor();
  await page.context().close();
}
