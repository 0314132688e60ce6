/**
 * Wishes of the dispatcher, shown at once and never believed: pure. At most one request per delivery travels; a newer
 * wish for the same delivery waits for its answer and goes out with the version it brought, so that the last request
 * wins and not the last answer. News from the stream does not disturb a delivery whose wish is open.
 */
import type { Delivery, Problem } from "../../api/types";

/** Where the delivery should be: a bike, or none. */
export type Place = string | undefined;

export interface Wish {
  readonly id: number;
  readonly to: Place;
  /** Where it stood before the first of the open wishes, for "Annuler". */
  readonly from: Place;
  readonly since: number;
}

export interface Pending {
  /** The wish whose request travels. */
  readonly sent: Wish;
  /** The newest wish after it; those between were overtaken. */
  readonly next: Wish | undefined;
}

export interface Refusal {
  readonly problem: Problem;
  readonly to: Place;
  readonly at: number;
}

/** A change that was made and can still be taken back. */
export interface Undoable {
  readonly delivery: string;
  readonly from: Place;
  readonly to: Place;
  readonly until: number;
}

export interface Assignments {
  readonly ids: number;
  readonly pending: ReadonlyMap<string, Pending>;
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly undo: Undoable | undefined;
}

/** What the screen has to send after a step; undefined when nothing. */
export interface Request {
  readonly delivery: string;
  readonly wish: number;
  readonly to: Place;
  readonly version: number;
}

export interface Stepped {
  readonly assignments: Assignments;
  readonly request: Request | undefined;
}

export const NO_ASSIGNMENTS: Assignments = {
  ids: 0,
  pending: new Map(),
  refusals: new Map(),
  undo: undefined,
};

const UNDO_MS = 8_000;

/** The dispatcher wants this delivery there. */
export function wished(before: Assignments, delivery: Delivery, to: Place, now: number): Stepped {
  const open = before.pending.get(delivery.id);
  const from = open ? (open.next ?? open.sent).to : delivery.bike;
  if (to === from) return { assignments: before, request: undefined };
  const wish: Wish = { id: before.ids + 1, to, from, since: now };
  const pending = new Map(before.pending);
  pending.set(delivery.id, open ? { ...open, next: wish } : { sent: wish, next: undefined });
  const refusals = new Map(before.refusals);
  refusals.delete(delivery.id);
  const undo = { delivery: delivery.id, from, to, until: now + UNDO_MS };
  return {
    assignments: { ids: wish.id, pending, refusals, undo },
    request: open ? undefined : requestOf(delivery, wish),
  };
}

/** The hub did it: the delivery as it is now. A newer wish goes out on this version. */
export function answered(before: Assignments, wish: number, delivery: Delivery): Stepped {
  const open = before.pending.get(delivery.id);
  if (open?.sent.id !== wish) return { assignments: before, request: undefined };
  const pending = new Map(before.pending);
  const next = open.next;
  if (!next || next.to === delivery.bike) {
    pending.delete(delivery.id);
    return { assignments: { ...before, pending }, request: undefined };
  }
  pending.set(delivery.id, { sent: next, next: undefined });
  return { assignments: { ...before, pending }, request: requestOf(delivery, next) };
}

/**
 * The hub refused, or could not be reached. The card goes back where the hub has it and says why. A newer wish is
 * tried all the same on the version the hub now has, because the dispatcher asked for it last; `current` is that
 * version, undefined when the hub did not say.
 */
export function refused(
  before: Assignments,
  answer: { readonly delivery: string; readonly wish: number; readonly problem: Problem },
  current: Delivery | undefined,
  now: number,
): Stepped {
  const open = before.pending.get(answer.delivery);
  if (open?.sent.id !== answer.wish) return { assignments: before, request: undefined };
  const pending = new Map(before.pending);
  if (open.next && current && open.next.to !== current.bike) {
    pending.set(answer.delivery, { sent: open.next, next: undefined });
    return { assignments: { ...before, pending }, request: requestOf(current, open.next) };
  }
  pending.delete(answer.delivery);
  const refusals = new Map(before.refusals);
  const last = open.next ?? open.sent;
  if (!(current && last.to === current.bike)) {
    refusals.set(answer.delivery, { problem: answer.problem, to: last.to, at: now });
  }
  const undo = before.undo?.delivery === answer.delivery ? undefined : before.undo;
  return { assignments: { ...before, pending, refusals, undo }, request: undefined };
}

/** "Annuler": the wish to have the last change back. */
export function undone(before: Assignments, deliveries: readonly Delivery[], now: number): Stepped {
  const undo = before.undo;
  const delivery = undo && deliveries.find((each) => each.id === undo.delivery);
  const nothing = { assignments: { ...before, undo: undefined }, request: undefined };
  if (!delivery || now > undo.until) return nothing;
  const step = wished(before, delivery, undo.from, now);
  return { ...step, assignments: { ...step.assignments, undo: undefined } };
}

/** The dispatcher has read why. */
export function refusalRead(before: Assignments, delivery: string): Assignments {
  const refusals = new Map(before.refusals);
  refusals.delete(delivery);
  return { ...before, refusals };
}

/** Offers to undo end after 8 seconds. */
export function undoAt(assignments: Assignments, now: number): Undoable | undefined {
  return assignments.undo && now <= assignments.undo.until ? assignments.undo : undefined;
}

/** Deliveries as the dispatcher wants them, over what the hub has. */
export function withWishes(
  deliveries: readonly Delivery[],
  assignments: Assignments,
): readonly Delivery[] {
  return deliveries.map((delivery) => {
    const open = assignments.pending.get(delivery.id);
    return open ? placed(delivery, (open.next ?? open.sent).to) : delivery;
  });
}

function placed(delivery: Delivery, to: Place): Delivery {
  const { bike, ...rest } = delivery;
  if (to === undefined) return bike === undefined ? delivery : { ...rest, state: "planned" };
  return { ...delivery, bike: to, state: delivery.state === "planned" ? "assigned" : delivery.state };
}

function requestOf(delivery: Delivery, wish: Wish): Request {
  return { delivery: delivery.id, wish: wish.id, to: wish.to, version: delivery.version };
}
