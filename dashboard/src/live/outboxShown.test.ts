import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { bad, good, type Problem, type Result } from "../api/types";
import { Outbox } from "./outbox.svelte";
import type { Author } from "./whose";

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

/** A phone that two keepers share: its outbox, who is signed in, and what the hub was told under whose name. */
function aSharedPhone(name: string, answer: Answer = YES) {
  const phone = { viewer: undefined as Author | undefined, told: [] as string[] };
  const outbox = new Outbox<Deed, null, never>({
    name,
    send: ({ event }) => {
      phone.told.push(`${phone.viewer?.name ?? "nobody"}: ${event}`);
      return Promise.resolve(answer);
    },
    told: () => Promise.resolve(),
    whose: () => phone.viewer,
  });
  return { phone, outbox };
}

const anne = { id: "a", name: "Anne" };
const hugo = { id: "h", name: "Hugo" };

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

describe("what waits on a phone that is shared", () => {
  it("is told in the name of whoever did it, once they sign in again", async () => {
    const { phone, outbox } = aSharedPhone("shared");
    phone.viewer = anne;
    await outbox.add({ event: "fed" });
    await outbox.add({ event: "watered" });
    phone.viewer = hugo;
    await outbox.add({ event: "closed" });

    await outbox.tellHub();
    expect(phone.told).toEqual(["Hugo: closed"]);
    expect(outbox.waiting).toEqual([]);
    expect(outbox.others).toEqual([{ name: "Anne", count: 2 }]);

    phone.viewer = undefined;
    await outbox.tellHub();
    phone.viewer = { ...anne, name: "Anne L." };
    await outbox.tellHub();
    expect(phone.told.slice(1)).toEqual(["Anne L.: fed", "Anne L.: watered"]);
    expect(outbox.others).toEqual([]);
  });

  it("shows a refusal to whoever it was refused", async () => {
    const { phone, outbox } = aSharedPhone("refusals", NEVER);
    phone.viewer = anne;
    await outbox.add({ event: "fed" });
    await outbox.tellHub();

    phone.viewer = hugo;
    await outbox.look();
    expect(outbox.refused).toEqual([]);
    phone.viewer = anne;
    await outbox.look();
    expect(outbox.refused.map((deed) => deed.event)).toEqual(["fed"]);
  });

  it("goes with the first to sign in where nobody was known to do it", async () => {
    const { phone, outbox } = aSharedPhone("nobody");
    await outbox.add({ event: "fed" });
    phone.viewer = hugo;

    await outbox.tellHub();

    expect(phone.told).toEqual(["Hugo: fed"]);
  });
});
