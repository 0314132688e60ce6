/** How much of being called is too much: pure. */
import type { AlarmLoad } from "../../api/types";

type Keeper = AlarmLoad["keepers"][number];

const TEN_MINUTES_A_DAY = 24 * 6;
/** EEMUA 191: what one person can bear in the long run. */
const MOST_ON_AVERAGE = 1;

/** Calls in ten minutes, on average over so many days. */
export const averageOf = ({ calls }: Keeper, days: number) => calls / (days * TEN_MINUTES_A_DAY);

export const isTooMuch = (keeper: Keeper, days: number) =>
  averageOf(keeper, days) > MOST_ON_AVERAGE;
