/**
 * The service worker of a page that works outdoors: keeps it on the phone so that it opens without network. Facts are
 * never answered from here; what was known last and the outbox are the page's own business.
 */
import { assetsIn, wayOf } from "./shell";

/** What a service worker has and a page has not; the page's types are the ones compiled with. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly scope: string };
  addEventListener(name: "install" | "activate", run: (event: Lasting) => void): void;
  addEventListener(name: "fetch", run: (event: Fetching) => void): void;
}

/** A page and where it is kept. */
interface Place {
  readonly page: string;
  readonly cache: string;
}

export function serve(worker: Worker): void {
  const page = new URL(worker.registration.scope).pathname;
  const place = { page, cache: `anima${page.replaceAll("/", "-")}` };
  worker.addEventListener("install", (event) => {
    event.waitUntil(renew(place).then(() => worker.skipWaiting()));
  });
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener("fetch", (event) => {
    switch (wayOf(event.request, location.origin, page)) {
      case "page":
        return event.respondWith(keptPage(event, place));
      case "asset":
        return event.respondWith(asset(event.request, place));
      case "network":
        return undefined;
    }
  });
}

/** The kept page at once, a newer one fetched behind it for the next time. */
async function keptPage(event: Fetching, place: Place): Promise<Response> {
  const cache = await caches.open(place.cache);
  const known = await cache.match(place.page);
  if (!known) return fetch(event.request);
  event.waitUntil(renew(place).catch(() => undefined));
  return known;
}

async function asset(request: Request, place: Place): Promise<Response> {
  const cache = await caches.open(place.cache);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** Fetches the page and what it names; the page is replaced last, when all it needs is there. */
async function renew({ page, cache: name }: Place): Promise<void> {
  const answer = await fetch(page, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${page} answered ${answer.status}`);
  const html = await answer.clone().text();
  const needed = assetsIn(html);
  const cache = await caches.open(name);
  const known = await Promise.all(needed.map((path) => cache.match(path)));
  await cache.addAll(needed.filter((_, at) => known[at] === undefined));
  const before = await (await cache.match(page))?.text();
  await cache.put(page, answer);
  if (before !== undefined && before !== html) await dropAllBut(cache, [page, ...needed]);
}

async function dropAllBut(cache: Cache, needed: readonly string[]): Promise<void> {
  for (const request of await cache.keys()) {
    if (!needed.includes(new URL(request.url).pathname)) await cache.delete(request);
  }
}
