/** An answer that is asked for again and again; what came last stays on screen while the hub is away. */
import type { Problem, Result } from "../api/types";

export class Polled<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  readonly #ask: () => Promise<Result<T, Problem>>;
  #asked = 0;

  constructor(ask: () => Promise<Result<T, Problem>>) {
    this.#ask = ask;
  }

  /** The answer to an older question is dropped. */
  async again(): Promise<void> {
    const number = (this.#asked += 1);
    const answer = await this.#ask();
    if (number !== this.#asked) return;
    if (answer.ok) this.value = answer.value;
    this.problem = answer.ok ? null : answer.error;
  }
}
