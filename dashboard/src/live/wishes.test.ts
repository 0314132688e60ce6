import { beforeEach, expect, test } from "vitest";
import { bad, good, type Problem, type Result } from "../api/types";
import { FakeWorld } from "./fakes.test-aid";
import { UNDO_MS, type Wish, Wishes } from "./wishes";

const refusal: Problem = { type: "/problems/taken", title: "", status: 409, detail: "" };
const noNetwork: Problem = { type: "/problems/unreachable", title: "", status: 0, detail: "" };

let world: FakeWorld;
let wishes: Wishes<string>;
let sent: string[];
let granted: string[];
let answers: Map<string, (answer: Result<string, Problem>) => void>;

beforeEach(() => {
  world = new FakeWorld();
  wishes = new Wishes(
    (ms, run) => world.after(ms, run),
    () => undefined,
  );
  sent = [];
  granted = [];
  answers = new Map();
});

function bike(name: string, undo?: string): Wish<string, string> {
  const part = (change: string) => ({
    change,
    send: () => {
      sent.push(change);
      return new Promise<Result<string, Problem>>((resolve) => answers.set(change, resolve));
    },
    granted: (value: string) => void granted.push(value),
  });
  return { key: "delivery/1", ...part(name), ...(undo ? { undo: part(undo) } : {}) };
}

async function answer(change: string, result: Result<string, Problem>) {
  const resolve = answers.get(change);
  if (!resolve) throw new Error(`${change} was never sent; sent: ${sent.join()}`);
  resolve(result);
  await settle();
}

async function settle() {
  for (let n = 0; n < 10; n += 1) await Promise.resolve();
}

test("a wish shows at once and ends when the hub agrees", async () => {
  wishes.make(bike("velo-4"));
  await settle();
  expect(wishes.overlay("delivery/1")).toBe("velo-4");

  await answer("velo-4", good("as the hub says"));

  expect(granted).toEqual(["as the hub says"]);
  expect(wishes.list()).toEqual([]);
});

test("a refused wish goes back and says why, until it is read", async () => {
  const id = wishes.make(bike("velo-4"));
  await settle();

  await answer("velo-4", bad(refusal));

  expect(wishes.overlay("delivery/1")).toBeUndefined();
  expect(wishes.list()).toMatchObject([{ state: "refused", problem: refusal }]);
  wishes.dismiss(id);
  expect(wishes.list()).toEqual([]);
});

test("the answer to an overtaken wish is dropped, and the newer is sent after it", async () => {
  wishes.make(bike("velo-4"));
  await settle();
  wishes.make(bike("velo-2"));
  await settle();
  expect(sent).toEqual(["velo-4"]);

  await answer("velo-4", good("4"));
  expect(granted).toEqual([]);
  expect(wishes.overlay("delivery/1")).toBe("velo-2");
  expect(sent).toEqual(["velo-4", "velo-2"]);

  await answer("velo-2", good("2"));
  expect(granted).toEqual(["2"]);
});

test("a late failure does not roll back a newer wish", async () => {
  wishes.make(bike("velo-4"));
  await settle();
  wishes.make(bike("velo-2"));

  await answer("velo-4", bad(refusal));

  expect(wishes.overlay("delivery/1")).toBe("velo-2");
  expect(wishes.list()).toMatchObject([{ state: "sending", change: "velo-2" }]);
});

test("a wish that is overtaken before it was sent is never sent", async () => {
  wishes.make(bike("velo-4"));
  await settle();
  wishes.make(bike("velo-2"));
  wishes.make(bike("velo-7"));

  await answer("velo-4", good("4"));

  expect(sent).toEqual(["velo-4", "velo-7"]);
});

test("without a network it waits, and is sent again when told", async () => {
  wishes.make(bike("velo-4"));
  await settle();
  await answer("velo-4", bad(noNetwork));
  expect(wishes.list()).toMatchObject([{ state: "waiting" }]);
  expect(wishes.overlay("delivery/1")).toBe("velo-4");

  wishes.retry();
  await settle();
  await answer("velo-4", good("4"));

  expect(sent).toEqual(["velo-4", "velo-4"]);
  expect(granted).toEqual(["4"]);
});

test("for eight seconds a granted wish can be taken back", async () => {
  const id = wishes.make(bike("velo-4", "nobody"));
  await settle();
  await answer("velo-4", good("4"));
  expect(wishes.list()).toMatchObject([{ state: "granted", canUndo: true }]);

  wishes.undo(id);
  await settle();
  expect(wishes.overlay("delivery/1")).toBe("nobody");
  await answer("nobody", good("none"));

  expect(granted).toEqual(["4", "none"]);
  expect(wishes.list()).toEqual([]);
});

test("after eight seconds it is done", async () => {
  const id = wishes.make(bike("velo-4", "nobody"));
  await settle();
  await answer("velo-4", good("4"));

  world.pass(UNDO_MS);
  wishes.undo(id);
  await settle();

  expect(wishes.list()).toEqual([]);
  expect(sent).toEqual(["velo-4"]);
});

test("taking back while the request is on its way sends the reverse afterwards", async () => {
  const id = wishes.make(bike("velo-4", "nobody"));
  await settle();
  wishes.undo(id);
  await settle();
  expect(sent).toEqual(["velo-4"]);

  await answer("velo-4", good("4"));

  expect(sent).toEqual(["velo-4", "nobody"]);
  expect(granted).toEqual([]);
});

test("taking back what the hub refused needs no request", async () => {
  const id = wishes.make(bike("velo-4", "nobody"));
  await settle();
  wishes.undo(id);

  await answer("velo-4", bad(refusal));

  expect(sent).toEqual(["velo-4"]);
  expect(wishes.list()).toEqual([]);
});

test("taking back what may have arrived is sent, and its refusal is no news", async () => {
  const id = wishes.make(bike("velo-4", "nobody"));
  await settle();
  wishes.undo(id);
  await answer("velo-4", bad(noNetwork));
  expect(sent).toEqual(["velo-4", "nobody"]);

  await answer("nobody", bad(refusal));

  expect(wishes.list()).toEqual([]);
});

test("wishes about different things do not wait for each other", async () => {
  wishes.make(bike("velo-4"));
  wishes.make({ ...bike("velo-2"), key: "delivery/2" });
  await settle();

  expect(sent).toEqual(["velo-4", "velo-2"]);
});
