import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { bad, good, type Problem, type Result } from "../api/types";
import { Outbox } from "./outbox.svelte";

interface Deed {
  readonly event: string;
}
type Answer = Result<null, Problem>;
const YES: Answer = good(null);
const NEVER: Answer = bad({ type: "/problems/x", title: "x", status: 409, detail: "" });

/** An outbox with two deeds; `seen` is what its page shows as waiting while the hub, and then the page, is told. */
async function twoDeeds(name: string, answer: Answer, learn = () => Promise.resolve()) {
  const seen: string[][] = [];
  const look = async () => {
    await outbox.look();
    seen.push(outbox.waiting.map((deed) => deed.event));
  };
  const outbox: Outbox<Deed, null, never> = new Outbox<Deed, null, never>({
    name,
    send: () => look().then(() => answer),
    told: () => look().then(learn),
  });
  await outbox.add({ event: "one" });
  await outbox.add({ event: "two" });
  return { outbox, seen };
}

const both = ["one", "two"];

describe("what waits, as a page shows it", () => {
  it("counts what the hub took until the page knows what came of it", async () => {
    const { outbox, seen } = await twoDeeds("taken", YES);

    await outbox.tellHub();

    expect(seen).toEqual([both, both, both]);
    expect(outbox.waiting).toEqual([]);
  });

  it("counts what the hub refused until the page knows how things are instead", async () => {
    const { outbox, seen } = await twoDeeds("refused", NEVER);

    await outbox.tellHub();

    expect(seen).toEqual([both, both, both]);
    expect(outbox.waiting).toEqual([]);
    expect(outbox.refused.map((deed) => deed.event)).toEqual(both);
  });

  it("no longer counts what was taken although the page could not learn more", async () => {
    const fails = () => Promise.reject(new Error("no answer"));
    const { outbox } = await twoDeeds("failing", YES, fails);

    await expect(outbox.tellHub()).rejects.toThrow("no answer");

    expect(outbox.waiting).toEqual([]);
  });
});
