/** What the shop keeps on the customer's device: the basket, the choices, the attempt under way. Never a secret. */

/** Reads a kept value; a browser that keeps nothing, or something broken, gives undefined. */
export function kept(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps a value, or forgets it when it is undefined. */
export function keep(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still orders; only a reload loses the basket.
  }
}
