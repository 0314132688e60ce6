/** The dispatcher's board: pure, from deliveries, bikes and hub time in milliseconds to what stands where. */
import type { Bike, Delivery, Stop } from "../../api/types";

/** How much time is left to keep the promise, and how that is known. */
export interface Margin {
  readonly seconds: number;
  /** "predicted" by the hub; "until-slot-ends" when nothing can be predicted: then it is not a prediction. */
  readonly kind: "predicted" | "until-slot-ends";
}

/** The hub's margin where it has one, else the time left until the slot ends. */
export function marginOf(delivery: Delivery, now: number): Margin {
  return delivery.marginSeconds === undefined
    ? {
        seconds: Math.trunc((Date.parse(delivery.slot.until) - now) / 1000),
        kind: "until-slot-ends",
      }
    : { seconds: delivery.marginSeconds, kind: "predicted" };
}

export function isLate(delivery: Delivery, now: number): boolean {
  return isOpen(delivery) && marginOf(delivery, now).seconds < 0;
}

function isOpen(delivery: Delivery): boolean {
  return ["planned", "assigned", "under-way"].includes(delivery.state);
}

/** Smallest margin first; a late one therefore leads. Equal margins: the earlier slot, then the number. */
export function byMargin(now: number) {
  return (a: Delivery, b: Delivery) =>
    marginOf(a, now).seconds - marginOf(b, now).seconds ||
    Date.parse(a.slot.until) - Date.parse(b.slot.until) ||
    a.number - b.number;
}

/** Of two ways to sort what is to be assigned. */
export type Order = "margin" | "slot";

export interface BikeTour {
  readonly bike: Bike;
  readonly deliveries: readonly Delivery[];
  /** No position for longer than three times its period, or never: not to be trusted with a prediction. */
  readonly silent: boolean;
  /** Milliseconds since its last position; undefined when it never had one. */
  readonly age: number | undefined;
  readonly openStops: number;
  /** The smallest margin of its open deliveries. */
  readonly worst: Margin | undefined;
}

export interface Board {
  readonly toAssign: readonly Delivery[];
  readonly tours: readonly BikeTour[];
  readonly over: readonly Delivery[];
  readonly late: number;
  readonly silentBikes: number;
  /** Deliveries on a bike that the list of bikes does not name. */
  readonly stray: readonly Delivery[];
}

/** A bike counts as silent after three of its periods, and never before a minute. */
const SILENT_PERIODS = 3;

export function ageOf(bike: Bike, now: number): number | undefined {
  return bike.position ? Math.max(0, now - Date.parse(bike.position.measuredAt)) : undefined;
}

export function isSilent(bike: Bike, now: number): boolean {
  const age = ageOf(bike, now);
  return age === undefined || age > SILENT_PERIODS * bike.expectedEverySeconds * 1000;
}

/** Margins below this on a silent bike count as a delay to expect. */
const DOUBTFUL_SECONDS = 300;

/** Puts every delivery in its place. */
export function boardOf(
  deliveries: readonly Delivery[],
  bikes: readonly Bike[],
  now: number,
  order: Order = "margin",
): Board {
  const known = new Set(bikes.map((bike) => bike.id));
  const riding = deliveries.filter((each) => isOpen(each) && each.state !== "planned");
  const tours = bikes
    .map((bike) => tourOf(bike, riding, now))
    .toSorted((a, b) => worstFirst(a, b) || a.bike.name.localeCompare(b.bike.name, "fr"));
  const silent = new Set(tours.filter((tour) => tour.silent).map((tour) => tour.bike.id));
  return {
    toAssign: deliveries.filter((each) => each.state === "planned").toSorted(sorted(order, now)),
    tours,
    over: deliveries.filter((each) => !isOpen(each)).toSorted((a, b) => b.number - a.number),
    late: deliveries.filter((each) => isExpectedLate(each, silent, now)).length,
    silentBikes: silent.size,
    stray: riding.filter((each) => each.bike === undefined || !known.has(each.bike)),
  };
}

function sorted(order: Order, now: number): (a: Delivery, b: Delivery) => number {
  switch (order) {
    case "margin":
      return byMargin(now);
    case "slot":
      return (a, b) =>
        Date.parse(a.slot.from) - Date.parse(b.slot.from) ||
        Date.parse(a.slot.until) - Date.parse(b.slot.until) ||
        a.number - b.number;
  }
}

function isExpectedLate(delivery: Delivery, silent: ReadonlySet<string>, now: number): boolean {
  if (isLate(delivery, now)) return true;
  const onSilentBike = delivery.bike !== undefined && silent.has(delivery.bike);
  return isOpen(delivery) && onSilentBike && marginOf(delivery, now).seconds < DOUBTFUL_SECONDS;
}

function tourOf(bike: Bike, riding: readonly Delivery[], now: number): BikeTour {
  const deliveries = riding
    .filter((each) => each.bike === bike.id)
    .toSorted((a, b) => underWayFirst(a) - underWayFirst(b) || sorted("slot", now)(a, b));
  const [worst] = deliveries.toSorted(byMargin(now));
  return {
    bike,
    deliveries,
    silent: isSilent(bike, now),
    age: ageOf(bike, now),
    openStops: deliveries.flatMap((each) => each.stops).filter(isOpenStop).length,
    worst: worst && marginOf(worst, now),
  };
}

function underWayFirst(delivery: Delivery): number {
  return delivery.state === "under-way" ? 0 : 1;
}

export function isOpenStop(stop: Stop): boolean {
  return !["done", "failed", "cancelled"].includes(stop.state);
}

function worstFirst(a: BikeTour, b: BikeTour): number {
  const least = Number.MAX_SAFE_INTEGER;
  return (a.worst?.seconds ?? least) - (b.worst?.seconds ?? least);
}

/**
 * The bikes one may give a delivery to, the likeliest first: heard of lately, then with a courier, then the
 * fewest open stops. The same list behind the menu and the keys 1 to 9.
 */
export function candidates(tours: readonly BikeTour[]): readonly BikeTour[] {
  return tours.toSorted(
    (a, b) =>
      Number(a.silent) - Number(b.silent) ||
      Number(a.bike.courier === undefined) - Number(b.bike.courier === undefined) ||
      a.openStops - b.openStops ||
      a.bike.name.localeCompare(b.bike.name, "fr"),
  );
}

/** A delivery may be taken back or moved before its first stop has started. */
export function mayMove(delivery: Delivery): boolean {
  return delivery.state === "planned" || delivery.state === "assigned";
}
