/** Stops with their number in the order of passage: squares are pick-ups, discs are drops. */
import type { GeoJSONSource, Map as Maplibre } from "maplibre-gl";
import { PIXEL_RATIO, stopPicture } from "./icons";
import type { MapLayer } from "./layer";
import type { MapStop } from "./shown";

const ID = "stops";

export function stopsLayer(map: Maplibre, pick: (id: string) => void): MapLayer<MapStop> {
  const pictures = new Set<string>();
  map.addSource(ID, { type: "geojson", data: features([]) });
  map.addLayer({
    id: ID,
    type: "symbol",
    source: ID,
    layout: { "icon-image": ["get", "picture"], "icon-allow-overlap": true },
  });
  const picked = map.on("click", ID, (event) => {
    const id: unknown = event.features?.[0]?.properties["id"];
    if (typeof id === "string") pick(id);
  });
  return {
    show: (stops) => {
      for (const stop of stops) addPicture(map, stop, pictures);
      map.getSource<GeoJSONSource>(ID)?.setData(features(stops));
    },
    remove: () => {
      picked.unsubscribe();
      map.removeLayer(ID);
      map.removeSource(ID);
      for (const name of pictures) map.removeImage(name);
    },
  };
}

function addPicture(map: Maplibre, stop: MapStop, pictures: Set<string>): void {
  const name = pictureName(stop);
  if (pictures.has(name)) return;
  pictures.add(name);
  const picture = stopPicture(stop.kind, String(stop.number ?? ""), stop.isDone);
  map.addImage(name, picture, { pixelRatio: PIXEL_RATIO });
}

const pictureName = (stop: MapStop) =>
  `stop-${stop.kind}-${stop.isDone ? "done" : (stop.number ?? "")}`;

function features(stops: readonly MapStop[]) {
  return {
    type: "FeatureCollection" as const,
    features: stops.map((stop) => ({
      type: "Feature" as const,
      properties: { id: stop.id, picture: pictureName(stop) },
      geometry: { type: "Point" as const, coordinates: [stop.longitude, stop.latitude] },
    })),
  };
}
