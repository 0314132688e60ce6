/** Which requests of the courier's page are answered from the phone: pure. */

/** The page itself; everything else under /livreur is the same page. */
export const PAGE = "/livreur";

/** Scripts, styles and the icon a built page names. Their names change with their content. */
export function assetsIn(html: string): string[] {
  const named = [...html.matchAll(/(?:src|href)="(\/assets\/[^"?#]+)"/g)].map(([, path]) => path);
  return [...new Set(named.filter((path) => path !== undefined))];
}

export type Way = "page" | "asset" | "network";

/** How a request is answered: never from the phone when it asks the hub for facts. */
export function wayOf(request: { method: string; mode: string; url: string }, origin: string): Way {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin) return "network";
  if (request.mode === "navigate") return url.pathname === PAGE ? "page" : "network";
  return url.pathname.startsWith("/assets/") ? "asset" : "network";
}
