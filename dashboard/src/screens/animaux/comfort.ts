/** From a proposal to an enclosure's limits; pure. */
import type { Enclosure, EnclosureForm, Limit } from "../../api/types";

/** The enclosure with the proposed limits; a limit on a side nothing is proposed for stays as it is. */
export function enclosureForm(enclosure: Enclosure, proposed: readonly Limit[]): EnclosureForm {
  const isProposed = (limit: Limit) =>
    proposed.some((one) => one.quantity === limit.quantity && one.side === limit.side);
  return {
    name: enclosure.name,
    species: enclosure.species,
    limits: [...enclosure.limits.filter((limit) => !isProposed(limit)), ...proposed],
    expectedEverySeconds: Object.fromEntries(
      enclosure.conditions.map((one) => [one.quantity, one.expectedEverySeconds]),
    ),
  };
}

/** A number as people type it, comma or point; null when it is none. */
export function decimalOf(typed: string): number | null {
  const text = typed.trim().replace(",", ".").replace("−", "-");
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
