/** The farm as this device knew it last: kept while the hub answers, shown until it answers for the first time. */
import type { Hub } from "../../live";
import { openStore } from "../../live/outboxStore";
import { keepShell } from "../../shell/keepShell";
import { type Memory, memoryFrom, memoryOf } from "./memory";

const PAGE = "/ferme";
const KEPT_EVERY_MS = 30_000;

export class Recall {
  readonly #hub: Hub;
  readonly #store = openStore<never, Memory>("anima-gardien").catch(() => undefined);
  #isRecalled = $state(false);

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Hub time of what is shown, where it is only remembered. */
  get keptFrom(): number | null {
    const { state, heardAt } = this.#hub.link;
    return this.#isRecalled && state !== "live" ? heardAt : null;
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
    this.#isRecalled = false;
    const { city, viewer } = this.#hub;
    const memory = memoryOf(city, heardAt, this.#hub.exactNow() - Date.now(), viewer);
    await (await this.#store)?.remember(memory, PAGE);
  }

  async #recall(): Promise<void> {
    const memory = memoryFrom(await (await this.#store)?.remembered(PAGE));
    if (!memory || this.#hub.link.heardAt !== null) return;
    const { hubTime, offsetMs, enclosures, viewer } = memory;
    const data = [...enclosures];
    this.#hub.recall(
      { kind: "snapshot", topic: "conditions", hubTime, data },
      Date.now() + offsetMs,
      viewer,
    );
    this.#isRecalled = true;
  }
}
