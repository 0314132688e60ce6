// What a keeper reads when a sensor stops, repeats itself, or the phone has another clock (ux, section 4: ).
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AVIARY, EVERY, HOUR, keeperOn, TICK, withLine } from "./aviary.mjs";
import { everyFace, fits } from "./faces.mjs";
import { shareOneStream, survivesTheLine } from "./link.mjs";
import { byKeyboard, saysItWell, sameTimes, worksInsecurely } from "./reach.mjs";
import { Station } from "./station.mjs";
import { eventually, inParis } from "./town.mjs";

const valueOf = (page, name) => page.locator("div.value").filter({ hasText: name });

/**
 * When a value last became late before it was stale, how bold its age was then, and when it was stale; here and there the
 * clock is the same.
 */
function growsOld(locator, seconds) {
  return locator.evaluate(
    (it, ms) =>
      new Promise((found) => {
        const end = Date.now() + ms;
        let late = null;
        const look = setInterval(() => {
          const said = it.textContent;
          const isStale = said.includes("périmée");
          if (isStale || Date.now() > end) {
            clearInterval(look);
            found(isStale ? { ...late, staleAt: Date.now() } : null);
          } else if (said.includes("en retard")) {
            const { fontWeight } = getComputedStyle(it.querySelector(".age"));
            late ??= { lateAt: Date.now(), weight: Number(fontWeight) };
          } else late = null;
        }, 50);
      }),
    seconds * 1000,
  );
}

/** Whatever a value said for a while: what it showed, and what made one doubt it. A busy machine may be a little late. */
function watched(locator, seconds) {
  return locator.evaluate(
    (it, ms) =>
      new Promise((over) => {
        const seen = { values: new Set(), doubts: new Set() };
        const look = setInterval(() => {
          const said = it.textContent.replace(/\s+/g, " ");
          seen.values.add(/[\d,]+ .C/.exec(said)?.[0]);
          seen.doubts.add(/périmée|hors ligne|jamais|douteuse/.exec(said)?.[0]);
        }, 100);
        setTimeout(() => {
          clearInterval(look);
          seen.doubts.delete(undefined);
          over({ values: [...seen.values], doubts: [...seen.doubts] });
        }, ms);
      }),
    seconds * 1000,
  );
}

/** a sensor stops while its station lives. */
async function ages(there) {
  const page = await there.visitors.page();
  await page.goto(await there.town.invite("Anaïs Roger", "keeper"));
  await page.getByText("En direct").waitFor();
  await page.evaluate((id) => (globalThis.location.hash = id), AVIARY.id);
  const water = valueOf(page, "Abreuvoir");
  await water.waitFor();

  const old = await growsOld(water, 150);
  const { measuredAt } = await there.station.condition("water-level");
  assert.ok(old !== null, "the sensor stopped and nothing was stale");
  assert.ok(old.weight >= 700, "what is late has its age in bold");
  const [lateAfter, staleAfter] = [old.lateAt, old.staleAt].map(
    (at) => at - Date.parse(measuredAt),
  );
  assert.ok(lateAfter <= 1.5 * EVERY + TICK, `late after ${lateAfter} ms`);
  assert.ok(staleAfter <= 3 * EVERY + TICK, `stale after ${staleAfter} ms`);
  const struck = water.locator("s");
  const line = await struck.evaluate((it) => getComputedStyle(it).textDecorationLine);
  assert.equal(line, "line-through");
  assert.match((await struck.locator("..").textContent()).trim(), /^\d+\s%, périmée$/);
  assert.match(await valueOf(page, "Humidité").innerText(), /mesuré il y a/);

  await water.getByText("mesuré il y a").waitFor({ timeout: 40_000 });
  await gapIsSeen(page);
}

/** In the quarter of an hour that is shown, what was not measured stands between what was. */
async function gapIsSeen(page) {
  await page.getByRole("button", { name: "Abreuvoir" }).click();
  const zoom = page.getByRole("button", { name: "+ Zoomer" });
  while (await zoom.isEnabled()) {
    await zoom.click();
    await page.getByRole("button", { name: "Plus tard" }).click();
  }
  await page.getByRole("button", { name: "Voir en tableau" }).click();
  await eventually("the table has the gap", 65, async () => {
    const rows = await page.getByRole("row").allInnerTexts();
    const gap = rows.findIndex((row) => row.includes("pas de mesure"));
    return gap > 1 && /%/.test(rows[gap - 1]) && /%/.test(rows[gap + 1] ?? "");
  });
}

/** X-03 and the clock of X-02: what is measured again and again stays fresh, whatever the phone's clock shows. */
async function staysFresh(there) {
  await withLine(there, async (line) => {
    const page = await keeperOn(there, line, "Bruno Caron");
    await page.evaluate((id) => (globalThis.location.hash = id), AVIARY.id);
    const warmth = valueOf(page, "Température");
    await warmth.getByText("mesuré").waitFor();

    const watching = watched(warmth, 60);
    await page.waitForTimeout(30_000);
    await page.evaluate((hour) => (globalThis.ahead = hour), HOUR);
    const seen = await watching;

    assert.deepEqual(seen, { values: ["20,0 °C"], doubts: [] });
    await page.addInitScript((hour) => (globalThis.ahead = hour), HOUR);
    await page.reload();
    await warmth.getByText("mesuré").waitFor();
    const again = await watched(warmth, 5);
    assert.deepEqual(again, { values: ["20,0 °C"], doubts: [] });
    await eventually("the bar shows the farm's time", 3, async () => {
      return (await page.getByRole("banner").innerText()).includes(inParis(Date.now()));
    });
  });
}

/** @param there gives town and visitors once they are there */
export function truthTests(there) {
  describe("a keeper's pages tell the truth to everybody", () => {
    let station;
    before(async () => (station = await Station.start(there().town, AVIARY)));
    after(async () => {
      await station?.stop();
      assert.deepEqual(there().visitors.complaints, []);
    });
    const holds = (what, journey) =>
      test(what, () => there().visitors.tell(() => journey({ ...there(), station })));

    // Mostly waiting, and none changes what another looks at.
    describe("while time passes", { concurrency: true }, () => {
      holds("a sensor that stops is seen to be late, then stale, then missing", ages);
      holds("what is measured again and again is fresh, by whatever clock", staysFresh);
      holds("a line that breaks, falls silent or sleeps loses nothing", survivesTheLine);
      holds("eight tabs read one stream, and go on without the one that read it", shareOneStream);
      holds("nothing is cut off at 320 px and at a zoom of 200 %", fits);
      holds("everybody reads the farm's own time", sameTimes);
    });
    holds("by keyboard alone the worst is opened, taken on and settled", byKeyboard);
    holds("every face of every page can be used by everybody", everyFace);
    holds("both languages are written as they should be, and not mixed", saysItWell);
    holds("an insecure address says what is missing, and works", worksInsecurely);
  });
}
