/** What a push message says on a phone: pure. The hub writes it in `PushNote`. */

export interface Note {
  readonly title: string;
  readonly body: string;
  /** One notification per alert: a later one takes the place of an earlier one. */
  readonly tag: string;
  readonly link: string;
  readonly language: string;
  readonly urgent: boolean;
  readonly writtenAt?: number;
}

/** What a browser is told to show; what it does not know of it, it ignores. */
export interface Shown {
  readonly body: string;
  readonly tag: string;
  readonly lang: string;
  readonly icon: string;
  readonly data: { readonly link: string };
  readonly requireInteraction: boolean;
  readonly renotify: boolean;
  readonly vibrate?: readonly number[];
  readonly timestamp?: number;
}

/** Whatever came, somebody was to be told: a browser that shows nothing may take the permission back. */
const PLAIN: Note = {
  title: "Anima",
  body: "Une alerte vous attend : ouvrez Anima. An alert waits for you: open Anima.",
  tag: "anima",
  link: "/ferme",
  language: "fr",
  urgent: true,
};

const LONG_SHORT_LONG = [400, 150, 150, 150, 400] as const;

export function noteOf(payload: string | undefined): Note {
  const said = parsed(payload);
  const text = (name: string) => {
    const value = said.get(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const writtenAt = said.get("writtenAt");
  const title = text("title");
  if (title === undefined) return PLAIN;
  return {
    title,
    body: text("body") ?? "",
    tag: text("tag") ?? PLAIN.tag,
    link: text("link") ?? PLAIN.link,
    language: text("language") ?? PLAIN.language,
    urgent: said.get("urgent") === true,
    ...(typeof writtenAt === "number" && { writtenAt }),
  };
}

export function shown(note: Note): Shown {
  return {
    body: note.body,
    tag: note.tag,
    lang: note.language,
    icon: "/icon-192.png",
    data: { link: note.link },
    requireInteraction: note.urgent,
    renotify: note.urgent,
    ...(note.urgent && { vibrate: LONG_SHORT_LONG }),
    ...(note.writtenAt !== undefined && { timestamp: note.writtenAt }),
  };
}

/** The page of a link on this site, by whatever address it was reached: never another site's. */
export function pageOf(link: unknown, origin: string): string {
  const page = new URL(PLAIN.link, origin);
  try {
    const url = new URL(typeof link === "string" ? link : PLAIN.link, origin);
    if (!/^https?:$/.test(url.protocol)) return page.href;
    page.pathname = url.pathname;
    page.search = url.search;
    page.hash = url.hash;
  } catch {
    // No address: the farm's page says it all.
  }
  return page.href;
}

function parsed(payload: string | undefined): Map<string, unknown> {
  try {
    const value: unknown = JSON.parse(payload ?? "");
    return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
}
