// Takes pictures of the built screens with made-up answers, for people to look at: npm run build && npm run look [name...]
// The pages come with the hub's content security policy; every violation, page error and foreign request is printed.
import { createServer } from "node:http";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const shots = join(root, "shots");
const policy =
  "default-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; " +
  "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

let scene;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/api/v1/stream") return stream(response);
  if (pathname.startsWith("/api/")) return api(request, pathname, response);
  const file =
    pathname.startsWith("/assets/") || pathname.endsWith(".js")
      ? pathname
      : `/${pathname === "/" ? "index" : pathname.split("/")[1]}.html`;
  const path = join(dist, file);
  if (!existsSync(path)) return response.writeHead(404).end();
  const type = types[extname(path)] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": type, "content-security-policy": policy });
  response.end(readFileSync(path));
});

function stream(response) {
  if (!scene.stream) return response.writeHead(503).end();
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const message of scene.stream) response.write(`data: ${JSON.stringify(message)}\n\n`);
  if (scene.cut) setTimeout(() => response.destroy(), scene.cut);
}

function api(request, pathname, response) {
  const key = `${request.method} ${pathname}`;
  const answer = scene.api?.[key] ?? scene.api?.[pathname];
  if (answer === undefined) {
    const problem = { type: "/problems/not-found", title: "Not found", status: 404, detail: key };
    response.writeHead(scene.status ?? 404, { "content-type": "application/problem+json" });
    return response.end(JSON.stringify({ ...problem, status: scene.status ?? 404 }));
  }
  const value = typeof answer === "function" ? answer(request) : answer;
  response.writeHead(value === null ? 204 : 200, { "content-type": "application/json" });
  response.end(value === null ? "" : JSON.stringify(value));
}

const wanted = process.argv.slice(2);
const files = readdirSync(join(import.meta.dirname, "look")).filter((name) =>
  name.endsWith(".mjs"),
);
const scenes = [];
for (const file of files) scenes.push(...(await import(`./look/${file}`)).scenes);

mkdirSync(shots, { recursive: true });
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://localhost:${server.address().port}`;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
  ],
});
let complaints = 0;
const complain = (what) => {
  complaints += 1;
  console.error(`  ! ${what}`);
};

for (scene of scenes.filter(
  (s) => wanted.length === 0 || wanted.some((w) => s.name.startsWith(w)),
)) {
  for (const width of scene.widths ?? [360, 1440]) {
    const context = await browser.newContext({
      viewport: { width, height: width < 700 ? 740 : 900 },
      locale: "fr-FR",
      timezoneId: "Pacific/Auckland",
      colorScheme: scene.dark ? "dark" : "light",
      deviceScaleFactor: 1,
    });
    const page = await context.newPage();
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !/status of (4|5)\d\d|ERR_|net::/.test(text))
        complain(text);
    });
    page.on("pageerror", (error) => complain(String(error)));
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin))
        complain(`foreign request ${request.url()}`);
    });
    if (scene.before) await page.addInitScript(scene.before);
    await page.goto(origin + scene.path);
    await page.waitForTimeout(scene.wait ?? 700);
    if (scene.act) await scene.act(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) complain(`${scene.name} at ${width} is ${overflow} px too wide`);
    await page.screenshot({
      path: join(shots, `${scene.name}-${width}.png`),
      fullPage: scene.fullPage ?? true,
    });
    console.log(`${scene.name}-${width}.png`);
    await context.close();
  }
}
await browser.close();
server.close();
server.closeAllConnections();
process.exit(complaints > 0 ? 1 : 0);
