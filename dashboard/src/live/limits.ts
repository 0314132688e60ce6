/** An enclosure's limits, changed and sent back; pure. */
import type { Enclosure, EnclosureForm, Limit } from "../api/types";

/**
 * An enclosure's limits with those that are proposed. A side nothing is proposed for stays as it is, and so does an
 * emergency further out than a warning that is proposed alone.
 */
export function withProposed(limits: readonly Limit[], proposed: readonly Limit[]): Limit[] {
  const stays = (limit: Limit) => {
    const same = proposed.filter((p) => p.quantity === limit.quantity && p.side === limit.side);
    const sign = limit.side === "above" ? 1 : -1;
    return (
      same.length === 0 ||
      (limit.severity === "urgence" &&
        same.every(
          (p) =>
            p.severity !== "urgence" &&
            sign * limit.raiseAt > sign * p.raiseAt &&
            sign * limit.clearAt >= sign * p.clearAt,
        ))
    );
  };
  return [...limits.filter(stays), ...proposed];
}

/** The enclosure as it is, with other limits. */
export function enclosureForm(enclosure: Enclosure, limits: readonly Limit[]): EnclosureForm {
  return {
    name: enclosure.name,
    species: enclosure.species,
    limits: [...limits],
    expectedEverySeconds: Object.fromEntries(
      enclosure.conditions.map((one) => [one.quantity, one.expectedEverySeconds]),
    ),
  };
}
