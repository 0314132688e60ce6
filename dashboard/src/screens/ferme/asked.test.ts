import { expect, test } from "vitest";
import { answered, askedAlert } from "./asked";

function shelf() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const MINUTE = 60_000;

test("a link asks for its alert, also after signing in by another link", () => {
  const keeping = shelf();

  expect(askedAlert("?alert=a1", keeping, 0)).toBe("a1");
  expect(askedAlert("", keeping, 29 * MINUTE)).toBe("a1");
  expect(askedAlert("", keeping, 30 * MINUTE)).toBeNull();
});

test("what was answered is not asked again", () => {
  const keeping = shelf();
  askedAlert("?alert=a1", keeping, 0);

  answered(keeping);

  expect(askedAlert("", keeping, 1)).toBeNull();
});

test("without a link nothing is asked", () => {
  expect(askedAlert("?lang=en", shelf(), 0)).toBeNull();
});
