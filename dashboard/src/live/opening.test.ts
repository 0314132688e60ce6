import { expect, test } from "vitest";
import { openingIn } from "./opening";

const session = {
  id: "l-1",
  name: "Lucie",
  role: "keeper",
  hubTime: "2026-11-23T12:00:00Z",
  zone: "Europe/Paris",
  expiresAt: "2026-11-24T12:00:00Z",
};
const snapshot = { kind: "snapshot", topic: "alerts", hubTime: "2026-11-23T12:00:00Z", data: [] };

test("a page knows from its start who asks and how things are", () => {
  const opening = openingIn(JSON.stringify({ session, messages: [snapshot] }));

  expect(opening?.session.name).toBe("Lucie");
  expect(opening?.messages).toEqual([snapshot]);
});

test.each([
  ["nothing, as for somebody who is not signed in", ""],
  ["something that is no JSON", "<p>"],
  ["a session without a name", JSON.stringify({ session: { role: "keeper" }, messages: [] })],
  ["news it is too old to know", JSON.stringify({ session, messages: [{ kind: "weather" }] })],
])("a page that brought %s asks instead", (_, text) => {
  expect(openingIn(text)).toBeNull();
});
