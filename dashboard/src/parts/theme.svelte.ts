/** Light, dark or full sun; the choice is kept on the device. "auto" follows the system. */
export const themes = ["auto", "light", "dark", "sun"] as const;
export type Theme = (typeof themes)[number];

const KEY = "anima.theme";
let current = $state<Theme>("auto");

export function theme(): Theme {
  return current;
}

export function chooseTheme(wanted: Theme): void {
  current = wanted;
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // Nothing is kept; the choice lasts as long as the page.
  }
  show();
}

/** Call once when a page starts, before anything is drawn. */
export function startTheme(): void {
  try {
    const kept = themes.find((name) => name === localStorage.getItem(KEY));
    current = kept ?? "auto";
  } catch {
    current = "auto";
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
}

function show(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset["theme"] =
    current === "auto" ? (dark ? "dark" : "light") : current;
}
