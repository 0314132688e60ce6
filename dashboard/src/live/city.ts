/**
 * What is known about the town and the farm, and how news changes it.
 *
 * `reduce` is pure. Old news loses: a reading against a newer measured-at, a thing with a version against a
 * higher one. A snapshot says what exists; within it newer values we already have are kept.
 */
import type {
  Alert,
  Bike,
  Cleaning,
  Condition,
  Counter,
  Delivery,
  Enclosure,
  Fix,
  FootfallHour,
  MerchantOrder,
  Motion,
  Tour,
} from "../api/types";
import type { LiveMessage, ReadingMessage, Snapshot, Topic } from "../api/decodeLive";

type ById<T> = ReadonlyMap<string, T>;

export interface City {
  readonly enclosures: ById<Enclosure>;
  /** Alerts that are not closed, and those that were closed while we watched. */
  readonly alerts: ById<Alert>;
  readonly bikes: ById<Bike>;
  readonly counters: ById<Counter>;
  /** Hours that changed while we watched, by counter and start. */
  readonly hours: ReadonlyMap<string, ById<FootfallHour>>;
  readonly orders: ById<MerchantOrder>;
  readonly deliveries: ById<Delivery>;
  readonly tour: Tour | null;
  /** Grows each time the hub says that the tour changed: fetch it again. */
  readonly tourNews: number;
  /** Topics whose first snapshot has come; before that, an empty map means "not known yet". */
  readonly heard: ReadonlySet<Topic>;
  /** Messages about something we never heard of; a fresh snapshot heals that. */
  readonly unknown: number;
}

export const emptyCity: City = {
  enclosures: new Map(),
  alerts: new Map(),
  bikes: new Map(),
  counters: new Map(),
  hours: new Map(),
  orders: new Map(),
  deliveries: new Map(),
  tour: null,
  tourNews: 0,
  heard: new Set(),
  unknown: 0,
};

export function reduce(city: City, message: LiveMessage): City {
  switch (message.kind) {
    case "snapshot":
      return snapshot(city, message);
    case "beat":
      return city;
    case "reading":
      return reading(city, message);
    case "alert":
      return { ...city, alerts: withNewer(city.alerts, message.alert) };
    case "cleaning":
      return cleaned(city, message.cleaning);
    case "position":
      return changeBike(city, message.bike, (bike) => moved(bike, message.position));
    case "motion":
      return changeBike(city, message.bike, (bike) => turned(bike, message.motion, message.since));
    case "footfall":
      return footfall(city, message.counter, message.hour);
    case "order":
      return { ...city, orders: withNewer(city.orders, message.order) };
    case "delivery":
      return { ...city, deliveries: withNewer(city.deliveries, message.delivery) };
    case "tour":
      return { ...city, tourNews: city.tourNews + 1 };
    default:
      return never(message);
  }
}

/** The alerts of an enclosure that last, or wait for somebody to have seen them. */
export function listedAlerts(city: City, enclosure: string): Alert[] {
  return [...city.alerts.values()].filter(
    (a) => a.enclosure === enclosure && a.closedAt === undefined,
  );
}

function snapshot(city: City, news: Snapshot): City {
  const next = { ...city, heard: new Set(city.heard).add(news.topic) };
  switch (news.topic) {
    case "conditions":
      return conditions(next, news.data);
    case "alerts":
      return { ...next, alerts: byId(news.data, newerOf(city.alerts)) };
    case "positions":
      return {
        ...next,
        bikes: byId(news.data, (bike) => keepNewerFix(city.bikes.get(bike.id), bike)),
      };
    case "footfall":
      return { ...next, counters: byId(news.data, (counter) => counter) };
    case "orders":
      return { ...next, orders: byId(news.data, newerOf(city.orders)) };
    case "deliveries":
      return { ...next, deliveries: byId(news.data, newerOf(city.deliveries)) };
    case "tour":
      return { ...next, tour: news.data[0] ?? null };
    default:
      return never(news);
  }
}

function conditions(city: City, enclosures: Enclosure[]): City {
  const keep = newerOf(city.alerts);
  const alerts = enclosures.flatMap((enclosure) => enclosure.alerts).map(keep);
  return {
    ...city,
    alerts: byId(alerts, (alert) => alert),
    enclosures: byId(enclosures, (now) => {
      const before = city.enclosures.get(now.id);
      return before ? { ...now, conditions: now.conditions.map(newerCondition(before)) } : now;
    }),
  };
}

function newerCondition(before: Enclosure): (now: Condition) => Condition {
  return (now) => {
    const known = before.conditions.find((c) => c.quantity === now.quantity);
    if (known?.value === undefined || !known.measuredAt || !known.receivedAt) return now;
    if (!isOlder(now.measuredAt, known.measuredAt)) return now;
    const { value, measuredAt, receivedAt, clock } = known;
    return { ...now, value, measuredAt, receivedAt, ...(clock ? { clock } : {}) };
  };
}

function reading(city: City, news: ReadingMessage): City {
  const enclosure = city.enclosures.get(news.enclosure);
  const known = enclosure?.conditions.find((c) => c.quantity === news.quantity);
  if (!enclosure || !known) return { ...city, unknown: city.unknown + 1 };
  if (isOlder(news.measuredAt, known.measuredAt)) return city;
  const { value, unit, measuredAt, receivedAt } = news;
  const clock = news.clock === "estimated" ? "estimated" : "synced";
  const changed = enclosure.conditions.map((condition) =>
    condition === known
      ? ({ ...condition, value, unit, measuredAt, receivedAt, clock } as const)
      : condition,
  );
  const next = { ...enclosure, conditions: changed };
  return { ...city, enclosures: new Map(city.enclosures).set(next.id, next) };
}

/** Of two cleanings the later one counts; one that is over ends only itself. */
function cleaned(city: City, news: Cleaning): City {
  const enclosure = city.enclosures.get(news.enclosure);
  if (!enclosure) return { ...city, unknown: city.unknown + 1 };
  const known = enclosure.cleaning;
  if (known && known.id !== news.id && isOlder(news.startsAt, known.startsAt)) return city;
  const next = { ...enclosure };
  if (news.endedAt === undefined) next.cleaning = news;
  else if (known?.id === news.id) delete next.cleaning;
  return { ...city, enclosures: new Map(city.enclosures).set(next.id, next) };
}

function changeBike(city: City, id: string, change: (bike: Bike) => Bike): City {
  const bike = city.bikes.get(id);
  if (!bike) return { ...city, unknown: city.unknown + 1 };
  const changed = change(bike);
  return changed === bike ? city : { ...city, bikes: new Map(city.bikes).set(id, changed) };
}

function moved(bike: Bike, position: Fix): Bike {
  return isOlder(position.measuredAt, bike.position?.measuredAt) ? bike : { ...bike, position };
}

function turned(bike: Bike, motion: Motion, motionSince: string): Bike {
  return isOlder(motionSince, bike.motionSince) ? bike : { ...bike, motion, motionSince };
}

function keepNewerFix(before: Bike | undefined, now: Bike): Bike {
  const known = before?.position;
  return known && isOlder(now.position?.measuredAt, known.measuredAt)
    ? { ...now, position: known }
    : now;
}

function footfall(city: City, id: string, hour: FootfallHour): City {
  const counter = city.counters.get(id);
  if (!counter) return { ...city, unknown: city.unknown + 1 };
  const ofCounter = new Map(city.hours.get(id)).set(hour.start, hour);
  const hours = new Map(city.hours).set(id, ofCounter);
  // The message names no reading; what was measured reaches at least this far into the hour.
  const reached = new Date(Date.parse(hour.start) + hour.measuredSeconds * 1000).toISOString();
  if (isOlder(reached, counter.lastMeasuredAt)) return { ...city, hours };
  const counters = new Map(city.counters).set(id, { ...counter, lastMeasuredAt: reached });
  return { ...city, hours, counters };
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

function withNewer<T extends Versioned>(known: ById<T>, news: T): ById<T> {
  const before = known.get(news.id);
  // The same version again may carry derived values that moved, such as a margin.
  return before && before.version > news.version ? known : new Map(known).set(news.id, news);
}

function newerOf<T extends Versioned>(known: ById<T>): (news: T) => T {
  return (news) => {
    const before = known.get(news.id);
    return before && before.version > news.version ? before : news;
  };
}

function byId<T extends { readonly id: string }>(rows: T[], keep: (row: T) => T): ById<T> {
  return new Map(rows.map((row) => [row.id, keep(row)]));
}

/** Whether the first instant lies before the second; what has no instant is older than anything. */
function isOlder(one: string | undefined, other: string | undefined): boolean {
  if (other === undefined) return false;
  return one === undefined || Date.parse(one) < Date.parse(other);
}

function never(message: never): never {
  throw new Error(`a kind of message nobody reduces: ${JSON.stringify(message)}`);
}
