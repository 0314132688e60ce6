import { expect, test } from "vitest";
import type { Alert, AnimalEvent } from "../../api/types";
import { DAY_MS } from "../../charts/zoom";
import { framesOf, linesOf, questionOf, remarksOf, renewedEveryMs, spansOf } from "./course";

const MIN = 60_000;
const noon = Date.parse("2026-11-23T12:00:00Z");
const iso = (at: number) => new Date(at).toISOString();

const bucket = (at: number, count: number) => ({ at: iso(at), count, min: 1, max: 3, mean: 2 });

test("a short window is asked for in frames, a long one in local days with the one it begins in", () => {
  expect(questionOf({ from: noon - DAY_MS, until: noon })).toMatchObject({
    step: "auto",
    from: iso(noon - DAY_MS),
  });
  expect(questionOf({ from: noon - 365 * DAY_MS, until: noon })).toMatchObject({
    step: "1d",
    from: iso(noon - 366 * DAY_MS),
  });
});

test("a frame with fewer readings than a third of its time needs was measured in part", () => {
  const window = { from: noon, until: noon + 60 * MIN };
  const heard = {
    step: "auto",
    frameSeconds: 15 * 60,
    points: [15, 4, 15, 15].map((count, n) => bucket(noon + n * 15 * MIN, count)),
  };

  const { points, frameMs } = framesOf(heard, MIN, window);

  expect(frameMs).toBe(15 * MIN);
  expect(points.map((point) => point.isPartial)).toEqual([false, true, false, false]);
  expect(points[0]).toMatchObject({ at: noon, value: 2, least: 1, most: 3 });
});

test("what was asked for less often then is not missing, and today's expectation is the least", () => {
  const window = { from: noon, until: noon + 60 * MIN };
  const points = [0, 10, 20, 50].map((minute) => bucket(noon + minute * MIN, 1));

  const { stepMs } = framesOf({ step: "auto", frameSeconds: 240, points }, MIN, window);

  expect(stepMs).toBe(10 * MIN);
  const dense = points.map((one) => ({ ...one, count: 240 }));
  expect(framesOf({ step: "auto", frameSeconds: 900, points: dense }, MIN, window).stepMs).toBe(
    MIN,
  );
});

test("what is not over of a frame is not missing, nor is what lies before the window", () => {
  const window = { from: noon + 14 * MIN, until: noon + 16 * MIN };
  const heard = {
    step: "auto",
    frameSeconds: 900,
    points: [bucket(noon, 1), bucket(noon + 15 * MIN, 1)],
  };

  expect(framesOf(heard, MIN, window).points.map((point) => point.isPartial)).toEqual([
    false,
    false,
  ]);
});

test("a day may have 25 hours and is no gap, or 23 and is whole", () => {
  const heard = { step: "1d", frameSeconds: 86_400, points: [bucket(noon, 23 * 60)] };

  const { points, frameMs } = framesOf(heard, MIN, {
    from: noon - 99 * DAY_MS,
    until: noon + DAY_MS,
  });

  expect(frameMs).toBe(25 * 60 * MIN);
  expect(points[0]?.isPartial).toBe(false);
});

const alert: Alert = {
  id: "one",
  kind: "limit",
  enclosure: "barn",
  quantity: "temperature",
  severity: "urgence",
  state: "raised",
  since: iso(noon),
  raisedAt: iso(noon + MIN),
  missing: [],
  version: 1,
};

test("an alert is drawn on the curves it concerns, from its raising on", () => {
  const away: Alert = {
    ...alert,
    id: "two",
    kind: "offline",
    missing: ["humidity", "temperature"],
    acknowledgedAt: iso(noon + 5 * MIN),
    clearedAt: iso(noon + 9 * MIN),
  };
  delete away.quantity;

  expect(spansOf([alert, away], "humidity")).toEqual([
    { from: noon + MIN, until: noon + 9 * MIN, takenAt: noon + 5 * MIN, level: "urgence" },
  ]);
  expect(spansOf([alert, away], "temperature")[0]).toMatchObject({ until: null, takenAt: null });
});

test("alerts and notes are one log, newest first", () => {
  const event: AnimalEvent = {
    id: "e",
    animal: "a",
    kind: "note",
    at: iso(noon + MIN),
    recordedAt: iso(noon + MIN),
    by: "Anne",
  };
  const noted = { name: "Belle", tag: "1", species: "goat" as const, event };

  const remark = { id: "r", at: iso(noon + 2 * MIN), by: "Anne", text: "paille" };
  expect(linesOf([alert], [noted], [remark]).map((line) => line.key)).toEqual(["r", "e", "one"]);
});

test("a note is there once, from its tap on, and what it corrects is not", () => {
  const at = iso(noon);
  const heard = (id: string) => ({ id, enclosure: "barn", at, recordedAt: at, by: "Anne" });
  const waits = (id: string, corrects?: string) => ({
    what: "place-note" as const,
    id,
    enclosure: "barn",
    form: { at, text: "foin", ...(corrects === undefined ? {} : { corrects }) },
  });

  const remarks = remarksOf([heard("a"), heard("b")], [waits("b"), waits("c", "a"), waits("d")]);

  expect(remarks.map(({ id, by }) => [id, by])).toEqual([
    ["b", "Anne"],
    ["c", null],
    ["d", null],
  ]);
});

test("a window that reaches now is renewed once a frame, at most once a minute", () => {
  expect(renewedEveryMs(15 * MIN)).toBe(MIN);
  expect(renewedEveryMs(DAY_MS)).toBe(216_000);
});
