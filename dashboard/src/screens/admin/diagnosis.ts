/** What a station's last words say about it, for people: pure. */
import type { Station } from "../../api/types";
import { bytes, num } from "../../words/numbers";
import { ago, duration } from "../../words/times";
import type { adminWords } from "../../words/admin";

type Words = ReturnType<typeof adminWords>;
export type Health = "well" | "attention" | "silent" | "off";

export function healthOf(station: Station): Health {
  if (station.state === "revoked") return "off";
  if (station.state !== "connected") return "silent";
  const beat = station.heartbeat;
  const isTroubled =
    beat !== undefined &&
    (Object.keys(beat.failing).length > 0 ||
      lossesOf(station) !== "" ||
      beat.clock === "estimated");
  return isTroubled ? "attention" : "well";
}

const rank: Record<Health, number> = { silent: 0, attention: 1, well: 2, off: 3 };

export function worstStationFirst(a: Station, b: Station): number {
  return (
    rank[healthOf(a)] - rank[healthOf(b)] ||
    Date.parse(a.lastSeenAt ?? a.addedAt) - Date.parse(b.lastSeenAt ?? b.addedAt)
  );
}

/** "17 mémoire pleine", or nothing; a name nobody knows is shown as it came. */
export function lossesOf(station: Station, names: Record<string, string> = {}): string {
  return Object.entries(station.heartbeat?.losses ?? {})
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${num(count)} ${names[name] ?? name}`)
    .join(", ");
}

type Lost = Station["lost"][number];

/** Which messages are lost, a line for each range, newest first. */
export function lostLines(station: Station, words: Words, now: number): string[] {
  const ranks: Record<string, string> = words.rankNames;
  const hows: Record<string, string> = words.lossNames;
  return station.lost.map((one) =>
    words.lost(
      num(one.records),
      ranks[one.rank] ?? one.rank,
      hows[one.name] ?? one.name,
      rangeOf(one, words),
      ago(Date.parse(one.toldAt), now),
    ),
  );
}

function rangeOf({ from, to }: Lost, words: Words): string {
  const number = (it: { boot: number; sequence: number }) => `${it.boot}/${it.sequence}`;
  if (from && to) return words.lostBetween(number(from), number(to));
  if (from) return words.lostFrom(number(from));
  return to ? words.lostTo(number(to)) : "";
}

/** The cause in words first, then what else is known. */
export function sentences(station: Station, words: Words, now: number): string[] {
  const seen = station.lastSeenAt === undefined ? null : Date.parse(station.lastSeenAt);
  const beat = station.heartbeat;
  const said: string[] = [];
  if (station.state === "revoked") said.push(words.revoked);
  if (station.state === "never-seen" || (station.state === "away" && seen === null))
    said.push(words.neverSeen);
  else if (station.state === "away" && seen !== null) said.push(words.away(duration(now - seen)));
  else if (seen !== null) said.push(words.lastSeen(ago(seen, now)));
  if (!beat) return said;
  const failing = Object.entries(beat.failing).map(([sensor, why]) => `${sensor} (${why})`);
  if (failing.length > 0) said.push(words.failing(failing.join(", ")));
  if (beat.clock === "estimated") said.push(words.clockEstimated);
  const losses = lossesOf(station, words.lossNames);
  said.push(losses === "" ? words.noLoss : words.losses(losses));
  said.push(
    beat.spoolRecords === 0
      ? words.spoolEmpty
      : words.spool(num(beat.spoolRecords), bytes(beat.spoolBytes)),
  );
  const plan = station.plan;
  if (plan) said.push(beat.plan === plan.id ? words.planFollowed : words.planSent);
  said.push(words.agent(beat.agent), words.uptime(duration(beat.uptimeSeconds * 1000)));
  // What a silent station said last is as old as its last word.
  if (station.state !== "connected")
    said.push(words.heartbeatAge(ago(Date.parse(beat.measuredAt), now)));
  return said;
}
