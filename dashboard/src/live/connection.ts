/**
 * One stream from the hub, kept alive (ux R2): at once after a loss, then after 1, 2, 4, 8, 15 s with
 * jitter; at once when the network or the page comes back; and after 20 s without a word.
 *
 * A new stream starts with snapshots, so nothing has to be remembered between two.
 */

export type LinkState = "connecting" | "live" | "reconnecting" | "offline";

/** What an EventSource gives us. */
export interface Stream {
  onmessage: ((text: string) => void) | null;
  onerror: (() => void) | null;
  close(): void;
}

/** What the browser gives; tests hand in their own. */
export interface Outside {
  open(url: string): Stream;
  /** Runs later; answers how to call it off. */
  after(ms: number, run: () => void): () => void;
  random(): number;
  isOnline(): boolean;
}

export interface Listener {
  text(text: string): void;
  link(state: LinkState): void;
  /** A stream could not be had; the reason may be that we are signed out. */
  failed(attempt: number): void;
}

const WAITS_MS = [0, 1_000, 2_000, 4_000, 8_000, 15_000];
const SILENCE_MS = 20_000;
/** From this many failures on the bar says "offline" instead of "reconnecting" (about 7 s). */
const PATIENCE = 4;

export class Connection {
  readonly #url: string;
  readonly #outside: Outside;
  readonly #listener: Listener;
  #stream: Stream | null = null;
  #failures = 0;
  #state: LinkState = "connecting";
  #cancelWait: () => void = () => undefined;
  #cancelSilence: () => void = () => undefined;

  constructor(url: string, outside: Outside, listener: Listener) {
    this.#url = url;
    this.#outside = outside;
    this.#listener = listener;
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    this.#say("connecting");
    this.#open();
  }

  stop(): void {
    this.#cancelWait();
    this.#cancelSilence();
    this.#stream?.close();
    this.#stream = null;
  }

  /** The network or the page came back, or somebody pressed "Réessayer". */
  nudge(): void {
    if (this.#state === "live") return;
    this.#failures = 0;
    this.#open();
  }

  /** Ask for fresh snapshots, or for a sign of life, without saying that the link was lost. */
  refresh(): void {
    this.#open();
  }

  /** The browser knows that there is no network. */
  networkGone(): void {
    this.#stream?.close();
    this.#stream = null;
    this.#cancelSilence();
    this.#retryLater();
  }

  #open(): void {
    this.#cancelWait();
    this.#stream?.close();
    const stream = this.#outside.open(this.#url);
    this.#stream = stream;
    stream.onmessage = (text) => {
      if (this.#stream === stream) this.#heard(text);
    };
    stream.onerror = () => {
      if (this.#stream === stream) this.#lost();
    };
    this.#expectAWord();
  }

  #heard(text: string): void {
    this.#failures = 0;
    this.#expectAWord();
    this.#say("live");
    this.#listener.text(text);
  }

  #expectAWord(): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#outside.after(SILENCE_MS, () => this.#lost());
  }

  #lost(): void {
    this.#stream?.close();
    this.#stream = null;
    this.#cancelSilence();
    this.#listener.failed(this.#failures);
    this.#retryLater();
  }

  #retryLater(): void {
    const wait = WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)] ?? 0;
    this.#failures += 1;
    const isOffline = this.#failures > PATIENCE || !this.#outside.isOnline();
    this.#say(isOffline ? "offline" : "reconnecting");
    this.#cancelWait();
    const jittered = wait * (0.8 + 0.4 * this.#outside.random());
    this.#cancelWait = this.#outside.after(Math.min(jittered, 15_000), () => this.#open());
  }

  #say(state: LinkState): void {
    if (state === this.#state && state !== "connecting") return;
    this.#state = state;
    this.#listener.link(state);
  }
}
