/** Loaded only when the customer asks for the map. */
import { mount } from "svelte";
import BikeMap from "./BikeMap.svelte";

export function openBikeMap(target: HTMLElement): void {
  mount(BikeMap, { target });
}
