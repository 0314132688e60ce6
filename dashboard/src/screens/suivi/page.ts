/**
 * The hub's HTML, kept up to date: the same classes, the same sentences. Everything here may be missing, because the
 * page without JavaScript is the hub's; what is missing is left out.
 */
import type { Tracking } from "../../api/types";
import {
  arrivalSentence,
  deliveredSentence,
  merchantText,
  positionSentence,
  stepText,
  suiviWords,
} from "../../words/suivi";
import type { Headline, View } from "./tracking";

export function headlineText(headline: Headline, now: number): string {
  const words = suiviWords();
  switch (headline.kind) {
    case "window":
      return arrivalSentence(headline.from, headline.until, now);
    case "delivered":
      return headline.at === undefined ? words.delivered : deliveredSentence(headline.at, now);
    case "cancelled":
      return words.cancelled;
    case "returned":
      return words.returned;
  }
}

/** "Commande 1042 · En route vers vous · 2 arrêts avant vous" */
export function stateText(tracking: Tracking, view: View): string {
  const words = suiviWords();
  const said = `${words.order(tracking.number)} · ${words.states[tracking.state]}`;
  return view.stopsBefore === undefined ? said : `${said} · ${words.stopsBefore(view.stopsBefore)}`;
}

export function positionText(view: View, now: number): string {
  const { position } = view;
  if (!position && view.isComing) return suiviWords().positionFollows;
  return position ? positionSentence(position.measuredAt, now, position.isLost) : "";
}

/** Writes an answer into the hub's page. */
export function show(main: HTMLElement, tracking: Tracking, view: View, now: number): void {
  write(part(main, "h1", "window"), headlineText(view.headline, now));
  write(part(main, "p", "state"), stateText(tracking, view));
  showPosition(main, view, now);
  const steps = tracking.steps.map(({ step, done, at }) => ({
    text: stepText(step, at),
    state: done ? "done" : "todo",
  }));
  fill(part(main, "ol", "steps"), steps);
  const merchants = tracking.merchants.map(({ name, state }) => ({
    text: merchantText(name, state),
    state: "",
  }));
  fill(part(main, "ul", "merchants"), merchants);
}

/** The age of the position grows by itself, also when nothing new is heard. */
export function showPosition(main: HTMLElement, view: View, now: number): void {
  write(part(main, "p", "position"), positionText(view, now));
}

/** The element of the hub's page, or one put at the end where the hub had nothing to say yet. */
function part<K extends "h1" | "p" | "ol" | "ul">(main: HTMLElement, tag: K, name: string) {
  const known = main.querySelector<HTMLElementTagNameMap[K]>(`${tag}.${name}`);
  if (known) return known;
  const fresh = document.createElement(tag);
  fresh.className = name;
  const help = main.querySelector("p.help");
  main.insertBefore(fresh, help);
  return fresh;
}

function write(element: HTMLElement, text: string): void {
  // Unchanged text is left alone, so that a screen reader is not told it again.
  if (element.textContent.trim() !== text) element.textContent = text;
}

interface Row {
  readonly text: string;
  readonly state: string;
}

function fill(list: HTMLElement, rows: readonly Row[]): void {
  const same =
    list.children.length === rows.length &&
    rows.every((row, at) => {
      const element = list.children[at];
      return element?.textContent?.trim() === row.text && element.className === row.state;
    });
  if (same) return;
  list.replaceChildren(
    ...rows.map((row) => {
      const item = document.createElement("li");
      item.textContent = row.text;
      if (row.state !== "") item.className = row.state;
      return item;
    }),
  );
}
