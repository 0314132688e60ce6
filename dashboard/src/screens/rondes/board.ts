/** The rounds of a day as they stand, with what was ticked on this device laid over them; pure. */
import type { Rounds, RoundTick, RoundTickForm } from "../../api/types";

export type Round = RoundTick["round"];
export type Task = RoundTick["task"];

export const TASKS: readonly Task[] = ["water", "feed", "bedding", "look"];

/** One task of one enclosure. */
export interface Cell {
  readonly task: Task;
  /** Who did it and when, once the hub knows. */
  readonly done: RoundTick | undefined;
  /** Ticked here, not told yet. */
  readonly isWaiting: boolean;
}

export interface Row {
  readonly enclosure: string;
  readonly name: string;
  readonly cells: readonly Cell[];
  /** How many tasks are left. */
  readonly left: number;
}

/** A round of a day with every enclosure, those with most left first. */
export function rowsOf(
  rounds: Rounds,
  waiting: readonly RoundTickForm[],
  day: string,
  round: Round,
): Row[] {
  const isOf = (tick: RoundTickForm) => tick.day === day && tick.round === round;
  const done = rounds.ticks.filter(isOf);
  const ticked = waiting.filter(isOf);
  return rounds.enclosures.map(({ id, name }) => {
    const cells = TASKS.map((task) => {
      const isThis = (tick: RoundTickForm) => tick.enclosure === id && tick.task === task;
      return { task, done: done.find(isThis), isWaiting: ticked.some(isThis) };
    });
    const left = cells.filter((cell) => !cell.done && !cell.isWaiting).length;
    return { enclosure: id, name, cells, left };
  });
}

/** What the hub calls overdue, less what was ticked here meanwhile. */
export function overdueNow(
  rounds: Rounds,
  waiting: readonly RoundTickForm[],
): Rounds["overdue"][number][] {
  return rounds.overdue.flatMap((missing) => {
    const tasks = missing.tasks.filter(
      (task) =>
        !waiting.some(
          (tick) =>
            tick.enclosure === missing.enclosure &&
            tick.day === missing.day &&
            tick.round === missing.round &&
            tick.task === task,
        ),
    );
    return tasks.length === 0 ? [] : [{ ...missing, tasks }];
  });
}

/** The round somebody who opens the page now will want: the last one that has begun, else the first. */
export function roundNow(rounds: Rounds, now: number): Round {
  const begun = rounds.rounds.filter((one) => Date.parse(one.opensAt) <= now);
  return begun.at(-1)?.round ?? "morning";
}
