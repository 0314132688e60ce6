/** The count of printed tickets, kept on this device. */
import { printedFrom, type Printed } from "./tickets";

const KEY = "anima.commercant.printed";

export function keptPrinted(): Printed {
  try {
    return printedFrom(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}

export function keepPrinted(printed: Printed): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(printed));
  } catch {
    // Without storage a reprint after a reload does not say so; printing itself goes on.
  }
}
