// What the town's sensors would have said before its first evening, as recordings that the real agents play:
// a day of each enclosure, two weeks of each counter. Made up like all of the town, from the same seed.
import { seeded } from './market.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAYS = 14;

const csv = (rows) => rows.map((row) => row.join(',')).join('\n') + '\n';
const seconds = (at) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** A day of readings, five minutes apart; in the last 90 minutes a quantity goes to what stands under `became`. */
export function pastOfEnclosure(it, now, seed) {
  const random = seeded(seed);
  const quantities = Object.keys(it.plays);
  const rows = [['at', ...quantities]];
  for (let at = now - 24 * HOUR; at < now - 5 * MINUTE; at += 5 * MINUTE) {
    const near = Math.max(0, 1 - (now - at) / (90 * MINUTE));
    const turn = Math.sin(((at % (24 * HOUR)) / (24 * HOUR)) * 2 * Math.PI - Math.PI / 2);
    rows.push([seconds(at), ...quantities.map((quantity) => {
      const { mean, swing, noise } = it.plays[quantity];
      const became = it.became?.[quantity] ?? mean;
      return Math.max(0, mean + (became - mean) * near + (swing * turn) / 2 + noise * (random() - 0.5)).toFixed(2);
    })]);
  }
  return csv(rows);
}

/** Two weeks of hours until the last full one: the share of each hour of the day, fuller on Saturdays, calm on Sundays. */
export function pastOfCounter(it, now, seed, zone, shares) {
  const random = seeded(seed);
  const local = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', weekday: 'short', hourCycle: 'h23' });
  const rows = [['at', 'in', 'out']];
  for (let at = Math.floor(now / HOUR) * HOUR - DAYS * 24 * HOUR; at + HOUR <= now; at += HOUR) {
    const part = Object.fromEntries(local.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = { Sat: 1.5, Sun: 0.4 }[part.weekday] ?? 1;
    const people = (it.perHour * shares[Number(part.hour)] * day * (0.85 + 0.3 * random())) / 100;
    rows.push([seconds(at), Math.round(people * 0.55), Math.round(people * 0.45)]);
  }
  return csv(rows);
}
