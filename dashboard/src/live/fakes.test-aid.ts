/** A world without a browser: time that moves when told, and streams that say what they are told. */
import type { Outside, Stream } from "./connection";

interface Due {
  at: number;
  run: () => void;
}

export class FakeWorld implements Outside {
  now = 0;
  online = true;
  readonly streams: FakeStream[] = [];
  #due: Due[] = [];

  open(url: string): Stream {
    const stream = new FakeStream(url);
    this.streams.push(stream);
    return stream;
  }

  after(ms: number, run: () => void): () => void {
    const due = { at: this.now + ms, run };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  }

  /** Half of the jitter: waits are exactly as written. */
  random(): number {
    return 0.5;
  }

  isOnline(): boolean {
    return this.online;
  }

  get latest(): FakeStream {
    const stream = this.streams.at(-1);
    if (!stream) throw new Error("no stream was opened");
    return stream;
  }

  pass(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const next = this.#due.filter((due) => due.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((due) => due !== next);
      this.now = next.at;
      next.run();
    }
    this.now = until;
  }
}

export class FakeStream implements Stream {
  onmessage: ((text: string) => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;

  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  close(): void {
    this.closed = true;
  }

  say(text: string): void {
    this.onmessage?.(text);
  }

  break(): void {
    this.onerror?.();
  }
}
