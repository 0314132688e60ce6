// Starts all of Anima as a newcomer does, with deploy/try on a folder and ports of its own, and drives browsers.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { HubClient } from "../../deploy/town/hub.mjs";

const TRY = fileURLToPath(new URL("../../deploy/try", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** A name that leads here, and that browsers do not trust as they trust 127.0.0.1. */
export const INSECURE = "ferme.test";
const STARTED = /Ctrl-C arrête tout/;

/** A port nobody listens on, below those that the system gives to connections that go out. */
async function freePort() {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    const found = await new Promise((answer) => {
      const server = createServer().once("error", () => answer(false));
      server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
    });
    if (found) return port;
  }
}

/** Polls until a promise gives something, at most so many seconds. */
export async function eventually(what, seconds, ask) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((again) => setTimeout(again, 200));
  }
}

/** "14:07" by the farm's clock. */
export function inParis(at) {
  const clock = { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat("fr-FR", clock).format(at);
}

/** What keeps somebody from using a page: violations of WCAG 2.0 to 2.2, levels A and AA. */
export async function barriers(page) {
  await page.evaluate(AXE);
  return page.evaluate(async (values) => {
    const found = await globalThis.axe.run(document, { runOnly: { type: "tag", values } });
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(" ")}`,
    );
  }, WCAG);
}

/** A photo of a large phone, of noise that no JPEG makes small; drawn by the page. */
export async function photo(page) {
  const address = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2400, 3200];
    const brush = canvas.getContext("2d");
    for (let at = 0; at < 40_000; at++) {
      brush.fillStyle = `hsl(${(at * 47) % 360} 80% ${20 + ((at * 31) % 60)}%)`;
      brush.fillRect((at * 7919) % 2400, (at * 104_729) % 3200, 40, 24);
    }
    return canvas.toDataURL("image/jpeg", 0.95);
  });
  const buffer = Buffer.from(address.split(",")[1], "base64");
  return { name: "IMG_1.jpg", mimeType: "image/jpeg", buffer };
}

/** A running town; its links are the people's one-time sign-in links. */
export class Town {
  static async start(...options) {
    const data = mkdtempSync(join(tmpdir(), "anima-town-"));
    const [port, mqtt] = [await freePort(), await freePort()];
    const words = ["--data", data, "--port", String(port), "--mqtt-port", String(mqtt), ...options];
    const process = spawn(TRY, words, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [process.stdout, process.stderr]) {
      stream.on("data", (bytes) => (said += bytes));
    }
    const town = new Town(data, process, () => said);
    await eventually("the town is there", 240, () => {
      if (process.exitCode !== null) throw new Error(`deploy/try ended:\n${said}`);
      return STARTED.test(said) && existsSync(join(data, "access.json"));
    });
    town.access = JSON.parse(readFileSync(join(data, "access.json"), "utf8"));
    town.operator = HubClient.operator(town.access.hub, data);
    return town;
  }

  constructor(data, process, said) {
    this.data = data;
    this.process = process;
    this.said = said;
  }

  /** The one-time link of a role, or of one merchant. */
  link(role, scope) {
    return this.access.links.find(
      (it) => it.role === role && (scope === undefined || it.scope === scope),
    ).link;
  }

  /** The one-time link of somebody new. */
  async invite(name, role) {
    const { link } = await this.operator.ask("POST", "/api/v1/people", { name, role });
    return this.access.hub + link;
  }

  /** Stops it as Ctrl-C does and tells how it ended. */
  async stop() {
    const ended = new Promise((exit) => this.process.once("exit", exit));
    this.process.kill("SIGINT");
    const code = await ended;
    rmSync(this.data, { recursive: true, force: true });
    return code;
  }
}

/** A browser whose pages must not ask another origin for anything, nor break their content policy. */
export class Visitors {
  static async open(origin) {
    const browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-sync",
        `--host-resolver-rules=MAP ${INSECURE} 127.0.0.1`,
      ],
    });
    return new Visitors(browser, origin);
  }

  constructor(browser, origin) {
    this.browser = browser;
    this.origins = new Set([origin]);
    this.complaints = [];
  }

  /** Lets pages ask another origin, one that leads to the same hub. */
  allow(origin) {
    this.origins.add(origin);
  }

  /** A page of a person of their own, in French, on a phone unless told otherwise. */
  async page({ width = 360, height = 740, ...options } = {}) {
    const context = await this.browser.newContext({
      viewport: { width, height },
      locale: "fr-FR",
      timezoneId: "Pacific/Auckland",
      reducedMotion: "reduce",
      ...options,
    });
    return this.watched(await context.newPage());
  }

  /** Kills a page, and opens it anew as the same person. */
  async again(page) {
    const [context, address] = [page.context(), page.url()];
    await page.close();
    const opened = this.watched(await context.newPage());
    await opened.goto(address);
    return opened;
  }

  watched(page) {
    page.setDefaultTimeout(20_000);
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && !this.origins.has(origin)) {
        this.complaints.push(`request to another origin: ${request.url()}`);
      }
    });
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted Type/i.test(message.text())) {
        this.complaints.push(`${page.url()}: ${message.text()}`);
      }
    });
    page.on("pageerror", (error) => this.complaints.push(`${page.url()}: ${error}`));
    return page;
  }

  /** Lets a journey that fails say what every visitor saw at that moment. */
  async tell(journey) {
    try {
      await journey();
    } catch (failure) {
      for (const page of this.browser.contexts().flatMap((it) => it.pages())) {
        const seen = await page.locator("body").innerText({ timeout: 5_000 }).catch(String);
        console.error(`--- ${page.url()}\n${seen.replace(/\n\s*\n/g, "\n")}`);
      }
      throw failure;
    }
  }

  async close() {
    await this.browser.close();
  }
}
