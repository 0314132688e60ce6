import { describe, expect, it } from "vitest";
import { bookable, proposed } from "./slots";

const now = Date.parse("2026-11-26T14:30:00Z");
const aSlot = (id: string, hour: number, free: number) => ({
  id,
  from: `2026-11-26T${String(hour)}:00:00Z`,
  until: `2026-11-26T${String(hour + 1)}:00:00Z`,
  free,
});
const slots = [aSlot("d", 17, 2), aSlot("a", 14, 9), aSlot("b", 15, 0), aSlot("c", 16, 1)];

describe("slots", () => {
  it("offers only what is free and has not begun, soonest first", () => {
    expect(bookable(slots, now).map((slot) => slot.id)).toEqual(["c", "d"]);
  });

  it("keeps the chosen slot while it can be booked", () => {
    expect(proposed(slots, aSlot("d", 17, 0), now)?.id).toBe("d");
  });

  it("proposes the next one when the chosen slot filled up, not an earlier one", () => {
    expect(proposed(slots, aSlot("b", 15, 3), now)?.id).toBe("c");
    expect(
      proposed([aSlot("c", 16, 1), aSlot("d", 17, 0), aSlot("e", 18, 1)], aSlot("d", 17, 3), now)
        ?.id,
    ).toBe("e");
  });

  it("proposes an earlier one rather than none, and none when nothing is left", () => {
    expect(proposed([aSlot("c", 16, 1), aSlot("d", 17, 0)], aSlot("d", 17, 1), now)?.id).toBe("c");
    expect(proposed([aSlot("b", 15, 0)], undefined, now)).toBeUndefined();
  });
});
