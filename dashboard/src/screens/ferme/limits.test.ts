import { describe, expect, it } from "vitest";
import type { Enclosure, Limit } from "../../api/types";
import { draftsOf, keyOf, limitsOf, mistakeAt, untouched } from "./limits";

const WARM: Limit = {
  quantity: "temperature",
  side: "above",
  raiseAt: 28.5,
  clearAt: 27,
  raiseAfterSeconds: 600,
  clearAfterSeconds: 20,
  severity: "alerte",
};
const NIGHT: Limit = {
  ...{ ...WARM, quantity: "door", raiseAt: 1, clearAt: 0, clearAfterSeconds: 0 },
  ...{ severity: "urgence", hours: { from: "22:00", until: "06:00" }, latching: true },
};
const HOT: Limit = { ...WARM, raiseAt: 32, clearAt: 31, severity: "urgence" };

function enclosure(limits: Limit[]): Enclosure {
  const measured = { unit: "Cel", expectedEverySeconds: 5, recent: [] };
  return {
    id: "clapier",
    version: 1,
    name: "Clapier",
    species: [],
    conditions: [
      { quantity: "temperature", ...measured },
      { quantity: "door", ...measured, unit: "bool" },
      { quantity: "motion", ...measured, unit: "bool" },
    ],
    limits,
    alerts: [],
  };
}

const at = (field: Parameters<typeof keyOf>[3], rank: "warn" | "worse" = "warn") =>
  keyOf("temperature", "above", rank, field);

function typed(change: (above: ReturnType<typeof draftsOf>[number]["above"]) => void) {
  const drafts = draftsOf(enclosure([WARM, HOT]));
  change(drafts[0]!.above);
  return limitsOf(drafts);
}

describe("the form of an enclosure's limits", () => {
  it("gives back what it was given, in any order", () => {
    expect(limitsOf(draftsOf(enclosure([HOT, WARM])))).toMatchObject({
      limits: [WARM, HOT],
      mistakes: {},
    });
  });

  it("shows an emergency that stands alone as one", () => {
    const draft = draftsOf(enclosure([HOT]))[0];

    expect(draft?.above.warn.raiseAt).toBe("");
    expect(draft?.above.worse.raiseAt).toBe("32");
    expect(draft?.above.warn.severity).toBe("attention");
  });

  it("has doors in it, which have one level, and nothing else that is only on or off", () => {
    expect(draftsOf(enclosure([])).map((one) => one.quantity)).toEqual(["temperature", "door"]);
  });

  it("gives back a door that may not stand open at night, however bad that is", () => {
    const drafts = draftsOf(enclosure([NIGHT]));
    expect(limitsOf(drafts)).toMatchObject({ limits: [NIGHT], mistakes: {} });

    drafts[1]!.above.warn.raiseAt = "";
    expect(limitsOf(drafts).limits).toEqual([]);
  });

  it("makes a limit of a door that is only ticked", () => {
    const drafts = draftsOf(enclosure([]));
    drafts[1]!.above.warn.raiseAt = "1";

    expect(limitsOf(drafts).limits).toEqual([
      {
        ...{ quantity: "door", side: "above", raiseAt: 1, clearAt: 0, severity: "attention" },
        ...{ raiseAfterSeconds: 600, clearAfterSeconds: 0 },
      },
    ]);
  });

  it.each([
    ["22:00", ""],
    ["", "06:00"],
    ["22:00", "22:00"],
  ])("refuses the hours %s to %s at their fields", (from, until) => {
    const { limits, mistakes } = typed((above) => Object.assign(above.warn, { from, until }));

    expect(mistakes).toEqual({ [at("hours")]: "hours" });
    expect(limits).toEqual([HOT]);
  });

  it("keeps hours, and whether somebody has to look afterwards", () => {
    const { limits } = typed((above) =>
      Object.assign(above.warn, { from: "06:00", until: "22:00", latching: true }),
    );

    expect(limits[0]).toMatchObject({
      hours: { from: "06:00", until: "22:00" },
      latching: true,
    });
  });

  it("ends a level a usual step inside it when nothing else is said", () => {
    const { limits } = typed((above) => (above.warn.clearAt = " "));

    expect(limits[0]).toMatchObject({ raiseAt: 28.5, clearAt: 27.5, raiseAfterSeconds: 600 });
  });

  it("leaves out a level that is emptied", () => {
    const { limits } = typed((above) => (above.warn.raiseAt = ""));

    expect(limits).toEqual([HOT]);
  });

  it.each([
    ["no number", at("raiseAt"), "number", "raiseAt", "vingt"],
    ["an end that is not safe", at("clearAt"), "unsafe", "clearAt", "29"],
    ["no time", at("raiseAfter"), "minutes", "raiseAfter", "-1"],
    ["more than a day", at("clearAfter"), "minutes", "clearAfter", "1441"],
  ] as const)("refuses %s at its field", (_name, key, why, field, value) => {
    const { mistakes } = typed((above) => (above.warn[field] = value));

    expect(mistakes).toEqual({ [key]: why });
  });

  it("refuses an emergency that comes before the warning, or ends after it", () => {
    expect(typed((above) => (above.worse.raiseAt = "28")).mistakes).toEqual({
      [at("clearAt", "worse")]: "unsafe",
    });
    const before = typed((above) => Object.assign(above.worse, { raiseAt: "28", clearAt: "27" }));
    expect(before.mistakes).toEqual({ [at("raiseAt", "worse")]: "notFurther" });
    const longer = typed((above) => (above.worse.clearAt = "26"));
    expect(longer.mistakes).toEqual({ [at("clearAt", "worse")]: "endsLater" });
  });

  it("sends back the limits it does not show", () => {
    const open: Limit = { ...WARM, quantity: "motion", raiseAt: 1, clearAt: 0 };
    const shut: Limit = { ...NIGHT, side: "below", raiseAt: 0, clearAt: 1 };
    const gone: Limit = { ...WARM, quantity: "sound", raiseAt: 80, clearAt: 70 };
    const barn = enclosure([open, WARM, shut, gone]);

    expect([...limitsOf(draftsOf(barn)).limits, ...untouched(barn)]).toEqual([
      ...[WARM, open, shut, gone],
    ]);
  });

  it("shows the hub's refusal at the field it is about", () => {
    const { levels } = limitsOf(draftsOf(enclosure([WARM, HOT])));

    expect(mistakeAt("/limits/1/raiseAt", levels)).toEqual({
      [at("raiseAt", "worse")]: "impossible",
    });
    expect(mistakeAt("/limits/0/clearAfterSeconds", levels)).toEqual({
      [at("clearAfter")]: "refused",
    });
    expect(mistakeAt("/limits/0/hours/until", levels)).toEqual({ [at("hours")]: "refused" });
    expect(mistakeAt("/name", levels)).toEqual({});
  });
});
