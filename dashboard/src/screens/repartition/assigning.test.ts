import { describe, expect, it } from "vitest";
import { bad, good, type Delivery, type Problem, type Result } from "../../api/types";
import { Wishes } from "../../live/wishes";
import { Assigning, keyOf, withMove, type Asks, type Move } from "./assigning";

const ID = "delivery-1";

function aDelivery(bike?: string, version = 1): Delivery {
  return {
    id: ID,
    number: 1042,
    state: bike === undefined ? "planned" : "assigned",
    ...(bike === undefined ? {} : { bike }),
    slot: {
      id: "s",
      from: "2026-11-26T14:30:00Z",
      until: "2026-11-26T15:00:00Z",
      free: 0,
    },
    stops: [],
    version,
  };
}

function aProblem(status: number, current?: Delivery): Problem {
  const problem = { type: "/problems/stale-version", title: "", status, detail: "" };
  return current ? { ...problem, current } : problem;
}

/** A hub in memory, a screen that hears of it, and answers that come when the test lets them. */
class Scene {
  onHub = aDelivery();
  heard = this.onHub;
  readonly asked: string[] = [];
  readonly #travelling: (() => void)[] = [];
  failNext: number | undefined;
  readonly wishes = new Wishes<Move>(
    () => undefined,
    () => undefined,
  );
  readonly #asks: Asks = {
    assign: (_, version, bike) => this.#answer(version, bike),
    unassign: (_, version) => this.#answer(version, undefined),
  };
  readonly assigning = new Assigning(
    {
      delivery: () => this.heard,
      learn: (now) => (this.heard = now.version >= this.heard.version ? now : this.heard),
      wish: (wish) => this.wishes.make(wish),
    },
    this.#asks,
  );

  shown(): Delivery {
    return withMove(this.heard, this.wishes.overlay(keyOf(ID)));
  }

  move(bike: string | undefined): number {
    return this.assigning.move(this.shown(), bike);
  }

  somebodyElse(bike: string | undefined): void {
    this.onHub = aDelivery(bike, this.onHub.version + 1);
  }

  /** Such as a shop that says how many bags there are. */
  somethingElse(): void {
    this.somebodyElse(this.onHub.bike);
  }

  /** Lets the oldest travelling request arrive; false when none travels. */
  async answerOne(): Promise<boolean> {
    await settled();
    const next = this.#travelling.shift();
    next?.();
    await settled();
    return next !== undefined;
  }

  async answerAll(): Promise<void> {
    while (await this.answerOne());
  }

  #answer(version: number, bike: string | undefined): Promise<Result<Delivery, Problem>> {
    this.asked.push(`${bike ?? "none"} on ${version}`);
    return new Promise((resolve) => {
      this.#travelling.push(() => resolve(this.#decide(version, bike)));
    });
  }

  #decide(version: number, bike: string | undefined): Result<Delivery, Problem> {
    const failure = this.failNext;
    this.failNext = undefined;
    if (failure !== undefined) return bad(aProblem(failure));
    if (version !== this.onHub.version) return bad(aProblem(412, this.onHub));
    this.onHub = aDelivery(bike, version + 1);
    return good(this.onHub);
  }
}

/** Lets everything that needs no answer happen. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("a wish to assign", () => {
  it("shows at once and is asked for on the version it is based on", async () => {
    const scene = new Scene();

    scene.move("velo-1");

    expect([scene.shown().bike, scene.shown().state]).toEqual(["velo-1", "assigned"]);
    await scene.answerAll();
    expect(scene.asked).toEqual(["velo-1 on 1"]);
    expect(scene.onHub.bike).toBe("velo-1");
  });

  it("of several, the last request wins, on the version the first one brought", async () => {
    const scene = new Scene();

    scene.move("velo-1");
    await settled();
    scene.move("velo-2");
    scene.move("velo-3");
    await scene.answerAll();

    expect(scene.asked).toEqual(["velo-1 on 1", "velo-3 on 2"]);
    expect([scene.onHub.bike, scene.shown().bike]).toEqual(["velo-3", "velo-3"]);
  });

  it("that loses against another dispatcher goes where the hub has it, with the reason", async () => {
    const scene = new Scene();
    scene.somebodyElse("velo-9");

    scene.move("velo-1");
    await scene.answerAll();

    expect(scene.shown().bike).toBe("velo-9");
    expect(scene.wishes.list().map((wish) => [wish.state, wish.problem?.status])).toEqual([
      ["refused", 412],
    ]);
  });

  it("that another dispatcher already fulfilled is no refusal", async () => {
    const scene = new Scene();
    scene.somebodyElse("velo-1");

    scene.move("velo-1");
    await scene.answerAll();

    expect(scene.wishes.list().map((wish) => wish.state)).toEqual(["granted"]);
    expect(scene.shown().bike).toBe("velo-1");
  });

  it("stands when only something else of the delivery has changed meanwhile", async () => {
    const scene = new Scene();
    scene.somethingElse();

    scene.move("velo-1");
    await scene.answerOne();
    scene.somethingElse();
    await scene.answerAll();

    expect(scene.asked).toEqual(["velo-1 on 1", "velo-1 on 2", "velo-1 on 3"]);
    expect([scene.onHub.bike, scene.shown().bike]).toEqual(["velo-1", "velo-1"]);
  });

  it("gives up on a delivery that never rests", async () => {
    const scene = new Scene();

    scene.move("velo-1");
    do scene.somethingElse();
    while (await scene.answerOne());

    expect(scene.asked).toHaveLength(6);
    expect(scene.wishes.list().map((wish) => wish.state)).toEqual(["refused"]);
  });

  it("can be taken back, before and after the hub's answer", async () => {
    for (const answerFirst of [true, false]) {
      const scene = new Scene();
      const wish = scene.move("velo-1");
      if (answerFirst) await scene.answerAll();
      else await settled();

      scene.wishes.undo(wish);

      expect(scene.shown().bike).toBeUndefined();
      await scene.answerAll();
      expect([scene.onHub.bike, scene.shown().bike]).toEqual([undefined, undefined]);
    }
  });

  it("for where the delivery stands asks nothing", async () => {
    const scene = new Scene();

    expect(scene.move(undefined)).toBe(0);
    await scene.answerAll();

    expect(scene.asked).toEqual([]);
  });
});

describe("200 random assigns, moves and undos with late, lost and refused answers", () => {
  it("end with the board showing what the hub has", async () => {
    for (let seed = 1; seed <= 50; seed++) {
      const scene = await chaos(seed);

      expect(scene.shown().bike, `seed ${seed}`).toBe(scene.onHub.bike);
      expect(scene.wishes.overlay(keyOf(ID)), `seed ${seed}`).toBeUndefined();
    }
  });
});

async function chaos(seed: number): Promise<Scene> {
  const scene = new Scene();
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let last = 0;
  for (let turn = 0; turn < 200; turn++) {
    const what = random(8);
    if (what === 0) scene.somebodyElse(["velo-1", "velo-2", undefined][random(3)]);
    else if (what < 4)
      last = scene.move(["velo-1", "velo-2", "velo-3", undefined][random(4)]) || last;
    else if (what === 4) scene.wishes.undo(last);
    else if (what === 5) scene.failNext = [0, 409, 503][random(3)];
    else if (what === 6) scene.wishes.retry();
    else await scene.answerOne();
  }
  scene.failNext = undefined;
  scene.wishes.retry();
  await scene.answerAll();
  // The stream tells everybody in the end.
  scene.heard = scene.onHub;
  return scene;
}
