import { describe, expect, it } from "vitest";
import type { Enclosure, Limit } from "../api/types";
import { enclosureForm, withProposed } from "./limits";

const held = { raiseAfterSeconds: 60, clearAfterSeconds: 60 };

function aLimit(
  quantity: Limit["quantity"],
  raiseAt: number,
  severity: Limit["severity"] = "attention",
): Limit {
  return { quantity, side: "above", raiseAt, clearAt: raiseAt - 1, ...held, severity };
}

describe("an enclosure's limits", () => {
  it("are sent with all that the enclosure is", () => {
    const enclosure: Enclosure = {
      id: "clapier",
      version: 1,
      name: "Clapier",
      species: ["lapin"],
      conditions: [{ quantity: "temperature", unit: "Cel", expectedEverySeconds: 5, recent: [] }],
      limits: [aLimit("temperature", 27)],
      alerts: [],
    };

    expect(enclosureForm(enclosure, [])).toEqual({
      name: "Clapier",
      species: ["lapin"],
      limits: [],
      expectedEverySeconds: { temperature: 5 },
    });
  });

  it("are replaced where something is proposed, and stay elsewhere", () => {
    const water = aLimit("water-level", 99);
    const hot = aLimit("temperature", 24);

    expect(withProposed([aLimit("temperature", 27), water], [hot])).toEqual([water, hot]);
  });

  it("keep an emergency that is further out than a warning proposed alone", () => {
    const emergency = aLimit("temperature", 32, "urgence");
    const warning = aLimit("temperature", 24);

    expect(withProposed([emergency], [warning])).toEqual([emergency, warning]);
    expect(withProposed([aLimit("temperature", 20, "urgence")], [warning])).toEqual([warning]);
  });
});
