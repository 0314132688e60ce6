/** The board as the map shows it: pure. */
import type { MapBike, MapStop } from "../../map/shown";
import { repartitionWords } from "../../words/repartition";
import { ago, duration } from "../../words/times";
import { isOpenStop, type BikeTour } from "./board";

/** Bikes that were ever heard; a silent one stays where it was last seen, outlined, with its age. */
export function bikesOnMap(tours: readonly BikeTour[], now: number): MapBike[] {
  return tours.flatMap(({ bike, silent, openStops }) => {
    const position = bike.position;
    if (!position) return [];
    const { latitude, longitude, courseDegrees } = position;
    return [
      {
        id: bike.id,
        latitude,
        longitude,
        ...(courseDegrees === undefined ? {} : { courseDegrees }),
        isSilent: silent,
        name: repartitionWords().bikeOnMap(bike.name, bike.courier ?? ""),
        text: `${ageText(bike.position?.measuredAt, silent, now)}, ${repartitionWords().stops(openStops)}`,
      },
    ];
  });
}

/** "position il y a 12 s", or how long it is silent; bold and outlined is up to the screen. */
export function ageText(measuredAt: string | undefined, silent: boolean, now: number): string {
  const words = repartitionWords();
  if (measuredAt === undefined) return words.neverSeen;
  const at = Date.parse(measuredAt);
  return silent ? words.silentSince(duration(now - at)) : words.seen(ago(at, now));
}

/** Open stops of each tour, numbered in the order in which the board lists them. */
export function stopsOnMap(tours: readonly BikeTour[]): MapStop[] {
  const words = repartitionWords();
  return tours.flatMap((tour) =>
    tour.deliveries
      .flatMap((delivery) => delivery.stops.map((stop) => ({ stop, order: delivery.number })))
      .filter(({ stop }) => isOpenStop(stop))
      .map(({ stop, order }, at) => ({
        id: stop.id,
        latitude: stop.latitude,
        longitude: stop.longitude,
        number: at + 1,
        kind: stop.kind,
        isDone: false,
        name: `${stop.kind === "pickup" ? words.pickup : words.drop} #${order}`,
        text: `${stop.address}, ${tour.bike.name}`,
      })),
  );
}
