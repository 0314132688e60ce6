import { describe, expect, it } from "vitest";
import { PLACES, metresBetween, placeIn, reachOf } from "./places";

const centre = { latitude: 50.9581, longitude: 1.855 };

describe("places", () => {
  it("finds the street in an address written as people write it", () => {
    expect(placeIn("14 bis, RUE ROYALE, 62100 Calais")?.name).toBe("Rue Royale");
    expect(placeIn("3 bd jacquard")?.name).toBe("Boulevard Jacquard");
    expect(placeIn("place d'armes")?.name).toBe("Place d’Armes");
    expect(placeIn("Pl. Crevecoeur, 2e étage")?.name).toBe("Place Crèvecœur");
    expect(placeIn("parc st pierre")?.name).toBe("Parc Saint-Pierre");
  });

  it("does not guess: an address of no known street is unknown", () => {
    expect(placeIn("5 impasse des Oubliés")).toBeUndefined();
    expect(placeIn("rue")).toBeUndefined();
    expect(placeIn("rue Royaleville")).toBeUndefined();
  });

  it("says inside or outside the zone before anything is ordered", () => {
    const royale = placeIn("rue Royale");
    const coquelles = placeIn("Cité Europe");

    expect(royale && reachOf(royale, centre, 3000).kind).toBe("inside");
    expect(coquelles && reachOf(coquelles, centre, 3000).kind).toBe("outside");
  });

  it("measures one minute of latitude as one nautical mile", () => {
    const metres = metresBetween(
      { latitude: 50, longitude: 1 },
      { latitude: 50 + 1 / 60, longitude: 1 },
    );

    expect(metres).toBeGreaterThan(1850);
    expect(metres).toBeLessThan(1856);
  });

  it("lists each place once, all of them around Calais", () => {
    expect(new Set(PLACES.map((place) => place.name)).size).toBe(PLACES.length);
    for (const place of PLACES) expect(metresBetween(place, centre)).toBeLessThan(6000);
  });
});
