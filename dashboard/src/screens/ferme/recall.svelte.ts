/** The farm as this device knew it last: kept while the hub answers, shown until it answers for the first time. */
import type { Hub } from "../../live";
import { openStore } from "../../live/outboxStore";
import { keepShell } from "../../shell/keepShell";
import { type Memory, memoryFrom, memoryOf } from "./memory";

const PAGE = "/ferme";
const KEPT_EVERY_MS = 30_000;
/** A hub that answers sooner would have the page jump twice for a line nobody could read. */
const TOLD_AFTER_MS = 3_000;

export class Recall {
  readonly #hub: Hub;
  readonly #store = openStore<never, Memory>("anima-gardien").catch(() => undefined);
  /** Hub time of when it was taken from what is kept; null where it is not. */
  #recalledAt = $state<number | null>(null);

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Hub time of what is shown, where it is only remembered. */
  get keptFrom(): number | null {
    const { state, heardAt } = this.#hub.link;
    const isLate =
      this.#recalledAt !== null &&
      (state === "offline" || this.#hub.now - this.#recalledAt >= TOLD_AFTER_MS);
    return isLate && state !== "live" ? heardAt : null;
  }

  get canRemember(): boolean {
    return this.#hub.link.state === "live" && this.#hub.city.heard.has("alerts");
  }

  start(): () => void {
    void this.#recall();
    void keepShell(PAGE);
    const timer = setInterval(() => void this.remember(), KEPT_EVERY_MS);
    return () => clearInterval(timer);
  }

  async remember(): Promise<void> {
    const { heardAt } = this.#hub.link;
    if (!this.canRemember || heardAt === null) return;
    this.#recalledAt = null;
    const { city, viewer } = this.#hub;
    const memory = memoryOf(city, heardAt, this.#hub.exactNow() - Date.now(), viewer);
    await (await this.#store)?.remember(memory, PAGE);
  }

  async #recall(): Promise<void> {
    const memory = memoryFrom(await (await this.#store)?.remembered(PAGE));
    if (!memory || this.#hub.link.heardAt !== null) return;
    const { hubTime, offsetMs, enclosures, viewer } = memory;
    const data = [...enclosures];
    const now = Date.now() + offsetMs;
    this.#hub.recall({ kind: "snapshot", topic: "conditions", hubTime, data }, now, viewer);
    this.#recalledAt = now;
  }
}
