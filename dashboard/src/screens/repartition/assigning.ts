/**
 * The dispatcher's wishes: shown at once, sent one after the other per delivery, each on the newest version known of
 * it. The hub has the last word, and its refusal brings the delivery as it is now. Where only something else of the
 * delivery has changed, such as a shop that became ready, the decision stands and is asked for again.
 */
import { assignDelivery, unassignDelivery } from "../../api/deliveries";
import { delivery as deliveryDecoder } from "../../api/decodeOrders";
import type { Delivery, Problem, Result } from "../../api/types";
import type { Wish } from "../../live/wishes";

/** Where a delivery should be: a bike, or none. */
export interface Move {
  readonly bike: string | undefined;
}

/** What the screen's hub gives: the state as it is known, and a way to wish and to learn. */
export interface Desk {
  delivery(id: string): Delivery | undefined;
  learn(delivery: Delivery): void;
  wish(wish: Wish<Move, Delivery>): number;
}

/** How the hub is asked; tests hand in their own. */
export interface Asks {
  assign(id: string, version: number, bike: string): Promise<Result<Delivery, Problem>>;
  unassign(id: string, version: number): Promise<Result<Delivery, Problem>>;
}

/** The hub's answer to a change that is based on an older version. */
const STALE = 412;
/** Nothing changes a delivery this often in the time of a request. */
const MOST_AGAIN = 5;

const hubAsks: Asks = { assign: assignDelivery, unassign: unassignDelivery };

export class Assigning {
  readonly #desk: Desk;
  readonly #asks: Asks;
  /** Newer than the screen's state for a moment: what the last answer about a delivery said. */
  readonly #versions = new Map<string, number>();

  constructor(desk: Desk, asks: Asks = hubAsks) {
    this.#desk = desk;
    this.#asks = asks;
  }

  /** Wishes the delivery to a bike, or off it; answers the wish's number, 0 when it already stands there. */
  move(shown: Delivery, bike: string | undefined): number {
    if (shown.bike === bike) return 0;
    return this.#desk.wish({
      key: keyOf(shown.id),
      change: { bike },
      send: () => this.#send(shown.id, shown.bike, bike),
      undo: {
        change: { bike: shown.bike },
        send: () => this.#send(shown.id, bike, shown.bike),
      },
    });
  }

  async #send(
    id: string,
    from: string | undefined,
    to: string | undefined,
  ): Promise<Result<Delivery, Problem>> {
    for (let again = 0; ; again++) {
      const answer = await this.#ask(id, to);
      if (answer.ok) return answer;
      const now = currentOf(answer.error);
      // Somebody else already did what was wished: that is no refusal.
      if (now && now.bike === to) return { ok: true, value: now };
      const isAsDecided = answer.error.status === STALE && now?.bike === from;
      if (!isAsDecided || again === MOST_AGAIN) return answer;
    }
  }

  async #ask(id: string, bike: string | undefined): Promise<Result<Delivery, Problem>> {
    const version = Math.max(this.#desk.delivery(id)?.version ?? 0, this.#versions.get(id) ?? 0);
    const answer =
      bike === undefined
        ? await this.#asks.unassign(id, version)
        : await this.#asks.assign(id, version, bike);
    const now = answer.ok ? answer.value : currentOf(answer.error);
    if (now) {
      this.#versions.set(id, now.version);
      this.#desk.learn(now);
    }
    return answer;
  }
}

export function keyOf(delivery: string): string {
  return `delivery/${delivery}`;
}

/** The delivery as it is now, where a refusal brings it. */
export function currentOf(problem: Problem): Delivery | undefined {
  const now = deliveryDecoder(problem.current, "");
  return now.ok ? now.value : undefined;
}

/** A delivery as the dispatcher wants it, over what the hub has. */
export function withMove(delivery: Delivery, move: Move | undefined): Delivery {
  if (!move || move.bike === delivery.bike) return delivery;
  if (move.bike !== undefined) {
    const state = delivery.state === "planned" ? "assigned" : delivery.state;
    return { ...delivery, bike: move.bike, state };
  }
  const free: Delivery = { ...delivery, state: "planned" };
  delete free.bike;
  return free;
}
