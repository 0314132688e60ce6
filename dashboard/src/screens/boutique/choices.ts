/** What the customer has filled in besides the basket, and what is still missing. Pure. */
import type { OrderForm } from "../../api/types";
import type { Basket } from "./basket";
import type { Reach } from "./places";

export interface Choices {
  readonly slot: { readonly id: string; readonly from: string } | undefined;
  readonly address: string;
  /** The known street chosen by hand when the address names none. */
  readonly nearest: string;
  readonly instructions: string;
  readonly name: string;
  readonly phone: string;
}

export const NO_CHOICES: Choices = {
  slot: undefined,
  address: "",
  nearest: "",
  instructions: "",
  name: "",
  phone: "",
};

export type Missing = "slot" | "address" | "place" | "outside" | "name" | "phone" | "basket";

/** What keeps the order from being sent, in the order of the page. */
export function missingIn(choices: Choices, reach: Reach, articles: number): readonly Missing[] {
  const missing: Missing[] = [];
  if (!choices.slot) missing.push("slot");
  if (choices.address.trim().length < 3) missing.push("address");
  else if (reach.kind === "outside") missing.push("outside");
  else if (reach.kind !== "inside") missing.push("place");
  if (articles === 0) missing.push("basket");
  if (choices.name.trim() === "") missing.push("name");
  if (!isPhone(choices.phone)) missing.push("phone");
  return missing;
}

/** Digits in the number of any way people write one; the hub wants 6 to 30 characters. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  return digits.length >= 6 && text.trim().length <= 30;
}

/** The order as it is sent; undefined while something is missing. */
export function formOf(
  choices: Choices,
  reach: Reach,
  basket: Basket,
  totalCents: number,
): OrderForm | undefined {
  if (reach.kind !== "inside" || !choices.slot) return undefined;
  const instructions = choices.instructions.trim();
  return {
    customer: { name: choices.name.trim(), phone: choices.phone.trim() },
    place: {
      address: choices.address.trim(),
      latitude: reach.place.latitude,
      longitude: reach.place.longitude,
      ...(instructions === "" ? {} : { instructions }),
    },
    slot: choices.slot.id,
    lines: basket.lines.map(({ merchant, product, quantity }) => ({ merchant, product, quantity })),
    totalCents,
  };
}

/** What storage held, field by field. */
export function choicesFrom(stored: unknown): Choices {
  if (typeof stored !== "object" || stored === null) return NO_CHOICES;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const text = (key: string, most: number) => {
    const value = fields.get(key);
    return typeof value === "string" ? value.slice(0, most) : "";
  };
  return {
    slot: slotFrom(fields.get("slot")),
    address: text("address", 200),
    nearest: text("nearest", 100),
    instructions: text("instructions", 300),
    name: text("name", 80),
    phone: text("phone", 30),
  };
}

function slotFrom(stored: unknown): Choices["slot"] {
  if (typeof stored !== "object" || stored === null) return undefined;
  if (!("id" in stored) || !("from" in stored)) return undefined;
  const { id, from } = stored;
  return typeof id === "string" && typeof from === "string" ? { id, from } : undefined;
}
