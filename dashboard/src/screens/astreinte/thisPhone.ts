/** How this phone stands with alerts, and what it is called: pure. */
import type { Phone } from "../../api/types";
import type { Seen } from "../../shell/pushHere";

export type Standing = "insecure" | "install-first" | "unable" | "denied" | "off" | "on";

export function standing(seen: Seen, phones: readonly Phone[]): Standing {
  if (!seen.isSecure) return "insecure";
  if (!seen.isAble) return seen.isApple && !seen.isInstalled ? "install-first" : "unable";
  if (seen.permission === "denied") return "denied";
  const isListed = seen.mark !== null && phones.some((phone) => phone.mark === seen.mark);
  return isListed && seen.permission === "granted" ? "on" : "off";
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Firefox|FxiOS/, "Firefox"],
  [/Edg/, "Edge"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];

/** What its owner knows it by: "Chrome, Android". */
export function nameOf(userAgent: string): string {
  const first = (known: typeof BROWSERS) => known.find(([sign]) => sign.test(userAgent))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter((one) => one !== undefined).join(", ") || "Web";
}

/**
 * A phone number as gateways want it, from how people here write it: "06 12 34 56 78" is "+33612345678". What is no
 * number stays as it is, for the hub or the form to say so.
 */
export function internationalNumber(written: string): string {
  const digits = written.replaceAll(/[\s.\-()/\u00a0\u202f]/g, "").replace(/^00/, "+");
  return /^0[1-9]\d{8}$/.test(digits) ? `+33${digits.slice(1)}` : digits;
}

export const isInternationalNumber = (number: string) => /^\+[1-9]\d{6,14}$/.test(number);
