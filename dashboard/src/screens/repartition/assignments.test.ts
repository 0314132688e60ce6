import { describe, expect, it } from "vitest";
import type { Delivery, Problem } from "../../api/types";
import {
  NO_ASSIGNMENTS,
  answered,
  refusalRead,
  refused,
  undoAt,
  undone,
  wished,
  withWishes,
  type Assignments,
  type Request,
  type Stepped,
} from "./assignments";

const problem: Problem = { type: "/problems/stale-version", title: "", status: 412, detail: "" };

function aDelivery(bike?: string, version = 1): Delivery {
  return {
    id: "d",
    number: 1042,
    state: bike === undefined ? "planned" : "assigned",
    ...(bike === undefined ? {} : { bike }),
    slot: { id: "s", from: "2026-11-26T14:30:00Z", until: "2026-11-26T15:00:00Z", free: 0 },
    stops: [],
    version,
  };
}

function shownAt(assignments: Assignments, delivery: Delivery): string | undefined {
  return withWishes([delivery], assignments)[0]?.bike;
}

describe("a wish", () => {
  it("shows at once and travels with the version it is based on", () => {
    const { assignments, request } = wished(NO_ASSIGNMENTS, aDelivery(undefined, 7), "velo-1", 0);

    expect(shownAt(assignments, aDelivery(undefined, 7))).toBe("velo-1");
    expect(request).toEqual({ delivery: "d", wish: 1, to: "velo-1", version: 7 });
  });

  it("is over with the hub's answer", () => {
    const first = wished(NO_ASSIGNMENTS, aDelivery(), "velo-1", 0);

    const done = answered(first.assignments, 1, aDelivery("velo-1", 2));

    expect(done.request).toBeUndefined();
    expect(done.assignments.pending.size).toBe(0);
  });

  it("for where the delivery already stands asks nothing", () => {
    expect(wished(NO_ASSIGNMENTS, aDelivery("velo-1"), "velo-1", 0).request).toBeUndefined();
  });

  it("that is newer waits for the older answer and leaves on its version: the last request wins", () => {
    const first = wished(NO_ASSIGNMENTS, aDelivery(), "velo-1", 0);
    const second = wished(first.assignments, aDelivery(), "velo-2", 1);
    const third = wished(second.assignments, aDelivery(), "velo-3", 2);
    expect([second.request, third.request]).toEqual([undefined, undefined]);

    const done = answered(third.assignments, 1, aDelivery("velo-1", 2));

    expect(shownAt(done.assignments, aDelivery("velo-1", 2))).toBe("velo-3");
    expect(done.request).toEqual({ delivery: "d", wish: 3, to: "velo-3", version: 2 });
  });

  it("is not disturbed by an answer that was overtaken", () => {
    const first = wished(NO_ASSIGNMENTS, aDelivery(), "velo-1", 0);
    const done = answered(first.assignments, 1, aDelivery("velo-1", 2));
    const second = wished(done.assignments, aDelivery("velo-1", 2), "velo-2", 1);

    const late = refused(second.assignments, { delivery: "d", wish: 1, problem }, undefined, 2);

    expect(late.assignments).toBe(second.assignments);
    expect(shownAt(late.assignments, aDelivery("velo-1", 2))).toBe("velo-2");
  });

  it("that was refused goes back where the hub has it, with the reason, until it is read", () => {
    const first = wished(NO_ASSIGNMENTS, aDelivery(), "velo-1", 0);

    const back = refused(first.assignments, { delivery: "d", wish: 1, problem }, aDelivery("velo-9", 2), 5);

    expect(shownAt(back.assignments, aDelivery("velo-9", 2))).toBe("velo-9");
    expect(back.assignments.refusals.get("d")?.problem.type).toBe("/problems/stale-version");
    expect(undoAt(back.assignments, 6)).toBeUndefined();
    expect(refusalRead(back.assignments, "d").refusals.size).toBe(0);
  });

  it("that somebody else already fulfilled is no refusal", () => {
    const first = wished(NO_ASSIGNMENTS, aDelivery(), "velo-1", 0);

    const back = refused(first.assignments, { delivery: "d", wish: 1, problem }, aDelivery("velo-1", 2), 5);

    expect(back.assignments.refusals.size).toBe(0);
  });

  it("after a refused one is still tried, on the version the hub has", () => {
    const first = wished(NO_ASSIGNMENTS, aDelivery(), "velo-1", 0);
    const second = wished(first.assignments, aDelivery(), "velo-2", 1);

    const back = refused(second.assignments, { delivery: "d", wish: 1, problem }, aDelivery("velo-9", 4), 5);

    expect(back.request).toEqual({ delivery: "d", wish: 2, to: "velo-2", version: 4 });
  });

  it("can be taken back for 8 seconds", () => {
    const first = wished(NO_ASSIGNMENTS, aDelivery("velo-1", 3), "velo-2", 1000);
    const done = answered(first.assignments, 1, aDelivery("velo-2", 4));
    expect(undoAt(done.assignments, 9000)?.from).toBe("velo-1");
    expect(undoAt(done.assignments, 9001)).toBeUndefined();

    const back = undone(done.assignments, [aDelivery("velo-2", 4)], 5000);

    expect(back.request).toEqual({ delivery: "d", wish: 2, to: "velo-1", version: 4 });
    expect(undoAt(back.assignments, 5000)).toBeUndefined();
    expect(undone(done.assignments, [aDelivery("velo-2", 4)], 9500).request).toBeUndefined();
  });

  it("and its undoing before the answer end where they began", () => {
    const first = wished(NO_ASSIGNMENTS, aDelivery(), "velo-1", 0);
    const back = undone(first.assignments, [aDelivery()], 1);
    expect(shownAt(back.assignments, aDelivery())).toBeUndefined();

    const done = answered(back.assignments, 1, aDelivery("velo-1", 2));

    expect(done.request).toEqual({ delivery: "d", wish: 2, to: undefined, version: 2 });
    expect(answered(done.assignments, 2, aDelivery(undefined, 3)).assignments.pending.size).toBe(0);
  });
});

/** A hub that takes assignments by version; every answer comes late, some are failures. */
function chaos(seed: number): { shown: string | undefined; onHub: string | undefined; open: number } {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let hub = aDelivery();
  let assignments = NO_ASSIGNMENTS;
  const travelling: Request[] = [];
  const step = (stepped: Stepped) => {
    assignments = stepped.assignments;
    if (stepped.request) travelling.push(stepped.request);
  };
  const answer = () => {
    const request = travelling.shift();
    if (!request) return;
    if (random(10) === 0) {
      const lost = { ...problem, status: 503 };
      step(refused(assignments, { ...request, problem: lost }, hub, 0));
    } else if (request.version !== hub.version) {
      step(refused(assignments, { ...request, problem }, hub, 0));
    } else {
      hub = aDelivery(request.to, hub.version + 1);
      step(answered(assignments, request.wish, hub));
    }
  };
  for (let turn = 0; turn < 200; turn++) {
    const move = random(5);
    if (move === 0) hub = aDelivery(["velo-1", "velo-2", undefined][random(3)], hub.version + 1);
    else if (move < 3) step(wished(assignments, hub, ["velo-1", "velo-2", "velo-3", undefined][random(4)], turn));
    else if (move === 3) step(undone(assignments, [hub], turn));
    else answer();
  }
  while (travelling.length > 0) answer();
  return { shown: shownAt(assignments, hub), onHub: hub.bike, open: assignments.pending.size };
}

describe("200 random assigns, moves and undos with lost and refused answers", () => {
  it("end with the board showing what the hub has", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const end = chaos(seed);

      expect(end, `seed ${seed}`).toEqual({ shown: end.onHub, onHub: end.onHub, open: 0 });
    }
  });
});
