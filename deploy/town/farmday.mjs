// What goes wrong on the town's farm: in the first hour when the day goes by as it does, and through a played day that
// begins at six when it goes by faster. The same seed, the same day.
import { seeded } from './market.mjs';

/** The hour at which a played day begins. */
export const BEGINS = '06:00';
const FIRST_HOUR = 6;

/**
 * Each: where, what, and when. `day` is [from, to] in hours of the played day; `tour` is [minutes after the start,
 * minutes it lasts], again every hour.
 */
const PLAN = [
  // A sensor whose humidity is stuck at nothing, which no air is.
  { enclosure: 'clapier', quantity: 'humidity', kind: 'drift', by: -100, day: [7, 11], tour: [4, 20] },
  { enclosure: 'pre-des-anes', quantity: 'humidity', kind: 'silent', day: [9.5, 14], tour: [3, 10] },
  { enclosure: 'poulailler', quantity: 'temperature', kind: 'drift', by: 6.2, over: 1, day: [12, 17], tour: [0, 60] },
  { enclosure: 'clapier', quantity: 'ammonia', kind: 'drift', by: 3.5, over: 1.5, day: [15, 20], tour: [2, 15] },
  { enclosure: 'pre-des-anes', kind: 'power', day: [18, 20.5], tour: [9, 4] },
  { enclosure: 'poulailler', quantity: 'door', kind: 'drift', by: 1, day: [22, 24.5], tour: [6, 12] },
];

/** When things happen, in seconds of the play after its start; a little earlier or later by the seed. */
function plan(isPlayed, seed) {
  const random = seeded(seed + 7);
  return PLAN.map(({ day, tour, over = 0, ...what }) => {
    const late = random() / 2;
    return isPlayed
      ? { ...what, after: (day[0] - FIRST_HOUR + late) * 3600, lasts: (day[1] - day[0]) * 3600, over: over * 3600, every: 24 * 3600 }
      : { ...what, after: tour[0] * 60, lasts: tour[1] * 60, over: tour[0] === 0 ? 0 : over * 160, every: 3600 };
  });
}

/** The scenarios of an enclosure's sensor, as its agent's file writes them. */
export function scenarios(enclosure, quantity, speed, seed) {
  return plan(speed > 1, seed)
    .filter((it) => it.enclosure === enclosure && it.quantity === quantity)
    .map(({ kind, by, over, after, lasts, every }) => ({
      kind: JSON.stringify(kind), ...(kind === 'drift' ? { by, over_seconds: over } : {}),
      after_seconds: Math.round(after), lasts_seconds: lasts, every_seconds: every,
    }));
}

/** When the station of an enclosure loses its power, in real seconds. */
export function powerCuts(enclosure, speed, seed) {
  return plan(speed > 1, seed)
    .filter((it) => it.enclosure === enclosure && it.kind === 'power')
    .map(({ after, lasts, every }) => ({ after: after / speed, lasts: lasts / speed, every: every / speed }));
}

/** A limit's time to hold: what takes minutes in a day as it is must not take a played morning. */
export const hold = (limit, speed) =>
  ({ ...limit, raiseAfterSeconds: atPace(limit.raiseAfterSeconds, speed), clearAfterSeconds: atPace(limit.clearAfterSeconds, speed) });
const atPace = (seconds, speed) => Math.max(Math.min(10, seconds), Math.round(seconds / speed));
