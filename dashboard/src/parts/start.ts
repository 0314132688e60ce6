/** Starts a page: theme, language, and the screen in the place of the empty #app. */
import "./base.css";
import { type Component, mount } from "svelte";
import { startTheme } from "./theme.svelte";

export function start(screen: Component): void {
  startTheme();
  const target = document.getElementById("app");
  if (!target)
    throw new Error("the page has no #app to draw into: see src/ferme.html for one that has");
  target.replaceChildren();
  mount(screen, { target });
}
