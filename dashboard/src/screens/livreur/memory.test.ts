import { describe, expect, it } from "vitest";
import type { Tour } from "../../api/types";
import { memoryFrom, newerTour } from "./memory";

const tour: Tour = { hubTime: "2026-11-26T14:00:00Z", stops: [] };

describe("what the phone kept", () => {
  it("is believed when it is a tour and a clock, and nothing else", () => {
    expect(memoryFrom({ tour, offsetMs: -600_000 })).toEqual({ tour, offsetMs: -600_000 });
    expect(memoryFrom(undefined)).toBeUndefined();
    expect(memoryFrom({ tour: { stops: 3 }, offsetMs: 0 })).toBeUndefined();
  });

  it("gives way to a newer tour by the hub's time", () => {
    const older = { ...tour, hubTime: "2026-11-26T13:59:59Z" };

    expect(newerTour(tour, older)).toBe(tour);
    expect(newerTour(older, tour)).toBe(tour);
  });
});
