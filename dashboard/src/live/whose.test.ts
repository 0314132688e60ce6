import { expect, test } from "vitest";
import { signedIn, signedOut, whose } from "./whose";

const camille = { id: "c-1", name: "Camille" };

function aDevice() {
  const kept = new Map<string, string>();
  return () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
}

test("a device knows who signed in last, until they sign out", () => {
  const device = aDevice();
  expect(whose(device)).toBeUndefined();

  signedIn(camille, device);
  signedIn({ ...camille, name: "Camille L." }, device);
  expect(whose(device)).toEqual({ id: "c-1", name: "Camille L." });

  signedOut(device);
  expect(whose(device)).toBeUndefined();
});

test("what was kept otherwise is nobody", () => {
  const device = aDevice();
  for (const kept of ["{", "null", "7", '{"id":7,"name":"x"}', '{"id":"x"}']) {
    device().setItem("anima-whose", kept);
    expect(whose(device)).toBeUndefined();
  }
});

test("a browser that keeps nothing knows nobody, and says nothing of it", () => {
  const none = () => {
    throw new DOMException("denied", "SecurityError");
  };
  signedIn(camille, none);
  signedOut(none);
  expect(whose(none)).toBeUndefined();
});
