/** Which requests of a page that works outdoors are answered from the phone: pure. */

/** Scripts, styles and the icon a built page names. Their names change with their content. */
export function assetsIn(html: string): string[] {
  const named = [...html.matchAll(/(?:src|href)="(\/assets\/[^"?#]+)"/g)].map(([, path]) => path);
  return [...new Set(named.filter((path) => path !== undefined))];
}

export type Way = "page" | "asset" | "network";

interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

/** How a request is answered: never from the phone when it asks the hub for facts. */
export function wayOf(request: Asked, origin: string, page: string): Way {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin) return "network";
  if (request.mode === "navigate") return url.pathname === page ? "page" : "network";
  return url.pathname.startsWith("/assets/") ? "asset" : "network";
}
