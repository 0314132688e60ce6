/**
 * One stream per browser and set of topics: the tab that holds the lock reads it and tells the others.
 *
 * Where the browser has no locks (no secure context), or the leading tab falls silent, a tab reads for itself.
 */
import { Connection, type Listener, type LinkState, type Outside } from "./connection";

export interface Channel {
  post(note: Note): void;
  onnote: ((note: Note) => void) | null;
  close(): void;
}

export type Note =
  | { readonly kind: "hello" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly state: LinkState };

/** What the browser gives for sharing; null where it gives nothing. */
export interface Neighbours {
  channel(name: string): Channel;
  /** Calls `lead` once this tab holds the lock, which it keeps until `release` is called. */
  lock(name: string, lead: () => void, waiting: () => void): { release(): void };
}

const SILENCE_MS = 20_000;

export class SharedConnection {
  readonly #own: Connection;
  readonly #outside: Outside;
  readonly #listener: Listener;
  readonly #channel: Channel | null;
  #lock: { release(): void } | null = null;
  #reads = false;
  #leads = false;
  #state: LinkState = "connecting";
  #cancelSilence: () => void = () => undefined;

  constructor(topics: string, outside: Outside, neighbours: Neighbours | null, listener: Listener) {
    this.#outside = outside;
    this.#listener = listener;
    this.#channel = neighbours?.channel(`anima/${topics}`) ?? null;
    const url = `/api/v1/stream?topics=${topics}`;
    this.#own = new Connection(url, outside, {
      text: (text) => this.#tell({ kind: "text", text }),
      link: (state) => this.#tell({ kind: "link", state }),
      failed: (attempt) => listener.failed(attempt),
    });
    if (!neighbours || !this.#channel) return;
    this.#channel.onnote = (note) => this.#overheard(note);
    const lead = () => {
      this.#leads = true;
      this.#readMyself();
    };
    this.#lock = neighbours.lock(`anima/${topics}`, lead, () => this.#follow());
  }

  start(): void {
    this.#listener.link("connecting");
    if (!this.#channel) this.#readMyself();
  }

  stop(): void {
    this.#cancelSilence();
    this.#own.stop();
    this.#lock?.release();
    this.#channel?.close();
  }

  nudge(): void {
    if (this.#reads) this.#own.nudge();
    else this.#channel?.post({ kind: "hello" });
  }

  refresh(): void {
    if (this.#reads) this.#own.refresh();
    else this.#channel?.post({ kind: "hello" });
  }

  networkGone(): void {
    if (this.#reads) this.#own.networkGone();
  }

  #readMyself(): void {
    this.#cancelSilence();
    if (this.#reads) return;
    this.#reads = true;
    this.#own.start();
  }

  #follow(): void {
    this.#channel?.post({ kind: "hello" });
    this.#expectAWord();
  }

  #expectAWord(): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#outside.after(SILENCE_MS, () => this.#readMyself());
  }

  /** Mine to read: hand on to the other tabs and to this one. */
  #tell(note: Note): void {
    if (this.#leads) this.#channel?.post(note);
    this.#take(note);
  }

  #overheard(note: Note): void {
    if (note.kind === "hello") {
      // A tab came in: a fresh stream gives everybody the snapshots it needs.
      if (this.#leads) this.#own.refresh();
      return;
    }
    if (this.#reads) return;
    this.#expectAWord();
    this.#take(note);
  }

  #take(note: Note): void {
    if (note.kind === "hello") return;
    if (note.kind === "link") return this.#say(note.state);
    this.#say("live");
    this.#listener.text(note.text);
  }

  #say(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.link(state);
  }
}
