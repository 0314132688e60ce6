import { describe, expect, it } from "vitest";
import {
  EMPTY_BASKET,
  basketFrom,
  priced,
  pricesRead,
  quantityOf,
  withQuantity,
  without,
  type Basket,
  type Shelves,
} from "./basket";

const eggs = {
  id: "oeufs",
  name: "Œufs",
  priceCents: 320,
  inStock: 10,
  temperatureClass: "ambient",
};
const milk = {
  id: "lait",
  name: "Lait",
  priceCents: 140,
  inStock: 3,
  temperatureClass: "chilled-4",
};
const brie = {
  id: "brie",
  name: "Brie",
  priceCents: 690,
  inStock: 5,
  temperatureClass: "chilled-8",
};
const shelves: Shelves = {
  deliveryFeeCents: 350,
  merchants: [
    { id: "ferme", name: "Ferme des Dunes", products: [eggs, milk] },
    { id: "caron", name: "Fromagerie Caron", products: [brie] },
  ],
};

function aBasket(): Basket {
  const withBrie = withQuantity(EMPTY_BASKET, "caron", brie, 1);
  const withEggs = withQuantity(withBrie, "ferme", eggs, 2);
  return withQuantity(withEggs, "ferme", milk, 3);
}

describe("basket", () => {
  it("groups by shop and adds one delivery fee to the goods of all", () => {
    const price = priced(aBasket(), shelves);

    expect(price.groups.map((group) => [group.name, group.articles, group.cents])).toEqual([
      ["Ferme des Dunes", 5, 1060],
      ["Fromagerie Caron", 1, 690],
    ]);
    expect([price.goodsCents, price.feeCents, price.totalCents]).toEqual([1750, 350, 2100]);
    expect(price.orderable).toBe(true);
  });

  it("costs nothing, fee included, while it is empty, and cannot be ordered", () => {
    const price = priced(EMPTY_BASKET, shelves);

    expect([price.totalCents, price.feeCents, price.orderable]).toEqual([0, 0, false]);
  });

  it("keeps one line per product however often it is added", () => {
    const twice = withQuantity(withQuantity(EMPTY_BASKET, "ferme", eggs, 1), "ferme", eggs, 2);

    expect(twice.lines).toHaveLength(1);
    expect(quantityOf(twice, "ferme", "oeufs")).toBe(2);
  });

  it("keeps the same product of two shops apart", () => {
    const both = withQuantity(withQuantity(EMPTY_BASKET, "ferme", eggs, 1), "caron", eggs, 4);

    expect(quantityOf(both, "ferme", "oeufs")).toBe(1);
    expect(quantityOf(both, "caron", "oeufs")).toBe(4);
  });

  it("removes a line at quantity 0 and never goes above 99", () => {
    expect(withQuantity(aBasket(), "ferme", eggs, 0).lines).toHaveLength(2);
    expect(quantityOf(withQuantity(EMPTY_BASKET, "ferme", eggs, 1000), "ferme", "oeufs")).toBe(99);
  });

  it("says in place that there are too few, none left, or no such product, and keeps the rest", () => {
    const later: Shelves = {
      ...shelves,
      merchants: [
        {
          id: "ferme",
          name: "Ferme",
          products: [
            { ...eggs, inStock: 0 },
            { ...milk, inStock: 2 },
          ],
        },
      ],
    };

    const price = priced(aBasket(), later);

    const troubles = price.groups.flatMap((group) => group.lines.map((line) => line.trouble));
    expect(troubles).toEqual(["sold-out", "too-few", "gone"]);
    expect(price.orderable).toBe(false);
    expect(priced(without(aBasket(), "caron", "brie"), later).groups).toHaveLength(1);
  });

  it("charges the price of today and tells the one seen before", () => {
    const dearer: Shelves = {
      ...shelves,
      merchants: [
        {
          id: "caron",
          name: "Caron",
          products: [{ ...brie, priceCents: 750 }],
        },
      ],
    };
    const basket = withQuantity(EMPTY_BASKET, "caron", brie, 2);

    const price = priced(basket, dearer);

    expect(price.totalCents).toBe(1850);
    expect(price.pricesChanged).toBe(true);
    expect(price.groups[0]?.lines[0]?.priceBefore).toBe(690);
    expect(priced(pricesRead(basket, dearer), dearer).pricesChanged).toBe(false);
  });

  it("comes back from storage as it was, and drops what is not a line", () => {
    const stored: unknown = JSON.parse(JSON.stringify(aBasket()));

    expect(basketFrom(stored)).toEqual(aBasket());
    expect(
      basketFrom({
        lines: [{ merchant: "a" }, 3, null, { ...aBasket().lines[0], quantity: 0.5 }],
      }),
    ).toEqual(EMPTY_BASKET);
    expect(basketFrom(undefined)).toEqual(EMPTY_BASKET);
    expect(basketFrom("lines")).toEqual(EMPTY_BASKET);
  });
});
