import { describe, expect, test } from "vitest";
import type { FootfallHour } from "../../api/types";
import { speak } from "../../words/language.svelte";
import { localIso } from "../../words/times";
import { villeWords } from "../../words/ville";
import { daysBetween, hoursOf, startOfDay, weekday } from "./calendar";
import { csvOf } from "./csv";
import { busiest, byStart, coverage, dayOf, isPartial, median, passages } from "./footfall";
import { heatOf } from "./heat";
import { isPossible, readAsked, writeAsked } from "./period";

const zone = "Europe/Paris";
const later = Date.parse("2028-01-01T00:00:00Z");

function hour(start: string, entered: number, out: number, measuredSeconds = 3600): FootfallHour {
  return { start, localHour: "", in: entered, out, measuredSeconds };
}

describe("the calendar of Paris", () => {
  test.each([
    ["2026-11-23", 24],
    ["2027-03-28", 23],
    ["2027-10-31", 25],
  ])("%s has %i hours", (day, count) => {
    expect(hoursOf(day, zone).length).toBe(count);
  });

  test("in spring there is no hour 2, in autumn there are two", () => {
    expect(hoursOf("2027-03-28", zone).map((h) => h.hour)).not.toContain(2);
    expect(hoursOf("2027-10-31", zone).filter((h) => h.hour === 2)).toEqual([
      { start: Date.parse("2027-10-31T00:00:00Z"), hour: 2, isRepeated: false },
      { start: Date.parse("2027-10-31T01:00:00Z"), hour: 2, isRepeated: true },
    ]);
  });

  test("a day begins at midnight in Paris", () => {
    expect(startOfDay("2026-11-23", zone)).toBe(Date.parse("2026-11-22T23:00:00Z"));
    expect(startOfDay("2027-07-14", zone)).toBe(Date.parse("2027-07-13T22:00:00Z"));
  });

  test("days follow each other over the end of a month", () => {
    expect(daysBetween("2026-11-29", "2026-12-02")).toEqual([
      "2026-11-29",
      "2026-11-30",
      "2026-12-01",
      "2026-12-02",
    ]);
    expect(weekday("2026-11-23")).toBe(0);
  });
});

describe("sums", () => {
  const royal = byStart([
    hour("2026-11-23T09:00:00Z", 100, 80),
    hour("2026-11-23T10:00:00Z", 50, 50, 1800),
  ]);
  const square = byStart([hour("2026-11-23T09:00:00Z", 20, 10)]);

  test("a day adds what was measured and knows how much that was", () => {
    const { sum } = dayOf("2026-11-23", [royal, square], zone, later);

    expect(passages(sum)).toBe(310);
    expect(sum.measuredSeconds).toBe(9000);
    expect(coverage(sum)).toBeCloseTo(9000 / (2 * 86_400));
    expect(isPartial(sum)).toBe(true);
  });

  test("today counts only what could have been measured until now", () => {
    const now = Date.parse("2026-11-23T10:00:00Z");

    const today = dayOf("2026-11-23", [royal], zone, now);

    expect(today.isOngoing).toBe(true);
    expect(today.sum.lengthSeconds).toBe(11 * 3600);
  });

  test("a later word about an hour replaces the earlier one", () => {
    const hours = byStart(
      [hour("2026-11-23T09:00:00Z", 1, 1)],
      [hour("2026-11-23T09:00:00Z", 7, 7)],
    );

    expect(passages(dayOf("2026-11-23", [hours], zone, later).sum)).toBe(14);
  });

  test("the busiest hour is found, and none among counts too small to show", () => {
    expect(busiest([dayOf("2026-11-23", [royal], zone, later)])?.hour.hour).toBe(10);
    const few = byStart([hour("2026-11-23T09:00:00Z", 2, 2)]);
    expect(busiest([dayOf("2026-11-23", [few], zone, later)])).toBeNull();
  });

  test("the median of nothing is nothing", () => {
    expect([median([]), median([3]), median([9, 1, 2]), median([4, 1])]).toEqual([null, 3, 2, 2.5]);
  });
});

describe("the heat table", () => {
  const words = villeWords();
  const days = (first: string, last: string, hours: FootfallHour[]) =>
    daysBetween(first, last).map((day) => dayOf(day, [byStart(hours)], zone, later));

  test("what was not measured is no zero, and what is below the floor is no number", () => {
    const { lines } = heatOf(
      days("2026-11-23", "2026-11-23", [hour("2026-11-23T09:00:00Z", 1, 2)]),
      words,
    );

    expect(lines[0]?.cells[9]).toMatchObject({ value: null, text: "" });
    expect(lines[0]?.cells[10]?.text).toMatch(/^<.5$/);
  });

  test("a day of 25 hours has 25 cells and says so, a day of 23 leaves one out", () => {
    const autumn = heatOf(days("2027-10-31", "2027-10-31", []), words);
    const spring = heatOf(days("2027-03-28", "2027-03-28", []), words);

    expect(autumn.columns.length).toBe(25);
    expect(autumn.lines[0]?.cells.filter((cell) => cell !== null).length).toBe(25);
    expect(autumn.lines[0]?.note).toContain("25");
    expect(spring.lines[0]?.cells.filter((cell) => cell !== null).length).toBe(23);
  });

  test("a long period shows the usual week, from complete hours only", () => {
    const mondays = [100, 200, 900].map((count, n) =>
      hour(`2026-11-${16 + 7 * (n - 1)}T09:00:00Z`.replace("-9T", "-09T"), count, 0),
    );
    const partly = hour("2026-11-30T09:00:00Z", 5000, 0, 600);

    const { lines } = heatOf(days("2026-11-02", "2026-11-30", [...mondays, partly]), words);

    expect(lines.length).toBe(7);
    expect(lines[0]?.cells[10]?.value).toBe(200);
    expect(lines[1]?.cells[10]?.value).toBeNull();
  });
});

describe("the files to take away", () => {
  const at = dayOf(
    "2027-10-31",
    [byStart([hour("2027-10-31T00:00:00Z", 10, 7), hour("2027-10-31T01:00:00Z", 3, 12, 1800)])],
    zone,
    later,
  );
  const places = [{ name: "=Rue; Royale", days: [at] }];

  test("for French Excel: BOM, semicolons, decimal commas, local dates", () => {
    const lines = csvOf(places, "excel", villeWords().csv, localIso).split("\r\n");

    expect(lines[0]).toBe("\ufefflieu;debut;entrees;sorties;passages;couverture;estime");
    expect(lines[3]).toBe(`"'=Rue; Royale";31/10/2027 02:00;10;7;17;1;non`);
    expect(lines[4]).toBe(`"'=Rue; Royale";31/10/2027 02:00;<5;12;15;0,5;non`);
    expect(lines[5]).toBe(`"'=Rue; Royale";31/10/2027 03:00;;;;0;non`);
    expect(lines.length).toBe(1 + 25 + 1);
  });

  test("the standard one: commas, points, ISO 8601 with offset", () => {
    speak("en");
    const lines = csvOf(places, "standard", villeWords().csv, localIso).split("\r\n");
    speak("fr");

    expect(lines[0]).toBe("place,start,in,out,passages,coverage,estimated");
    expect(lines[3]).toBe("'=Rue; Royale,2027-10-31T02:00+02:00,10,7,17,1,no");
    expect(lines[4]).toBe("'=Rue; Royale,2027-10-31T02:00+01:00,<5,12,15,0.5,no");
  });
});

describe("the address", () => {
  test("the last seven days when nothing is asked", () => {
    expect(readAsked("", "2026-11-23")).toEqual({
      places: [],
      first: "2026-11-17",
      last: "2026-11-23",
    });
  });

  test("what is written can be read again, and the language stays", () => {
    const asked = {
      places: ["rue-royale", "place-armes"],
      first: "2026-11-01",
      last: "2026-11-20",
    };

    const search = writeAsked("?lang=en&lieux=gone", asked);

    expect(search).toBe("?lang=en&lieux=rue-royale,place-armes&du=2026-11-01&au=2026-11-20");
    expect(readAsked(search, "2027-01-01")).toEqual(asked);
  });

  test("nonsense is not asked for", () => {
    expect(readAsked("?du=tomorrow&au=2026-99-99", "2026-11-23").last).toBe("2026-11-23");
    expect(isPossible("2026-11-23", "2026-11-22")).toBe(false);
    expect(isPossible("2025-01-01", "2026-11-22")).toBe(false);
    expect(isPossible("", "2026-11-22")).toBe(false);
    expect(isPossible("2026-11-22", "2026-11-22")).toBe(true);
  });
});
