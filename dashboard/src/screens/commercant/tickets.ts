/** Which tickets have been printed on this device: a second print says so. Pure, kept in storage by the screen. */
export type Printed = Readonly<Record<string, number>>;

/** Notes one more print of an order's ticket. */
export function printedOnce(printed: Printed, order: string): Printed {
  return { ...printed, [order]: timesPrinted(printed, order) + 1 };
}

/** How often the ticket of an order was printed on this device. */
export function timesPrinted(printed: Printed, order: string): number {
  return printed[order] ?? 0;
}

const KEPT = 500;

/** What storage held, trusted only as far as it has the right shape; the newest 500 are enough. */
export function printedFrom(stored: unknown): Printed {
  if (typeof stored !== "object" || stored === null) return {};
  const counts = Object.entries(stored).filter(
    (entry): entry is [string, number] => Number.isInteger(entry[1]) && entry[1] > 0,
  );
  return Object.fromEntries(counts.slice(-KEPT));
}
