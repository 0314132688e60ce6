/* eslint-disable no-restricted-globals -- a service worker is the way to the network, not a screen */
/**
 * The service worker of /livreur: keeps the page on the phone so that it opens without network. Facts are never
 * answered from here; the tour and the outbox are the page's own business.
 */
import { assetsIn, PAGE, wayOf } from "./shell";

const CACHE = "anima-livreur";

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
  addEventListener(name: "install" | "activate", run: (event: Lasting) => void): void;
  addEventListener(name: "fetch", run: (event: Fetching) => void): void;
}

export function serve(worker: Worker): void {
  worker.addEventListener("install", (event) => {
    event.waitUntil(renew().then(() => worker.skipWaiting()));
  });
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener("fetch", (event) => {
    switch (wayOf(event.request, location.origin)) {
      case "page":
        return event.respondWith(page(event));
      case "asset":
        return event.respondWith(asset(event.request));
      case "network":
        return undefined;
    }
  });
}

/** The kept page at once, a newer one fetched behind it for the next time. */
async function page(event: Fetching): Promise<Response> {
  const cache = await caches.open(CACHE);
  const known = await cache.match(PAGE);
  if (!known) return fetch(event.request);
  event.waitUntil(renew().catch(() => undefined));
  return known;
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** Fetches the page and what it names; the page is replaced last, when all it needs is there. */
async function renew(): Promise<void> {
  const answer = await fetch(PAGE, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${PAGE} answered ${answer.status}`);
  const html = await answer.clone().text();
  const needed = assetsIn(html);
  const cache = await caches.open(CACHE);
  const known = await Promise.all(needed.map((path) => cache.match(path)));
  await cache.addAll(needed.filter((_, at) => known[at] === undefined));
  const before = await (await cache.match(PAGE))?.text();
  await cache.put(PAGE, answer);
  if (before !== undefined && before !== html) await dropAllBut(cache, needed);
}

async function dropAllBut(cache: Cache, needed: readonly string[]): Promise<void> {
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== PAGE && !needed.includes(pathname)) await cache.delete(request);
  }
}
