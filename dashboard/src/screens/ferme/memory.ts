/** What this device keeps of the farm for a visit without network: pure. */
import { number, object, optional } from "../../api/decode";
import { enclosures as farmDecoder } from "../../api/decodeFarm";
import { viewer as viewerDecoder } from "../../api/decodePeople";
import type { Enclosure, Viewer } from "../../api/types";
import { type City, listedAlerts } from "../../live";

export interface Memory {
  /** When the hub was heard last. */
  readonly hubTime: string;
  readonly enclosures: readonly Enclosure[];
  /** Hub time minus this device's clock, milliseconds, when the two last met. */
  readonly offsetMs: number;
  /** Who looked at it. */
  readonly viewer?: Viewer;
}

const around = object({ offsetMs: number, viewer: optional(viewerDecoder) });

/** From what was kept to what can be trusted of it; nothing when an older page kept it otherwise. */
export function memoryFrom(stored: unknown): Memory | undefined {
  const farm = farmDecoder(stored, "");
  const rest = around(stored, "");
  return farm.ok && rest.ok ? { ...farm.value, ...rest.value } : undefined;
}

/** Every enclosure with the alerts somebody may have to look at. */
export function memoryOf(
  city: City,
  heardAt: number,
  offsetMs: number,
  viewer: Viewer | null,
): Memory {
  return {
    hubTime: new Date(heardAt).toISOString(),
    enclosures: [...city.enclosures.values()].map((enclosure) => ({
      ...enclosure,
      alerts: listedAlerts(city, enclosure.id),
    })),
    offsetMs,
    ...(viewer ? { viewer } : {}),
  };
}
