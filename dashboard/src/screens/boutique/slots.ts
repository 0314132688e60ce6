/** Delivery slots as the customer may book them: pure, hub time handed in as milliseconds. */
export interface BookableSlot {
  readonly id: string;
  readonly from: string;
  readonly until: string;
  readonly free: number;
}

/** Slots that still have a place and have not begun, the soonest first. */
export function bookable(slots: readonly BookableSlot[], now: number): readonly BookableSlot[] {
  return slots
    .filter((slot) => slot.free > 0 && Date.parse(slot.from) > now)
    .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/**
 * The slot to propose: the chosen one while it can be booked, else the first free one that begins no earlier than
 * it did, else the first free one at all.
 */
export function proposed(
  slots: readonly BookableSlot[],
  chosen: { readonly id: string; readonly from: string } | undefined,
  now: number,
): BookableSlot | undefined {
  const free = bookable(slots, now);
  if (!chosen) return free[0];
  const begins = Date.parse(chosen.from);
  return (
    free.find((slot) => slot.id === chosen.id) ??
    free.find((slot) => slot.id !== chosen.id && Date.parse(slot.from) >= begins) ??
    free[0]
  );
}
