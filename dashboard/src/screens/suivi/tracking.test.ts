import { describe, expect, it } from "vitest";
import type { Tracking } from "../../api/types";
import {
  arrivalSentence,
  deliveredSentence,
  merchantText,
  positionSentence,
} from "../../words/suivi";
import { viewOf, waitBefore } from "./tracking";

const now = Date.parse("2026-11-26T16:10:00Z");

function aTracking(more: Partial<Tracking> = {}): Tracking {
  return {
    number: 1042,
    state: "on-the-way",
    hubTime: "2026-11-26T16:10:00Z",
    slot: { id: "s", from: "2026-11-26T16:00:00Z", until: "2026-11-26T17:00:00Z", free: 0 },
    window: { from: "2026-11-26T16:12:00Z", until: "2026-11-26T16:22:00Z" },
    merchants: [],
    steps: [],
    ...more,
  };
}

describe("the tracking view", () => {
  it("shows the expected window, and the slot until something better is known", () => {
    const early = aTracking();
    delete early.window;

    expect(viewOf(aTracking(), now).headline).toEqual({
      kind: "window",
      from: Date.parse("2026-11-26T16:12:00Z"),
      until: Date.parse("2026-11-26T16:22:00Z"),
    });
    expect(viewOf({ ...early, state: "placed" }, now).headline).toMatchObject({
      from: Date.parse("2026-11-26T16:00:00Z"),
    });
  });

  it("does not move the window by less than three minutes", () => {
    const first = viewOf(aTracking(), now);
    const window = { from: "2026-11-26T16:14:59Z", until: "2026-11-26T16:24:59Z" };
    const moved = { from: "2026-11-26T16:15:00Z", until: "2026-11-26T16:25:00Z" };

    const little = viewOf(aTracking({ window }), now, first);
    const enough = viewOf(aTracking({ window: moved }), now, little);

    expect(little.headline).toEqual(first.headline);
    expect(enough.headline).toMatchObject({ from: Date.parse(moved.from) });
  });

  it("calls a position lost after a minute, and shows none when it is over", () => {
    const position = { latitude: 50.95, longitude: 1.85, measuredAt: "2026-11-26T16:09:00Z" };

    expect(viewOf(aTracking({ position }), now).position?.isLost).toBe(false);
    expect(viewOf(aTracking({ position }), now + 1000).position?.isLost).toBe(true);
    expect(viewOf(aTracking({ position, state: "delivered" }), now).position).toBeUndefined();
  });

  it("says how many stops come before only while the goods ride", () => {
    expect(viewOf(aTracking({ stopsBefore: 2 }), now).stopsBefore).toBe(2);
    expect(
      viewOf(aTracking({ stopsBefore: 2, state: "preparing" }), now).stopsBefore,
    ).toBeUndefined();
  });

  it("asks every ten seconds, rarely when hidden or failing, never when it is over", () => {
    expect(waitBefore({ isHidden: false, failures: 0, isOver: false })).toBe(10_000);
    expect(waitBefore({ isHidden: false, failures: 2, isOver: false })).toBe(40_000);
    expect(waitBefore({ isHidden: false, failures: 99, isOver: false })).toBe(300_000);
    expect(waitBefore({ isHidden: true, failures: 0, isOver: false })).toBe(60_000);
    expect(waitBefore({ isHidden: false, failures: 0, isOver: true })).toBeUndefined();
  });
});

describe("the tracking sentences", () => {
  const at = (time: string) => Date.parse(`2026-11-26T${time}:00Z`);

  it("give hours in the town's time, and the day when it is another one", () => {
    expect(arrivalSentence(at("16:12"), at("16:22"), now)).toBe("Arrivée entre 17:12 et 17:22");
    expect(arrivalSentence(at("16:12"), at("16:22"), now - 86_400_000)).toBe(
      "Arrivée jeu. 26 nov. entre 17:12 et 17:22",
    );
    expect(deliveredSentence(at("16:15"), now)).toBe("Livrée à 17:15");
  });

  it("give the age of a position, and say when it is lost", () => {
    expect(positionSentence(now - 14_000, now, false)).toBe("Position du vélo il y a 14\u202fs");
    expect(positionSentence(now - 240_000, now, true)).toBe(
      "Position inconnue depuis 4\u202fmin, heure estimée",
    );
  });

  it("name each merchant's state", () => {
    expect(merchantText("Ferme des Dunes", "ready")).toBe("Ferme des Dunes\u00a0: prête");
  });
});
