/** One basket across merchants: pure, money in cents, prices always those of the shop as it is now. */

export interface BasketLine {
  readonly merchant: string;
  readonly product: string;
  readonly quantity: number;
  /** What the customer last saw, so that a changed price is told and never slipped in. */
  readonly seenPriceCents: number;
}

export interface Basket {
  readonly lines: readonly BasketLine[];
}

export interface ShopProduct {
  readonly id: string;
  readonly name: string;
  readonly priceCents: number;
  readonly inStock: number;
  readonly temperatureClass: string;
}

export interface ShopMerchant {
  readonly id: string;
  readonly name: string;
  readonly products: readonly ShopProduct[];
}

export interface Shelves {
  readonly deliveryFeeCents: number;
  readonly merchants: readonly ShopMerchant[];
}

/** Why a line cannot be ordered as it stands. */
export type Trouble = "none" | "gone" | "sold-out" | "too-few";

export interface PricedLine {
  readonly merchant: string;
  readonly product: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceCents: number;
  readonly lineCents: number;
  readonly available: number;
  readonly cold: boolean;
  readonly trouble: Trouble;
  readonly priceBefore: number | undefined;
}

export interface PricedGroup {
  readonly merchant: string;
  readonly name: string;
  readonly lines: readonly PricedLine[];
  readonly articles: number;
  readonly cents: number;
}

export interface PricedBasket {
  readonly groups: readonly PricedGroup[];
  readonly articles: number;
  readonly goodsCents: number;
  readonly feeCents: number;
  readonly totalCents: number;
  /** True when every line can be ordered at the price the customer has seen. */
  readonly orderable: boolean;
  readonly pricesChanged: boolean;
}

export const EMPTY_BASKET: Basket = { lines: [] };
const MOST_OF_ONE = 99;

function isLine(merchant: string, product: string): (line: BasketLine) => boolean {
  return (line) => line.merchant === merchant && line.product === product;
}

/** How many of this product lie in the basket. */
export function quantityOf(basket: Basket, merchant: string, product: string): number {
  return basket.lines.find(isLine(merchant, product))?.quantity ?? 0;
}

/** Sets the quantity of one product; 0 removes the line, a new product goes last. */
export function withQuantity(
  basket: Basket,
  merchant: string,
  product: Pick<ShopProduct, "id" | "priceCents">,
  wanted: number,
): Basket {
  const quantity = Math.min(MOST_OF_ONE, Math.max(0, Math.trunc(wanted)));
  const same = isLine(merchant, product.id);
  if (quantity === 0) return { lines: basket.lines.filter((line) => !same(line)) };
  const line = {
    merchant,
    product: product.id,
    quantity,
    seenPriceCents: product.priceCents,
  };
  if (!basket.lines.some(same)) return { lines: [...basket.lines, line] };
  return { lines: basket.lines.map((each) => (same(each) ? line : each)) };
}

/** Takes a line out, also one whose product the shop no longer knows. */
export function without(basket: Basket, merchant: string, product: string): Basket {
  const same = isLine(merchant, product);
  return { lines: basket.lines.filter((line) => !same(line)) };
}

/** The customer has read the new prices: they become the seen ones. */
export function pricesRead(basket: Basket, shelves: Shelves): Basket {
  return {
    lines: basket.lines.map((line) => {
      const product = productOf(shelves, line);
      return product ? { ...line, seenPriceCents: product.priceCents } : line;
    }),
  };
}

/** What the basket costs now, grouped by shop in the shop's order, each line with what is wrong with it. */
export function priced(basket: Basket, shelves: Shelves): PricedBasket {
  const known = new Map(shelves.merchants.map((merchant) => [merchant.id, merchant.name]));
  const ids = [...new Set([...known.keys(), ...basket.lines.map((line) => line.merchant)])];
  const groups = ids
    .map((id) => groupOf(id, known.get(id) ?? id, basket, shelves))
    .filter((group) => group.lines.length > 0);
  const lines = groups.flatMap((group) => group.lines);
  const goodsCents = sum(groups.map((group) => group.cents));
  const feeCents = goodsCents > 0 ? shelves.deliveryFeeCents : 0;
  return {
    groups,
    articles: sum(groups.map((group) => group.articles)),
    goodsCents,
    feeCents,
    totalCents: goodsCents + feeCents,
    orderable: lines.length > 0 && lines.every((line) => line.trouble === "none"),
    pricesChanged: lines.some((line) => line.priceBefore !== undefined),
  };
}

function groupOf(id: string, name: string, basket: Basket, shelves: Shelves): PricedGroup {
  const lines = basket.lines
    .filter((line) => line.merchant === id)
    .map((line) => pricedLine(line, productOf(shelves, line)));
  const counted = lines.filter((line) => line.trouble !== "gone");
  return {
    merchant: id,
    name,
    lines,
    articles: sum(counted.map((line) => line.quantity)),
    cents: sum(counted.map((line) => line.lineCents)),
  };
}

function pricedLine(line: BasketLine, product: ShopProduct | undefined): PricedLine {
  const priceCents = product?.priceCents ?? line.seenPriceCents;
  return {
    merchant: line.merchant,
    product: line.product,
    name: product?.name ?? line.product,
    quantity: line.quantity,
    priceCents,
    lineCents: product ? priceCents * line.quantity : 0,
    available: product?.inStock ?? 0,
    cold: product !== undefined && isCold(product.temperatureClass),
    trouble: troubleOf(line, product),
    priceBefore: priceCents === line.seenPriceCents ? undefined : line.seenPriceCents,
  };
}

function troubleOf(line: BasketLine, product: ShopProduct | undefined): Trouble {
  if (!product) return "gone";
  if (product.inStock <= 0) return "sold-out";
  return product.inStock < line.quantity ? "too-few" : "none";
}

function productOf(shelves: Shelves, line: BasketLine): ShopProduct | undefined {
  return shelves.merchants
    .find((merchant) => merchant.id === line.merchant)
    ?.products.find((product) => product.id === line.product);
}

/** Whether goods of this class travel in a cold box. */
export function isCold(temperatureClass: string): boolean {
  return temperatureClass.startsWith("chilled") || temperatureClass.startsWith("frozen");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** What storage held, trusted only as far as it has the right shape. */
export function basketFrom(stored: unknown): Basket {
  if (!isRecord(stored) || !Array.isArray(stored["lines"])) return EMPTY_BASKET;
  const lines: unknown[] = stored["lines"];
  return { lines: lines.flatMap(lineFrom) };
}

function lineFrom(stored: unknown): BasketLine[] {
  if (!isRecord(stored)) return [];
  const { merchant, product, quantity, seenPriceCents } = stored;
  if (typeof merchant !== "string" || typeof product !== "string") return [];
  if (typeof quantity !== "number" || !Number.isInteger(quantity)) return [];
  if (quantity < 1 || quantity > MOST_OF_ONE) return [];
  if (typeof seenPriceCents !== "number" || !Number.isInteger(seenPriceCents)) return [];
  return [{ merchant, product, quantity, seenPriceCents }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
