import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { good, type Problem, type Result } from "../api/types";
import { drain, type Send } from "./outbox";
import { openStore } from "./outboxStore";
import { type Photo, tellWithPhoto } from "./photos";

interface Deed {
  readonly id: string;
  readonly at: string;
  readonly photo: Photo;
}

const openDeeds = (name: string) => openStore<Deed, string>(name);
const AT = "2026-11-26T14:00:07.250Z";
const aDeed = (id: string): Deed => ({
  id,
  at: AT,
  photo: { sha256: id.repeat(64), jpeg: new Blob([`jpeg ${id}`], { type: "image/jpeg" }) },
});

/** A hub that keeps photos by their hash and deeds by their id; each request may be swallowed, or its answer. */
function aHub(fate: (request: number) => "fine" | "swallowed" | "lost", refusal = 0) {
  const said: string[] = [];
  const photos = new Map<string, string>();
  const deeds = new Map<string, string>();
  let requests = 0;
  const hear = async <T>(take: () => T | Promise<T>): Promise<T> => {
    const met = fate(++requests);
    if (met === "swallowed") throw new TypeError("no network");
    const answer = await take();
    if (met === "lost") throw new TypeError("the answer got lost");
    return answer;
  };
  vi.stubGlobal("fetch", (path: string, { body, headers }: { body: Blob; headers: object }) =>
    hear(async () => {
      said.push(`photo ${path.slice(-1)}`);
      expect(headers).toMatchObject({ "content-type": "image/jpeg" });
      if (refusal > 0) return new Response("{}", { status: refusal });
      const id = `kept-${path.slice(-1)}`;
      photos.set(id, await body.text());
      return Response.json({ id, widthPixels: 1, heightPixels: 1 });
    }),
  );
  const unheard: Problem = { type: "/problems/unreachable", title: "", status: 0, detail: "" };
  const send: Send<Deed, unknown> = (deed) =>
    tellWithPhoto(deed.photo, ({ photo }): Promise<Result<unknown, Problem>> =>
      hear(() => {
        said.push(`deed ${deed.id}`);
        if (photo !== undefined && !photos.has(photo)) throw new Error("the photo is missing");
        deeds.set(deed.id, `${deed.at} ${photo ?? "without"}`);
        return good(deed.id);
      }).catch(() => ({ ok: false, error: unheard })),
    );
  return { said, photos, deeds, send };
}

afterEach(() => vi.unstubAllGlobals());

describe("what is noted with a photo", () => {
  it("goes after its photo, in the order of the taps, each with its time", async () => {
    const store = await openDeeds("order");
    const hub = aHub(() => "fine");
    await store.add(aDeed("a"));
    await store.add(aDeed("b"));

    await drain(store, hub.send, () => false);

    expect(hub.said).toEqual(["photo a", "deed a", "photo b", "deed b"]);
    expect(hub.deeds.get("a")).toBe(`${AT} kept-a`);
    expect(hub.photos.get("kept-b")).toBe("jpeg b");
  });

  it("arrives once each although the page is killed and answers get lost in between", async () => {
    const store = await openDeeds("killed");
    let chance = 20_261_127;
    const hub = aHub(() => {
      chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (["swallowed", "lost", "fine", "fine"] as const)[chance >> 29] ?? "fine";
    });
    for (const id of ["a", "b", "c"]) await store.add(aDeed(id));

    // Every visit is a page that was opened anew.
    for (let visit = 0; visit < 60; visit++) {
      await drain(await openDeeds("killed"), hub.send, () => false);
    }

    expect(await (await openDeeds("killed")).all()).toEqual([]);
    expect([...hub.photos.values()].sort()).toEqual(["jpeg a", "jpeg b", "jpeg c"]);
    expect([...hub.deeds]).toEqual(["a", "b", "c"].map((id) => [id, `${AT} kept-${id}`]));
  });

  it("is not told while its photo cannot be", async () => {
    const store = await openDeeds("offline");
    const hub = aHub(() => "swallowed");
    await store.add(aDeed("a"));

    const drained = await drain(store, hub.send, () => false);

    expect(hub.said).toEqual([]);
    expect(drained.stoppedBy?.status).toBe(0);
    expect(await store.all()).toHaveLength(1);
  });

  it("waits alone where there is no room for its photo", async () => {
    const store = await openDeeds("no room");
    await store.add(aDeed("a"));

    await drain(store, aHub(() => "fine", 507).send, () => false);

    expect(await store.all()).toHaveLength(1);
  });

  it("is told without a photo that the hub can never take, and says so", async () => {
    const store = await openDeeds("refused");
    const hub = aHub(() => "fine", 400);
    await store.add(aDeed("a"));

    await drain(store, hub.send, () => false);

    expect(hub.deeds.get("a")).toBe(`${AT} without`);
    expect(await store.all()).toEqual([]);
    expect(await store.refused()).toMatchObject([
      { id: "a", problem: { type: "/problems/photo-left-out", status: 400 } },
    ]);
  });
});
