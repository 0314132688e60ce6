// Opens the pages of people with phones as a slow one does: CPU four times slower, 1.6 Mbit/s, 150 ms there and back, an
// empty cache; then once more with what it kept. Prints "page;figures" for deploy/bench, in milliseconds since the tap.
import { Town, Visitors } from "../journeys/town.mjs";

const VISITS = Number(process.argv[2] ?? 5);
const LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 0.75e6 / 8,
};
const SLOWER = 4;
/** A person stays a while: what a page keeps of a visit, it keeps meanwhile. */
const STAY_MS = 4_000;
const PHONE = { viewport: { width: 360, height: 740 }, locale: "fr-FR" };

/** Per page: who opens it, and what they came to read. */
const PAGES = [
  ["/ferme", "keeper", "Poulailler[^]*\\d,\\d\\s°C"],
  ["/rondes", "keeper", "Clapier"],
  ["/animaux", "keeper", "Noisette"],
  ["/livreur", "courier", "Vélo|vélo|arrêt"],
  ["/commercant", "merchant", "ommande"],
  ["/boutique", undefined, "Fromagerie Caron"],
];

/** When what matters could be read first, looked for in each frame. */
function watch(pattern) {
  const wanted = new RegExp(pattern);
  const look = () => {
    if (globalThis.readable === undefined && wanted.test(document.body?.innerText ?? "")) {
      globalThis.readable = performance.now();
    } else if (globalThis.readable === undefined) requestAnimationFrame(look);
  };
  look();
  new PerformanceObserver((list) => {
    globalThis.largest = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  globalThis.shift = 0;
  new PerformanceObserver((list) => {
    for (const it of list.getEntries()) if (!it.hadRecentInput) globalThis.shift += it.value;
  }).observe({ type: "layout-shift", buffered: true });
  globalThis.slowest = 0;
  new PerformanceObserver((list) => {
    const taps = list.getEntries().filter((it) => it.interactionId > 0);
    globalThis.slowest = Math.max(globalThis.slowest, ...taps.map((it) => it.duration));
  }).observe({ type: "event", durationThreshold: 16 });
}

async function signIn(visitors, role) {
  const page = await visitors.page();
  await page.goto(town.link(role));
  await page.waitForURL((url) => url.pathname !== "/connexion", { waitUntil: "commit" });
  const cookies = await page.context().cookies();
  await page.context().close();
  return cookies;
}

async function visit(context, address, pattern) {
  const page = await context.newPage();
  await page.addInitScript(watch, pattern);
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  await wire.send("Network.emulateNetworkConditions", LINE);
  await wire.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  let bytes = 0;
  wire.on("Network.loadingFinished", (it) => (bytes += it.encodedDataLength));
  await page.goto(address, { waitUntil: "load" });
  await page.waitForFunction(() => globalThis.readable !== undefined, undefined, {
    timeout: 30_000,
  });
  await page.waitForTimeout(STAY_MS);
  // What had moved by itself before anybody touched it; then how soon a tap is answered.
  const { readable, largest, shift } = await page.evaluate(() => ({
    readable: globalThis.readable,
    largest: globalThis.largest ?? 0,
    shift: globalThis.shift,
  }));
  for (let tap = 0; tap < 3; tap++) {
    await page.locator("button:visible").first().click();
    await page.waitForTimeout(300);
  }
  const slowest = await page.evaluate(() => globalThis.slowest);
  await page.close();
  return { readable, largest, shift, slowest, bytes };
}

const middle = (values) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
function told(visits) {
  const usual = (figure) => middle(visits.map((it) => it[figure]));
  const ms = (figure) => Math.round(usual(figure));
  return `readable ${ms("readable")}, largest ${ms("largest")}, tap ${ms("slowest")} ms, shift ${usual("shift").toFixed(3)}, ${Math.round(usual("bytes") / 1024)} KiB`;
}

const town = await Town.start();
try {
  const visitors = await Visitors.open(town.access.hub);
  // A link signs in once.
  const cookiesByRole = {};
  for (const [path, role, pattern] of PAGES) {
    if (role !== undefined) cookiesByRole[role] ??= await signIn(visitors, role);
    const first = [];
    const again = [];
    for (let round = 0; round < VISITS; round++) {
      const context = await visitors.browser.newContext(PHONE);
      await context.addCookies(cookiesByRole[role] ?? []);
      first.push(await visit(context, town.access.hub + path, pattern));
      again.push(await visit(context, town.access.hub + path, pattern));
      await context.close();
    }
    console.log(`slow phone, ${path}, first visit;${told(first)}`);
    console.log(`slow phone, ${path}, again;${told(again)}`);
  }
  await visitors.close();
} finally {
  await town.stop();
}
