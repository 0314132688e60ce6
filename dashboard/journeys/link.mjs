// What a keeper reads when the line to the hub breaks or falls silent, a phone sleeps and tabs close (ux, section 4: X-04
// to X-07).
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { HubClient } from "../../deploy/town/hub.mjs";
import { AVIARY, EVERY, HOUR, keeperOn, TICK, withLine } from "./aviary.mjs";
import { noBarriers } from "./faces.mjs";
import { eventually } from "./town.mjs";

/** Longer than three periods: what is not heard of meanwhile is struck out. */
const LONG = 3 * EVERY + TICK;

const cardOf = (page) => page.getByRole("article").filter({ hasText: AVIARY.name });

/** Seconds of age that a card tells; none where it says that nothing can be believed. */
async function ageOn(page) {
  const told = /mesuré il y a (\d+)\s*s/.exec(await cardOf(page).innerText());
  return told === null ? Infinity : Number(told[1]);
}

/** the line is cut, and what happened meanwhile is there afterwards. */
async function comesBack(there, line, page) {
  const { town, station } = there;
  const link = await town.invite("Léa Martel", "keeper");
  const lea = await new HubClient(town.access.hub).signIn(link);
  await cardOf(page).getByRole("button", { name: "Je m’en occupe" }).waitFor();

  line.cut();
  await page.getByText(/Reconnexion… \(données de \d\d:\d\d:\d\d\)/).waitFor({ timeout: 3_000 });
  const [humid] = await station.crossed();
  const alert = `/api/v1/alerts/${humid.id}`;
  await lea.ask("PUT", `${alert}/acknowledgement`, {});
  const settled = { what: "settled", at: new Date().toISOString(), remedy: "water" };
  await lea.ask("PUT", `${alert}/deeds/${randomUUID()}`, {
    ...settled,
    words: "pendant la coupure",
  });
  line.mend();

  await page.getByText("En direct").waitFor({ timeout: 5_000 });
  await cardOf(page).getByText("Léa Martel s’en occupe").waitFor({ timeout: 1_000 });
  const told = /Réglé \(Eau\) par Léa Martel.*pendant la coupure/;
  await cardOf(page).getByText(told).waitFor({ timeout: 1_000 });
}

/** a stream that is open and says nothing. */
async function noticesSilence(line, page) {
  await page.evaluate(() => {
    globalThis.said = [];
    const bar = document.querySelector("[role=status]");
    const note = () => globalThis.said.push(bar.textContent.trim());
    new MutationObserver(note).observe(bar, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  line.lose();
  const lostAt = Date.now();

  await cardOf(page)
    .getByText(/périmée/)
    .waitFor({ timeout: LONG + TICK });
  await noBarriers(page, "/ferme, stale");
  await eventually("another stream", 25, () => line.openedAt > lostAt);
  const noticed = line.openedAt - lostAt;
  assert.ok(noticed <= 20_500, `silence was noticed after ${noticed} ms`);
  assert.match((await page.evaluate(() => globalThis.said)).join("\n"), /^Reconnexion…/);
  await eventually("a fresh value", 3, async () => (await ageOn(page)) <= 3);
}

/** a phone that was put away for ten minutes, and whose stream died meanwhile. */
async function wakesUp(line, page) {
  await page.evaluate(() => globalThis.show("hidden"));
  line.lose();
  await page.waitForTimeout(LONG);
  assert.equal(await ageOn(page), Infinity);
  await page.evaluate((ms) => {
    globalThis.ahead += ms;
    globalThis.show("visible");
  }, HOUR / 6);
  const shownAt = Date.now();

  await eventually("something measured since it is shown", 3, async () => {
    const age = await ageOn(page);
    return (age + 1) * 1000 <= Date.now() - shownAt;
  });
}

export async function survivesTheLine(there) {
  await withLine(there, async (line) => {
    const page = await keeperOn(there, line, "Chloé Dubois");
    await comesBack(there, line, page);
    await noticesSilence(line, page);
    await wakesUp(line, page);
  });
}

/** After a while nothing on any of the tabs is older than it may be. */
async function allHear(tabs, line) {
  await eventually("one stream for all", 5, () => line.streams === 1);
  await tabs[0].waitForTimeout(LONG);
  const ages = await Promise.all(tabs.map(ageOn));
  assert.ok(Math.max(...ages) <= 5, `ages of ${ages.join(", ")} s`);
  assert.equal(line.streams, 1);
}

/** */
export async function shareOneStream(there) {
  await withLine(there, async (line) => {
    const first = await keeperOn(there, line, "David Lefort");
    const tabs = [first];
    for (let more = 0; more < 7; more++) {
      const tab = there.visitors.watched(await first.context().newPage());
      await tab.goto(first.url());
      tabs.push(tab);
    }
    for (const tab of tabs) await tab.getByText("En direct").waitFor();
    await allHear(tabs, line);

    await first.close();

    await allHear(tabs.slice(1), line);
    await first.context().close();
  });
}
