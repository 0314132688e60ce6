/** What a refused order means for the page: the basket is kept whatever it was. Pure. */
import type { Problem } from "../../api/types";

export type Refusal = "lost" | "slot" | "stock" | "price" | "place" | "other";

/** Sorted by the problem's stable name, and by the field it blames where the name says too little. */
export function refusalOf(problem: Problem): Refusal {
  const name = problem.type.replace("/problems/", "");
  const field = problem.field ?? "";
  if (problem.status === 0 || problem.status >= 500) return "lost";
  if (name.includes("slot") || field.startsWith("/slot")) return "slot";
  if (/total|price/.test(name) || field.startsWith("/totalCents")) return "price";
  if (/stock|sold|product/.test(name) || field.startsWith("/lines")) return "stock";
  if (/zone|place|far|outside/.test(name) || field.startsWith("/place")) return "place";
  return "other";
}
