import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import type { Alert } from "../../api/types";
import { Gestures } from "./gestures.svelte";

const AT = "2026-11-26T14:00:07.250Z";
const alert: Alert = {
  id: "one",
  kind: "limit",
  enclosure: "barn",
  severity: "urgence",
  state: "raised",
  since: AT,
  raisedAt: AT,
  missing: [],
  version: 1,
};

/** The page opened anew, with what this device has kept. */
async function opened(heard: (alert: Alert) => void = () => undefined): Promise<Gestures> {
  const gestures = new Gestures(heard);
  await gestures.outbox.look();
  return gestures;
}

const offline = () => vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));

afterEach(() => vi.unstubAllGlobals());

test("an alert taken on without network is told once, with its tap's time, although the page was closed", async () => {
  offline();
  const closed = await opened();
  await closed.take(alert, AT);
  await closed.outbox.tellHub();
  const asked: unknown[] = [];
  vi.stubGlobal("fetch", (path: string, { method, body }: RequestInit) => {
    asked.push([method, path, body]);
    return Promise.resolve(Response.json({ ...alert, state: "acknowledged" }));
  });
  const heard: string[] = [];

  const again = await opened(({ state }) => heard.push(state));
  expect(again.waitsFor(alert)).toEqual({ taking: true, other: false });
  await again.outbox.tellHub();
  await (await opened()).outbox.tellHub();

  expect(asked).toEqual([["PUT", "/api/v1/alerts/one/acknowledgement", `{"at":"${AT}"}`]]);
  expect(heard).toEqual(["acknowledged"]);
  expect((await opened()).waiting).toEqual([]);
});

test("what is given back is nobody's, whether or not the hub had heard of it", async () => {
  offline();
  const gestures = await opened();
  await gestures.take(alert, AT);
  const [taken] = gestures.recent;

  await gestures.giveBack(taken?.place ?? 0, AT);
  await gestures.outbox.tellHub();
  expect(gestures.recent).toEqual([]);
  expect(gestures.waiting).toMatchObject([{ alert: "one", isTaken: false }]);
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}", { status: 409 })));
  await gestures.outbox.tellHub();

  expect([gestures.waiting, gestures.refused]).toEqual([[], []]);
});
