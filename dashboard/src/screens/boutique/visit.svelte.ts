/** One customer's visit: the shop as it is, the basket, the choices, and the order under way. */
import { newKey } from "../../api/ask";
import { getShop, placeOrder } from "../../api/shop";
import { parse } from "../../api/decode";
import { placedOrder } from "../../api/decodeOrders";
import type { PlacedOrder, Problem, Shop } from "../../api/types";
import { attemptFor, attemptFrom } from "./attempt";
import { type Basket, basketFrom, EMPTY_BASKET, priced, pricesRead, withQuantity } from "./basket";
import { without, type ShopProduct } from "./basket";
import { type Choices, choicesFrom, formOf, type Missing, missingIn } from "./choices";
import { keep, kept } from "./keeping";
import { PLACES, placeIn, type Reach, reachOf } from "./places";
import { type Refusal, refusalOf } from "./refusal";
import { bookable, proposed } from "./slots";

const KEYS = {
  basket: "anima.boutique.basket",
  choices: "anima.boutique.choices",
  attempt: "anima.boutique.attempt",
  placed: "anima.boutique.placed",
} as const;

/** The shop is looked at again this often while the page is seen. */
const LOOK_AGAIN_MS = 60_000;

export interface Told {
  readonly refusal: Refusal;
  readonly problem: Problem;
}

export class Visit {
  shop = $state.raw<Shop | undefined>(undefined);
  problem = $state.raw<Problem | undefined>(undefined);
  basket = $state.raw<Basket>(basketFrom(kept(KEYS.basket)));
  choices = $state.raw<Choices>(choicesFrom(kept(KEYS.choices)));
  placed = $state.raw<PlacedOrder | undefined>(placedFrom(kept(KEYS.placed)));
  told = $state.raw<Told | undefined>(undefined);
  isOrdering = $state(false);
  /** The address was asked to be checked; before that the page does not complain. */
  isChecked = $state(false);
  #offset = 0;

  readonly price = $derived(this.shop && priced(this.basket, this.shop));
  readonly slots = $derived(this.shop ? bookable(this.shop.slots, this.now()) : []);
  /** The street the address itself names; without one the nearest is chosen by hand. */
  readonly named = $derived(placeIn(this.choices.address));
  readonly reach: Reach = $derived(this.#reach());
  readonly missing: readonly Missing[] = $derived(
    missingIn(this.choices, this.reach, this.price?.articles ?? 0),
  );

  constructor() {
    if (this.choices.address !== "") this.isChecked = true;
  }

  /** Hub time: the phone's clock only measures how long ago the hub said its own. */
  now(): number {
    return performance.now() + this.#offset;
  }

  async load(): Promise<void> {
    const answer = await getShop();
    if (!answer.ok) {
      this.problem = answer.error;
      return;
    }
    this.#offset = Date.parse(answer.value.hubTime) - performance.now();
    this.problem = undefined;
    this.shop = answer.value;
    // Choosing for the customer only what he has not chosen, or what can no longer be had.
    const slot = proposed(answer.value.slots, this.choices.slot, this.now());
    if (slot?.id !== this.choices.slot?.id) {
      this.choose({ slot: slot && { id: slot.id, from: slot.from } });
    }
  }

  /** Keeps the shop fresh while it is looked at, and hears of baskets changed in another tab. */
  watch(): () => void {
    const look = () => {
      if (document.visibilityState === "visible" && !this.isOrdering) void this.load();
    };
    const other = (event: StorageEvent) => {
      if (event.key === KEYS.basket) this.basket = basketFrom(kept(KEYS.basket));
      if (event.key === KEYS.choices) this.choices = choicesFrom(kept(KEYS.choices));
    };
    const timer = setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("storage", other);
    void this.load();
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("storage", other);
    };
  }

  put(merchant: string, product: Pick<ShopProduct, "id" | "priceCents">, quantity: number): void {
    this.#fill(withQuantity(this.basket, merchant, product, quantity));
  }

  takeOut(merchant: string, product: string): void {
    this.#fill(without(this.basket, merchant, product));
  }

  choose(changed: Partial<Choices>): void {
    this.choices = { ...this.choices, ...changed };
    keep(KEYS.choices, this.choices);
  }

  check(): void {
    this.isChecked = true;
  }

  /** Sends the order once; the same order sent again after a lost answer keeps its key. */
  async order(): Promise<void> {
    const form = this.price && formOf(this.choices, this.reach, this.basket, this.price.totalCents);
    if (!form || this.isOrdering) return;
    this.isOrdering = true;
    this.told = undefined;
    // The prices stood on the page and in the button: pressing it agrees to them.
    if (this.shop) this.#fill(pricesRead(this.basket, this.shop));
    const attempt = attemptFor(attemptFrom(kept(KEYS.attempt)), form, newKey);
    keep(KEYS.attempt, attempt);
    const answer = await placeOrder(form, attempt.key);
    if (answer.ok) this.#done(answer.value);
    else await this.#refused(answer.error);
    this.isOrdering = false;
  }

  startAgain(): void {
    this.placed = undefined;
    keep(KEYS.placed, undefined);
    void this.load();
  }

  #reach(): Reach {
    if (!this.shop || !this.isChecked) return { kind: "unchecked" };
    const place = this.named ?? PLACES.find((each) => each.name === this.choices.nearest);
    if (!place) return { kind: "unknown" };
    return reachOf(place, this.shop.centre, this.shop.radiusMetres);
  }

  #done(order: PlacedOrder): void {
    this.placed = order;
    keep(KEYS.placed, order);
    keep(KEYS.attempt, undefined);
    this.#fill(EMPTY_BASKET);
  }

  async #refused(problem: Problem): Promise<void> {
    const refusal = refusalOf(problem);
    // Only a heard refusal ends the attempt: after a lost answer the same key must go out again.
    if (refusal !== "lost") {
      keep(KEYS.attempt, undefined);
      await this.load();
    }
    this.told = { refusal, problem };
  }

  #fill(basket: Basket): void {
    this.basket = basket;
    keep(KEYS.basket, basket);
  }
}

function placedFrom(stored: unknown): PlacedOrder | undefined {
  const order = parse(placedOrder, JSON.stringify(stored ?? null));
  return order.ok ? order.value : undefined;
}
