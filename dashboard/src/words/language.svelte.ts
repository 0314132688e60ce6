/**
 * Which language the screen speaks: French first. The choice is kept on the device, and `?lang=en` in the
 * address decides where it is given, so that a link shows everybody the same.
 */
export type Language = "fr" | "en";

const KEY = "anima.language";

let current = $state<Language>(initial());

export function language(): Language {
  return current;
}

/** The locale that Intl gets: 24-hour times and day-first dates in both. */
export function locale(): string {
  return current === "fr" ? "fr-FR" : "en-GB";
}

export function speak(wanted: Language): void {
  current = wanted;
  if (typeof document === "undefined") return;
  document.documentElement.lang = wanted;
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // A browser that keeps nothing still speaks the chosen language until it is closed.
  }
}

/**
 * The words of one screen in both languages. English must have every key that French has, and the same
 * arguments: one that is missing does not compile.
 */
export function speech<W>(french: W, english: NoInfer<W>): () => W {
  return () => (current === "fr" ? french : english);
}

function initial(): Language {
  if (typeof window === "undefined") return "fr";
  // The hub renders the tracking page in the reader's language and says so in the document.
  const declared = document.documentElement.lang;
  const asked = new URLSearchParams(location.search).get("lang") ?? kept() ?? declared;
  const start = asked === "en" ? "en" : "fr";
  document.documentElement.lang = start;
  return start;
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
