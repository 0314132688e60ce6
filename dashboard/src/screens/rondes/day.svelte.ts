/** Today's rounds on this device: what was heard last, and what was ticked here. */
import { newKey } from "../../api/ask";
import { rounds as roundsDecoder } from "../../api/decodeRounds";
import { listRounds } from "../../api/rounds";
import type { Problem, Rounds, RoundTickForm } from "../../api/types";
import { UNDO_MS } from "../../live";
import { keepersOutbox, ticksOf } from "../../live/deeds";

const PAGE = "/rondes";
const ASK_EVERY_MS = 30_000;

export class Day {
  rounds = $state.raw<Rounds | null>(null);
  /** Why the rounds could not be asked for last. */
  problem = $state.raw<Problem | null>(null);
  readonly outbox = keepersOutbox<Rounds>(() => this.refresh());
  #heldTimer: ReturnType<typeof setTimeout> | undefined;

  readonly waiting = $derived(ticksOf(this.outbox.waiting));
  readonly forms = $derived(this.waiting.map((deed) => deed.form));
  readonly refused = $derived(ticksOf(this.outbox.refused));
  /** The tick that can still be taken back. */
  readonly held = $derived(this.waiting.find((deed) => deed.place === this.outbox.held?.place));

  start(): () => void {
    void this.#recall().then(() => this.refresh());
    const stop = this.outbox.start();
    const timer = setInterval(() => void this.refresh(), ASK_EVERY_MS);
    const hidden = () => {
      if (document.visibilityState === "hidden") this.#release();
    };
    document.addEventListener("visibilitychange", hidden);
    return () => {
      stop();
      clearInterval(timer);
      clearTimeout(this.#heldTimer);
      document.removeEventListener("visibilitychange", hidden);
    };
  }

  async refresh(): Promise<void> {
    const answer = await listRounds();
    this.problem = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    this.rounds = answer.value;
    await (await this.outbox.store).remember(answer.value, PAGE);
  }

  /** On this device's disk before it is shown as done; told to the hub when it can no longer be taken back. */
  async tick(form: RoundTickForm): Promise<void> {
    this.#release();
    await this.outbox.add({ what: "tick", id: newKey(), form }, true);
    this.#heldTimer = setTimeout(() => this.#release(), UNDO_MS);
    void this.outbox.tellHub();
  }

  async undo(): Promise<void> {
    const held = this.outbox.held;
    clearTimeout(this.#heldTimer);
    if (held) await this.outbox.takeBack(held.place);
  }

  #release(): void {
    clearTimeout(this.#heldTimer);
    if (!this.outbox.held) return;
    this.outbox.held = undefined;
    void this.outbox.tellHub();
  }

  async #recall(): Promise<void> {
    const memory = roundsDecoder(await (await this.outbox.store).remembered(PAGE), "");
    if (memory.ok && this.rounds === null) this.rounds = memory.value;
    await this.outbox.look();
  }
}
