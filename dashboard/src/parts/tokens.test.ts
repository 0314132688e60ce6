import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

/** The tokens of a theme; dark and full sun change those of the light one. */
function tokens(theme: "light" | "dark" | "sun"): Map<string, string> {
  const found = new Map<string, string>();
  for (const block of css.matchAll(/:root(\[data-theme="(\w+)"\])?\s*{([^}]*)}/g)) {
    if (block[2] !== undefined && block[2] !== theme) continue;
    for (const token of (block[3] ?? "").matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)) {
      found.set(token[1] ?? "", token[2] ?? "");
    }
  }
  return found;
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(theme: Map<string, string>, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => {
    const color = name.startsWith("#") ? name : theme.get(name);
    if (!color) throw new Error(`no token --${name}`);
    return luminance(color);
  });
  const [low, high] = [Math.min(a ?? 0, b ?? 0), Math.max(a ?? 0, b ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const labels = ["urgence", "alerte", "attention", "info", "normal", "muet"];

describe.each(["light", "dark", "sun"] as const)("%s", (name) => {
  const theme = tokens(name);
  // Full sun promises 7:1 for all text.
  const enough = name === "sun" ? 7 : 4.5;

  test.each(["text", "muted", "link", "brand"])("%s can be read on every ground", (token) => {
    for (const ground of ["bg", "surface"]) {
      expect(contrast(theme, token, ground)).toBeGreaterThanOrEqual(enough);
    }
  });

  test("the primary button's label can be read", () => {
    expect(contrast(theme, "on-brand", "brand")).toBeGreaterThanOrEqual(enough);
  });

  test.each(labels)("the label on %s can be read", (level) => {
    expect(contrast(theme, `on-${level}`, level)).toBeGreaterThanOrEqual(4.5);
  });

  test("borders, focus and the outline of a shape stand out", () => {
    for (const [one, other] of [
      ["border", "bg"],
      ["border", "surface"],
      ["focus", "bg"],
      ["text", "bg"],
    ]) {
      expect(contrast(theme, one ?? "", other ?? "")).toBeGreaterThanOrEqual(3);
    }
  });

  test("text on the normal band can be read", () => {
    expect(contrast(theme, "text", "band")).toBeGreaterThanOrEqual(enough);
  });
});

test("the numbers on the heat ramp can be read, black on four and white on two", () => {
  const theme = tokens("light");
  for (const step of [1, 2, 3, 4]) {
    expect(contrast(theme, "#111714", `heat-${step}`)).toBeGreaterThanOrEqual(4.5);
  }
  for (const step of [5, 6]) {
    expect(contrast(theme, "#ffffff", `heat-${step}`)).toBeGreaterThanOrEqual(4.5);
  }
});
