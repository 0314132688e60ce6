import { afterEach, expect, test, vi } from "vitest";
import { Course } from "./course.svelte";

const hubTime = "2026-11-26T14:00:00Z";
const NOW = Date.parse(hubTime);
const window = { from: NOW - 86_400_000, until: NOW };

afterEach(() => vi.unstubAllGlobals());

/** A hub that knows one note and nothing else; answers what it was asked for. */
function aHub(): string[] {
  const asked: string[] = [];
  const note = { id: "n", enclosure: "pre", at: hubTime, recordedAt: hubTime, by: "Anne" };
  vi.stubGlobal("fetch", (path: string) => {
    const about = new URL(path, "http://hub").pathname.split("/").at(-1) ?? "";
    asked.push(about);
    return Promise.resolve(
      Response.json({ hubTime, [about]: about === "notes" ? [{ ...note, text: "paille" }] : [] }),
    );
  });
  return asked;
}

test("an enclosure where nothing is measured has its log", async () => {
  const asked = aHub();
  const course = new Course("pre");

  await course.ask(null, 60_000, window, NOW);

  expect(asked.sort()).toEqual(["alerts", "events", "notes"]);
  expect(course.happenings?.notes.map(({ text }) => text)).toEqual(["paille"]);
  expect([course.curve, course.problem, course.logProblem]).toEqual([null, null, null]);
});
