/** Keys of the board: pure. */

/** 1 to 9 from the top row or the number pad; undefined for any other key. */
export function digitOf(key: string): number | undefined {
  return /^[1-9]$/.test(key) ? Number(key) : undefined;
}

/** Whether a key goes into a field and not to the board. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}
