/** The map's colours, read from the page so that every theme reaches the map too. */
export function mapColors(): Record<string, string> {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const names = [
    "land",
    "water",
    "street",
    "text",
    "bg",
    "border",
    "brand",
    "muted",
    "line",
    "muet",
  ];
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

/** Calls back when the theme changes; answers how to stop. */
export function onTheme(run: () => void): () => void {
  const observer = new MutationObserver(run);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}
