/** What is done to alerts on this device, kept until the hub has it. */
import { newKey } from "../../api/ask";
import type { Alert, AlertDeedForm } from "../../api/types";
import { gesturesOf, keepersOutbox } from "../../live/deeds";

export class Gestures {
  readonly outbox;
  /** Sent, and not yet heard of from the hub. */
  readonly waiting = $derived.by(() => gesturesOf(this.outbox.waiting));
  readonly refused = $derived.by(() => gesturesOf(this.outbox.refused));

  constructor(heard: (alert: Alert) => void) {
    this.outbox = keepersOutbox<never>(() => Promise.resolve(), heard);
  }

  waitsFor(alert: Alert | null): boolean {
    return alert !== null && this.waiting.some((deed) => deed.alert === alert.id);
  }

  start(): () => void {
    void this.outbox.look();
    return this.outbox.start();
  }

  /** On this device's disk before it is shown as done. */
  async make(alert: Alert, form: AlertDeedForm): Promise<void> {
    await this.outbox.add({ what: "gesture", id: newKey(), alert: alert.id, form });
    void this.outbox.tellHub();
  }
}
