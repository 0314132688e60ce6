import { describe, expect, it } from "vitest";
import type { Problem } from "../../api/types";
import { choicesFrom, formOf, missingIn, NO_CHOICES, type Choices } from "./choices";
import type { Reach } from "./places";
import { refusalOf } from "./refusal";

const inside: Reach = {
  kind: "inside",
  place: { name: "Rue Royale", latitude: 50.9562, longitude: 1.8516 },
  metres: 300,
};
const filled: Choices = {
  slot: { id: "slot-1", from: "2026-11-26T16:00:00Z" },
  address: " 14 bis rue Royale ",
  nearest: "",
  instructions: "",
  name: "Anne Delattre",
  phone: "06 12 34 56 78",
};
const basket = {
  lines: [{ merchant: "ferme", product: "oeufs", quantity: 2, seenPriceCents: 320 }],
};

describe("the choices", () => {
  it("are complete when nothing is missing", () => {
    expect(missingIn(filled, inside, 2)).toEqual([]);
  });

  it("say what is missing, in the order of the page", () => {
    expect(missingIn(NO_CHOICES, { kind: "unchecked" }, 0)).toEqual([
      "slot",
      "address",
      "basket",
      "name",
      "phone",
    ]);
    expect(missingIn(filled, { kind: "unknown" }, 1)).toEqual(["place"]);
    expect(missingIn(filled, { ...inside, kind: "outside" }, 1)).toEqual(["outside"]);
    expect(missingIn({ ...filled, phone: "123" }, inside, 1)).toEqual(["phone"]);
  });

  it("make the order as the customer saw it, the address as he wrote it", () => {
    expect(formOf(filled, inside, basket, 990)).toEqual({
      customer: { name: "Anne Delattre", phone: "06 12 34 56 78" },
      place: { address: "14 bis rue Royale", latitude: 50.9562, longitude: 1.8516 },
      slot: "slot-1",
      lines: [{ merchant: "ferme", product: "oeufs", quantity: 2 }],
      totalCents: 990,
    });
    expect(formOf(filled, { kind: "unknown" }, basket, 990)).toBeUndefined();
  });

  it("come back from storage, and trust no damaged one", () => {
    expect(choicesFrom(JSON.parse(JSON.stringify(filled)))).toEqual(filled);
    expect(choicesFrom({ slot: 4, name: 3 })).toEqual(NO_CHOICES);
    expect(choicesFrom(null)).toEqual(NO_CHOICES);
  });
});

describe("a refused order", () => {
  const aProblem = (status: number, type: string, field?: string): Problem => ({
    type,
    title: "",
    status,
    detail: "",
    ...(field === undefined ? {} : { field }),
  });

  it("is understood by its name or by the field it blames", () => {
    expect(refusalOf(aProblem(409, "/problems/slot-full"))).toBe("slot");
    expect(refusalOf(aProblem(409, "/problems/out-of-stock", "/lines/2"))).toBe("stock");
    expect(refusalOf(aProblem(422, "/problems/total-changed"))).toBe("price");
    expect(refusalOf(aProblem(422, "/problems/refused", "/place/latitude"))).toBe("place");
    expect(refusalOf(aProblem(400, "/problems/invalid", "/customer/phone"))).toBe("other");
  });

  it("is only lost when nobody knows whether it arrived", () => {
    expect(refusalOf(aProblem(0, "/problems/unreachable"))).toBe("lost");
    expect(refusalOf(aProblem(502, "/problems/status-502"))).toBe("lost");
  });
});
