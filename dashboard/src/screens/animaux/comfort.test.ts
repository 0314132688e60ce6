import { describe, expect, it } from "vitest";
import type { Enclosure, Limit } from "../../api/types";
import { decimalOf, enclosureForm } from "./comfort";

function aLimit(quantity: Limit["quantity"], side: Limit["side"], raiseAt: number): Limit {
  const held = { raiseAfterSeconds: 60, clearAfterSeconds: 60, severity: "attention" } as const;
  return { quantity, side, raiseAt, clearAt: raiseAt - 1, ...held };
}

describe("an enclosure's limits", () => {
  it("are replaced where something is proposed, and stay elsewhere", () => {
    const water = aLimit("water-level", "above", 99);
    const hot = aLimit("temperature", "above", 24);
    const enclosure: Enclosure = {
      id: "clapier",
      name: "Clapier",
      species: ["lapin"],
      conditions: [{ quantity: "temperature", unit: "Cel", expectedEverySeconds: 5, recent: [] }],
      limits: [aLimit("temperature", "above", 27), water],
      alerts: [],
    };

    expect(enclosureForm(enclosure, [hot])).toEqual({
      name: "Clapier",
      species: ["lapin"],
      limits: [water, hot],
      expectedEverySeconds: { temperature: 5 },
    });
  });

  it("are typed with comma or point", () => {
    expect(decimalOf(" 58,5 ")).toBe(58.5);
    expect(decimalOf("−5")).toBe(-5);
    expect(decimalOf("58 %")).toBeNull();
    expect(decimalOf("")).toBeNull();
  });
});
