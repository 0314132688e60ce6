/** What map, charts, parts and screens may use of live. */
export type { City } from "./city";
export { listedAlerts } from "./city";
export { aged, isSilent, type Aged, type Freshness, type Measured } from "./freshness";
export { openHub, type Hub, type Link } from "./hub.svelte";
export { levels, situationOf, worstFirst, type Level, type Situation } from "./level";
export { enclosureForm, withProposed } from "./limits";
export { Polled } from "./polled.svelte";
export { UNDO_MS, type Pending } from "./wishes";
