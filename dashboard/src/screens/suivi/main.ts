/** Keeps the tracking page up to date: asks every ten seconds, lets ages grow, shows the map on demand. */
import "./suivi.css";
import { trackOrder } from "../../api/shop";
import type { Tracking } from "../../api/types";
import { startTheme } from "../../parts/theme.svelte";
import { suiviWords } from "../../words/suivi";
import { hour } from "../../words/times";
import { onMap } from "./onMap.svelte";
import { positionText, show, showPosition } from "./page";
import { type View, viewOf, waitBefore } from "./tracking";

const TICK_MS = 1_000;

interface Known {
  readonly tracking: Tracking;
  readonly view: View;
}

class Page {
  readonly #main: HTMLElement;
  readonly #token: string;
  readonly #checked = document.createElement("p");
  readonly #mapPlace = document.createElement("div");
  #known: Known | undefined;
  /** Hub time minus the browser's steady clock. */
  #offset = Date.now() - performance.now();
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(main: HTMLElement, token: string) {
    this.#main = main;
    this.#token = token;
    this.#checked.className = "suivi-checked";
    this.#checked.setAttribute("role", "status");
    this.#mapPlace.className = "suivi-map";
    const help = main.querySelector("p.help");
    main.insertBefore(this.#mapPlace, help);
    main.insertBefore(this.#checked, help);
  }

  start(): void {
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.#ask();
    });
    window.addEventListener("online", () => void this.#ask());
    setInterval(() => this.#tick(), TICK_MS);
    void this.#ask();
  }

  #now(): number {
    return performance.now() + this.#offset;
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    const answer = await trackOrder(this.#token);
    const words = suiviWords();
    if (answer.ok) {
      this.#failures = 0;
      this.#offset = Date.parse(answer.value.hubTime) - performance.now();
      this.#take(answer.value);
      this.#checked.textContent = words.checkedAt(hour(this.#now()));
    } else if (answer.error.status === 404) {
      // A link that was never good has the hub's own words on the page already.
      if (this.#known) this.#checked.textContent = words.gone;
      return;
    } else {
      this.#failures += 1;
      const since = this.#known?.tracking.hubTime;
      if (since) this.#checked.textContent = words.unreachable(hour(since));
    }
    this.#later();
  }

  #take(tracking: Tracking): void {
    const view = viewOf(tracking, this.#now(), this.#known?.view);
    this.#known = { tracking, view };
    show(this.#main, tracking, view, this.#now());
    this.#offerMap(view);
  }

  /** A position that is not renewed grows old on the screen too. */
  #tick(): void {
    if (!this.#known) return;
    const { tracking } = this.#known;
    const view = viewOf(tracking, this.#now(), this.#known.view);
    this.#known = { tracking, view };
    showPosition(this.#main, view, this.#now());
    onMap.position = view.position;
    onMap.text = positionText(view, this.#now());
  }

  #later(): void {
    const wait = waitBefore({
      isHidden: document.visibilityState === "hidden",
      failures: this.#failures,
      isOver: this.#known?.view.isOver ?? false,
    });
    if (wait !== undefined) this.#timer = setTimeout(() => void this.#ask(), wait);
  }

  #offerMap(view: View): void {
    onMap.position = view.position;
    onMap.text = positionText(view, this.#now());
    if (!view.position) return this.#mapPlace.replaceChildren();
    if (this.#mapPlace.childElementCount > 0) return;
    const button = document.createElement("button");
    button.className = "button";
    button.textContent = suiviWords().showMap;
    button.addEventListener("click", () => void this.#openMap(button), { once: true });
    this.#mapPlace.replaceChildren(button);
  }

  async #openMap(button: HTMLButtonElement): Promise<void> {
    try {
      const { openBikeMap } = await import("./openMap");
      const target = document.createElement("div");
      this.#mapPlace.replaceChildren(target);
      openBikeMap(target);
    } catch (cause) {
      console.warn("the map did not arrive:", cause);
      button.replaceWith(suiviWords().mapFailed);
    }
  }
}

const main = document.getElementById("tracking");
const token = location.pathname.split("/")[2];
startTheme();
if (main && token) new Page(main, decodeURIComponent(token)).start();
