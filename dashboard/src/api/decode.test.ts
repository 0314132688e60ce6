import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { list, number, object, optional, parse, text, time } from "./decode";
import { liveMessage } from "./decodeLive";

const golden = join(import.meta.dirname, "../../contract/live");
const files = readdirSync(golden).filter((name) => name.endsWith(".json"));
const kinds = [
  "beat",
  "reading",
  "alert",
  "cleaning",
  "position",
  "motion",
  "footfall",
  "order",
  "delivery",
  "tour",
];
const topics = ["conditions", "alerts", "positions", "footfall", "orders", "deliveries", "tour"];

describe("golden live messages", () => {
  test.each(files)("%s is understood, and nothing of it is lost", (name) => {
    const json = readFileSync(join(golden, name), "utf8");

    const message = parse(liveMessage, json);

    expect(message).toEqual({ ok: true, value: JSON.parse(json) });
  });

  test("there is one for each kind and each snapshot topic", () => {
    const names = files.map((name) => name.replace(".json", ""));

    expect(names.sort()).toEqual([...kinds, ...topics.map((topic) => `snapshot-${topic}`)].sort());
  });
});

describe("what is not as agreed", () => {
  const shape = object({ name: text, at: optional(time), sizes: list(number) });

  test("a wrong member is named by its path", () => {
    expect(parse(shape, '{"name": "a", "sizes": [1, "2"]}')).toEqual({
      ok: false,
      error: "/sizes/1 is not a number",
    });
  });

  test("a missing member is wrong, an optional one may be absent or null", () => {
    expect(parse(shape, '{"sizes": []}').ok).toBe(false);
    expect(parse(shape, '{"name": "a", "at": null, "sizes": []}')).toEqual({
      ok: true,
      value: { name: "a", sizes: [] },
    });
  });

  test("an impossible time is refused", () => {
    expect(parse(shape, '{"name": "a", "at": "yesterday", "sizes": []}').ok).toBe(false);
  });

  test("members nobody knows are left out, so an older page survives a newer hub", () => {
    expect(parse(shape, '{"name": "a", "sizes": [], "colour": 3}')).toEqual({
      ok: true,
      value: { name: "a", sizes: [] },
    });
  });

  test.each(["", "null", "[]", "{", '{"kind": "thunder"}', '{"kind": "snapshot", "topic": "x"}'])(
    "%j is no live message, and says why",
    (json) => {
      const message = parse(liveMessage, json);

      expect(message.ok).toBe(false);
    },
  );
});
