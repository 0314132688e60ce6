/**
 * What a screen watches: the state of the town, the link, hub time, and its own wishes.
 *
 * `const hub = openHub(["conditions", "alerts"])`, then read `hub.city`, `hub.link`, `hub.now`.
 */
import { parse } from "../api/decode";
import { liveMessage, type LiveMessage, type Snapshot, type Topic } from "../api/decodeLive";
import { closeSession, getSession } from "../api/session";
import { isSignedOut, isUnreachable, type Problem, type Viewer } from "../api/types";
import { browserNeighbours, browserOutside, takeOpening } from "./browser";
import { type City, emptyCity, reduce } from "./city";
import type { LinkState } from "./connection";
import { HubClock } from "./hubClock";
import { openingIn } from "./opening";
import { SharedConnection } from "./sharing";
import { signedIn, signedOut, whose } from "./whose";
import { type Pending, type Wish, Wishes } from "./wishes";

export interface Link {
  readonly state: LinkState;
  /** Hub time of the last word from the hub, epoch milliseconds; null before the first. */
  readonly heardAt: number | null;
  /** Why the hub does not answer, when it is known. */
  readonly problem: Problem | null;
}

const TICK_MS = 1_000;
const FRAME_MS = 16;
/** At most this often is a snapshot asked for because of news about something unknown. */
const HEAL_MS = 30_000;

export class Hub<C = unknown> {
  #city = $state.raw<City>(emptyCity);
  #link = $state.raw<Link>({ state: "connecting", heardAt: null, problem: null });
  #now = $state.raw(Date.now());
  #viewer = $state.raw<Viewer | null>(null);
  #signedOut = $state.raw(false);
  #pending = $state.raw<readonly Pending<C>[]>([]);
  readonly #clock = new HubClock({ steady: () => performance.now(), wall: () => Date.now() });
  readonly #wishes = new Wishes<C>(
    browserOutside.after,
    () => (this.#pending = this.#wishes.list()),
  );
  readonly #connection: SharedConnection;
  readonly #cleanUp: (() => void)[] = [];
  #isViewerRecalled = false;
  /** What is known now; shown at most once per frame, so that a burst costs one drawing. */
  #known: City = emptyCity;
  #heardAt: number | null = null;
  #isShowing = false;
  #healedAt = 0;

  constructor(topics: readonly Topic[]) {
    const listener = {
      text: (text: string) => this.#read(text),
      link: (state: LinkState) => this.#linkIs(state),
      failed: (attempt: number) => this.#failed(attempt),
    };
    const named = [...topics].sort().join(",");
    this.#connection = new SharedConnection(named, browserOutside, browserNeighbours(), listener);
    this.#listen();
    const isKnown = this.#open();
    this.#connection.start();
    if (!isKnown) void this.checkSession();
  }

  get city(): City {
    return this.#city;
  }

  get link(): Link {
    return this.#link;
  }

  /** Hub time in epoch milliseconds, moving once a second. */
  get now(): number {
    return this.#now;
  }

  get viewer(): Viewer | null {
    return this.#viewer;
  }

  get signedOut(): boolean {
    return this.#signedOut;
  }

  get pending(): readonly Pending<C>[] {
    return this.#pending;
  }

  /** Actions that wait for the network. */
  get waiting(): number {
    return this.#pending.filter((wish) => wish.state === "waiting").length;
  }

  /** The change to show over what the hub says for this key. */
  overlay(key: string): C | undefined {
    const shown = this.#pending.find((wish) => wish.key === key);
    return shown && (shown.state === "sending" || shown.state === "waiting")
      ? shown.change
      : undefined;
  }

  wish<V>(wish: Wish<C, V>): number {
    return this.#wishes.make(wish);
  }

  undo(id: number): void {
    this.#wishes.undo(id);
  }

  dismiss(id: number): void {
    this.#wishes.dismiss(id);
  }

  /** Something learnt by asking, told as if the stream had said it; shown at once, in place of what was assumed. */
  learn(message: LiveMessage): void {
    this.#known = reduce(this.#known, message);
    this.#show();
  }

  /**
   * What this device knew last, until the hub says something: shown with its age, which goes on growing.
   *
   * @param hubNow what the time is by what the device knew of the hub's clock
   * @param viewer whose page it was; the hub is asked as soon as it answers
   */
  recall(snapshot: Snapshot, hubNow: number, viewer: Viewer | undefined): void {
    if (this.#heardAt !== null) return;
    // Somebody else may have signed in on this device since.
    if (viewer && !this.#viewer && viewer.id === (whose()?.id ?? viewer.id)) {
      this.#viewer = viewer;
      this.#isViewerRecalled = true;
    }
    this.#clock.suppose(hubNow);
    this.#heardAt = Date.parse(snapshot.hubTime);
    this.learn(snapshot);
  }

  /** Hub time to the millisecond, for the moment of a tap. */
  exactNow(): number {
    return this.#clock.now();
  }

  retry(): void {
    this.#connection.nudge();
    void this.checkSession();
  }

  async checkSession(): Promise<void> {
    const answer = await getSession();
    if (answer.ok) {
      this.#clock.heard(answer.value.hubTime);
      this.#viewer = answer.value;
      signedIn(answer.value);
      this.#isViewerRecalled = false;
      this.#signedOut = false;
      return;
    }
    if (isSignedOut(answer.error)) this.#signedOut = true;
    else if (!isUnreachable(answer.error)) this.#link = { ...this.#link, problem: answer.error };
  }

  async signOut(): Promise<void> {
    const answer = await closeSession();
    if (answer.ok || isSignedOut(answer.error)) {
      signedOut();
      location.assign("/connexion");
    } else this.#link = { ...this.#link, problem: answer.error };
  }

  close(): void {
    this.#connection.stop();
    for (const undo of this.#cleanUp) undo();
  }

  /** Begins with what the page brought; answers whether it brought anything. */
  #open(): boolean {
    const { text, at } = takeOpening();
    const opening = openingIn(text);
    if (opening === null) return false;
    this.#clock.heard(opening.session.hubTime, at);
    this.#viewer = opening.session;
    signedIn(opening.session);
    this.#heardAt = Date.parse(opening.session.hubTime);
    for (const message of opening.messages) this.#known = reduce(this.#known, message);
    this.#show();
    return true;
  }

  #read(text: string): void {
    const message = parse(liveMessage, text);
    // News this page is too old to know; the rest of the stream goes on.
    if (!message.ok) return console.warn("message not understood:", message.error);
    const said = message.value;
    if (said.kind === "beat" || said.kind === "snapshot") this.#clock.heard(said.hubTime);
    this.#heardAt = this.#clock.now();
    const before = this.#known.unknown;
    this.#known = reduce(this.#known, said);
    this.#showSoon();
    if (this.#known.unknown > before) this.#heal();
  }

  #showSoon(): void {
    if (this.#isShowing) return;
    this.#isShowing = true;
    setTimeout(() => {
      this.#isShowing = false;
      this.#show();
    }, FRAME_MS);
  }

  #show(): void {
    this.#city = this.#known;
    this.#link = { ...this.#link, heardAt: this.#heardAt };
    this.#now = this.#clock.now();
  }

  #heal(): void {
    if (performance.now() - this.#healedAt < HEAL_MS) return;
    this.#healedAt = performance.now();
    this.#connection.refresh();
  }

  #linkIs(state: LinkState): void {
    const problem = state === "live" ? null : this.#link.problem;
    this.#link = { ...this.#link, state, problem };
    if (state !== "live") return;
    this.#wishes.retry();
    // A page that was opened without network does not know yet whose it is, or only remembers.
    if (!this.#viewer || this.#isViewerRecalled) void this.checkSession();
  }

  #failed(attempt: number): void {
    this.#clock.believeSuspicion();
    // An EventSource does not say why it failed; the session does.
    if (attempt % 3 === 1 || this.#heardAt === null) void this.checkSession();
  }

  #listen(): void {
    const tick = setInterval(() => {
      if (this.#clock.tick()) this.#connection.refresh();
      this.#now = this.#clock.now();
    }, TICK_MS);
    this.#cleanUp.push(() => clearInterval(tick));
    this.#on(window, "online", () => this.#connection.nudge());
    this.#on(window, "offline", () => this.#connection.networkGone());
    this.#on(document, "visibilitychange", () => {
      if (document.visibilityState === "visible") this.#shown();
    });
  }

  #shown(): void {
    const hasSlept = this.#clock.tick();
    this.#now = this.#clock.now();
    const heard = this.#heardAt ?? 0;
    // A page that slept may hold a stream that looks open and is dead.
    if (this.#link.state === "live" && !hasSlept && this.#now - heard < 12_000) return;
    if (this.#link.state === "live") this.#connection.refresh();
    else this.#connection.nudge();
  }

  #on(target: EventTarget, name: string, run: () => void): void {
    target.addEventListener(name, run);
    this.#cleanUp.push(() => target.removeEventListener(name, run));
  }
}

export function openHub<C = unknown>(topics: readonly Topic[]): Hub<C> {
  return new Hub<C>(topics);
}
