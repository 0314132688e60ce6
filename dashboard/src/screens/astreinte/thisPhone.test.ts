import { describe, expect, it } from "vitest";
import type { Phone } from "../../api/types";
import type { Seen } from "../../shell/pushHere";
import { internationalNumber, isInternationalNumber, nameOf, standing } from "./thisPhone";

const seen: Seen = {
  isSecure: true,
  isAble: true,
  permission: "granted",
  isApple: false,
  isInstalled: false,
  mark: "m1",
};
const mine: Phone = { id: "f1", name: "Chrome, Android", mark: "m1", addedAt: "2026-11-27T10:00Z" };

describe("how this phone stands", () => {
  it.each([
    ["on", {}, [mine]],
    ["off, since it was removed elsewhere", {}, []],
    ["off, since another one is registered", { mark: "m2" }, [mine]],
    ["off, since nobody asked yet", { permission: "default", mark: null }, []],
    ["off, since the permission was taken back", { permission: "default" }, [mine]],
    ["denied", { permission: "denied" }, [mine]],
    ["insecure", { isSecure: false, isAble: false }, []],
    ["unable", { isAble: false }, []],
    ["unable, although installed", { isAble: false, isApple: true, isInstalled: true }, []],
    ["install-first", { isAble: false, isApple: true }, []],
    ["on, installed on an iPhone", { isApple: true, isInstalled: true }, [mine]],
  ] as const)("%s", (expected, differently, phones) => {
    expect(standing({ ...seen, ...differently }, phones)).toBe(expected.split(",")[0]);
  });
});

it.each([
  [
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
    "Chrome, Android",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1",
    "Safari, iPhone",
  ],
  ["Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox, Linux"],
  ["", "Web"],
])("%s is called %s", (userAgent, name) => {
  expect(nameOf(userAgent)).toBe(name);
});

describe("a number for text messages", () => {
  it.each([
    ["06 12 34 56 78", "+33612345678"],
    ["06.12.34.56.78", "+33612345678"],
    ["+33 6 12 34 56 78", "+33612345678"],
    ["0032 470 12 34 56", "+32470123456"],
    ["", ""],
  ])("%s is %s", (written, number) => {
    expect(internationalNumber(written)).toBe(number);
    expect(isInternationalNumber(number)).toBe(number !== "");
  });

  it.each(["12", "06 12 34 56", "+0612345678", "six", "+33612345678x"])("%s is none", (written) => {
    expect(isInternationalNumber(internationalNumber(written))).toBe(false);
  });
});
