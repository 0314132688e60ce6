import { afterEach, describe, expect, test } from "vitest";
import { speak } from "./language.svelte";
import {
  bytes,
  decimalOf,
  distance,
  money,
  num,
  percent,
  plural,
  signed,
  inSteps,
  signedWithUnit,
  weight,
  withUnit,
} from "./numbers";
import { problemText } from "./problems";
import { quantityName, valueText } from "./quantities";
import {
  ago,
  countdown,
  dateOf,
  day,
  dayRange,
  duration,
  hour,
  hourOrDate,
  localDay,
  range,
} from "./times";

const modules = import.meta.glob<Record<string, unknown>>("./*.ts", { eager: true });

afterEach(() => speak("fr"));

/** Every text of a screen's words, functions called with something to say. */
function texts(of: unknown, path: string): [string, string][] {
  if (typeof of === "string") return [[path, of]];
  if (typeof of === "function") return texts(of("12", "12", "12", "12"), `${path}()`);
  if (typeof of !== "object" || of === null) return [];
  return Object.entries(of).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

function allTexts(): [string, string][] {
  return Object.entries(modules).flatMap(([file, exported]) =>
    Object.entries(exported)
      .filter(([name]) => name.endsWith("Words"))
      .flatMap(([name, words]) => texts((words as () => unknown)(), `${file} ${name}`)),
  );
}

describe("French typography", () => {
  test.each(allTexts())("%s: %s", (_path, text) => {
    expect(text).not.toMatch(/[^\u202f\u00a0][;!?](\s|$)/);
    expect(text).not.toMatch(/[^\u202f\u00a0\d/](:)(\s|$)/);
    expect(text).not.toMatch(/\d[^\u202f\u00a0]?%/);
    expect(text).not.toMatch(/«[^\u00a0\u202f]|[^\u00a0\u202f]»/);
    expect(text).not.toMatch(/'|\.\.\./);
  });
});

test("English has every text that French has", () => {
  const french = allTexts().map(([path]) => path);
  speak("en");

  expect(allTexts().map(([path]) => path)).toEqual(french);
});

describe("numbers", () => {
  test("French numbers have a comma, and narrow spaces that do not break", () => {
    expect(num(1234567.8, 1)).toBe("1\u202f234\u202f567,8");
    expect(percent(12.5, 1)).toBe("12,5\u00a0%");
    expect(money(123450)).toBe("1\u202f234,50\u00a0€");
    expect(withUnit(21.5, "Cel")).toBe("21,5\u202f°C");
    expect(withUnit(-0.04, "Cel")).not.toContain("-");
    expect(valueText("water-level", 11, "%")).toBe("11\u00a0%");
    expect(valueText("door", 1, "bool")).toBe("ouverte");
    expect(signed(-4)).toBe("−4");
    expect(signedWithUnit(2.1, "Cel")).toBe("+2,1\u202f°C");
    expect(signedWithUnit(-0.04, "Cel")).toBe("0,0\u202f°C");
    expect(signedWithUnit(0.1 + 0.2 - 0.3, "Cel")).toBe("0,0\u202f°C");
    expect(signedWithUnit(0.15, "Cel")).toBe("+0,2\u202f°C");
    expect(inSteps(0.4, "ppm")).toBe(0);
    expect(inSteps(-0.06, "Cel")).toBe(-0.1);
    expect(weight(12_000)).toBe("12\u202fkg");
    expect(distance(3_240)).toBe("3,2\u202fkm");
    expect(bytes(1_400)).toBe("1,4\u202fko");
  });

  test("English numbers have a point", () => {
    speak("en");

    expect(num(1234567.8, 1)).toBe("1,234,567.8");
    expect(percent(12.5, 1)).toBe("12.5%");
    expect(valueText("door", 0, "bool")).toBe("closed");
  });

  test("zero is singular in French and plural in English", () => {
    const forms = { one: "one", other: "other" };
    expect([0, 1, 2].map((n) => plural(n, forms).slice(2))).toEqual(["one", "one", "other"]);
    speak("en");
    expect([0, 1, 2].map((n) => plural(n, forms).slice(2))).toEqual(["other", "one", "other"]);
  });
});

describe("times", () => {
  const at = "2026-11-23T13:07:40Z";

  test("they are those of Paris, whatever the browser's zone", () => {
    expect(hour(at)).toBe("14:07");
    expect(hour("2027-03-28T01:30:00Z")).toBe("03:30");
    expect(localDay("2026-11-23T23:30:00Z")).toBe("2026-11-24");
    expect(day(at)).toBe("lun. 23 nov.");
    expect(dateOf("2026-11-23")).toBe("23/11/2026");
    expect(range(at, "2026-11-23T13:27:00Z")).toBe("14:07 – 14:27");
    expect(dayRange(at, "2026-11-23T13:27:00Z")).toBe("lun. 23 nov., 14:07 – 14:27");
  });

  test.each([
    [999, "0\u202fs"],
    [40_000, "40\u202fs"],
    [12 * 60_000, "12\u202fmin"],
    [7 * 3_600_000 + 55 * 60_000, "7\u202fh\u202f55"],
    [8 * 3_600_000, "8\u202fh"],
    [72 * 3_600_000, "3\u202fj"],
  ])("%i ms are %j", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  test("ages are relative for a day, then dates", () => {
    const now = Date.parse(at);
    expect(ago(now - 40_000, now)).toBe("il y a 40\u202fs");
    expect(ago(now - 25 * 3_600_000, now)).toBe("le\u00a022/11/2026 13:07");
    expect(hourOrDate(now - 3_600_000, now)).toBe("13:07");
    expect(hourOrDate(now - 20 * 3_600_000, now)).toBe("hier\u00a018:07");
    expect(hourOrDate(now - 25 * 3_600_000, now)).toBe("22/11/2026 13:07");
    expect(hourOrDate(now + 11 * 3_600_000, now)).toBe("demain\u00a001:07");
    expect(hourOrDate(now + 25 * 3_600_000, now)).toBe("24/11/2026 15:07");
    expect(countdown(252_000)).toBe("4:12");
  });
});

test("a problem says what to do, first in the screen's own words", () => {
  const problem = { type: "/problems/slot-full", status: 409, title: "", detail: "" };

  expect(problemText(problem)).toContain("entre-temps");
  expect(problemText(problem, { "/problems/slot-full": { fr: "complet", en: "full" } })).toBe(
    "complet",
  );
  expect(problemText({ ...problem, type: "/problems/new", status: 500 })).toContain("Réessayez");
  expect(quantityName("water-level")).toBe("Abreuvoir");
});

test("decimals are read with comma or point", () => {
  expect(decimalOf(" 58,5 ")).toBe(58.5);
  expect(decimalOf("−5")).toBe(-5);
  expect(decimalOf("58 %")).toBeNull();
  expect(decimalOf("")).toBeNull();
});
