/**
 * The alert that the link of a notice wants taken care of. Whoever is not signed in gets there by another link,
 * so it is kept on the device for as long as such a link is good.
 */
const KEY = "anima.asked-alert";
const KEPT_MS = 30 * 60_000;

type Keeping = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Reads the address, else what was kept. */
export function askedAlert(search: string, keeping: Keeping, now: number): string | null {
  const asked = new URLSearchParams(search).get("alert");
  if (asked !== null) {
    keeping.setItem(KEY, `${now} ${asked}`);
    return asked;
  }
  const [at, kept] = (keeping.getItem(KEY) ?? "").split(" ");
  return kept !== undefined && now - Number(at) < KEPT_MS ? kept : null;
}

/** It was seen to: a reload must not take it on again. */
export function answered(keeping: Keeping): void {
  keeping.removeItem(KEY);
}
