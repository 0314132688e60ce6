/** What the map on demand shows; the page writes it, the map reads it. */
import type { BikePosition } from "./tracking";

class OnMap {
  position = $state.raw<BikePosition | undefined>(undefined);
  text = $state("");
}

export const onMap = new OnMap();
