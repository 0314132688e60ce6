/**
 * Who is signed in on this device, as far as it was told. Several people may share a phone: what one of them did is
 * told to the hub in their own name only.
 */
import { object, parse, text } from "../api/decode";

/** Whoever did something. */
export interface Author {
  readonly id: string;
  readonly name: string;
}

/** A device's own memory, which pages and tabs share. */
export type Keeping = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "anima-whose";

/** The hub said who is asking. */
export function signedIn({ id, name }: Author, device: () => Keeping = browser): void {
  carefully(() => device().setItem(KEY, JSON.stringify({ id, name })));
}

export function signedOut(device: () => Keeping = browser): void {
  carefully(() => device().removeItem(KEY));
}

/** Undefined where nobody is signed in, or where this browser keeps nothing. */
export function whose(device: () => Keeping = browser): Author | undefined {
  const kept = parse(author, carefully(() => device().getItem(KEY)) ?? "");
  return kept.ok ? kept.value : undefined;
}

const author = object({ id: text, name: text });

const browser = () => localStorage;

/** Reading what it keeps is an error in a browser that keeps nothing. */
function carefully<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
