import { describe, expect, it } from "vitest";
import { attemptFor, attemptFrom } from "./attempt";

const form = {
  slot: "s",
  lines: [{ product: "oeufs", quantity: 2 }],
  totalCents: 990,
};
const keys = () => {
  let made = 0;
  return () => `key-number-${String(++made).padStart(6, "0")}`;
};

describe("attempt", () => {
  it("keeps its key while the order says the same, so that a lost answer makes no second order", () => {
    const newKey = keys();

    const first = attemptFor(undefined, form, newKey);
    const again = attemptFor(attemptFrom(JSON.parse(JSON.stringify(first))), { ...form }, newKey);

    expect(again).toEqual(first);
  });

  it("takes a new key when the order changed", () => {
    const newKey = keys();

    const first = attemptFor(undefined, form, newKey);
    const changed = attemptFor(first, { ...form, totalCents: 1000 }, newKey);

    expect(changed.key).not.toBe(first.key);
  });

  it("trusts no damaged storage", () => {
    expect(attemptFrom(null)).toBeUndefined();
    expect(attemptFrom({ key: 3, body: "" })).toBeUndefined();
    expect(attemptFrom("key")).toBeUndefined();
  });
});
