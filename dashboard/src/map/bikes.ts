/** Bikes as triangles that point where they ride; a silent one is outlined. */
import type { GeoJSONSource, Map as Maplibre } from "maplibre-gl";
import { bikePicture, PIXEL_RATIO } from "./icons";
import type { MapLayer } from "./layer";
import type { MapBike } from "./shown";

const ID = "bikes";

export function bikesLayer(map: Maplibre, pick: (id: string) => void): MapLayer<MapBike> {
  for (const isSilent of [false, true]) {
    map.addImage(pictureName(isSilent), bikePicture(isSilent), { pixelRatio: PIXEL_RATIO });
  }
  map.addSource(ID, { type: "geojson", data: features([]) });
  map.addLayer({
    id: ID,
    type: "symbol",
    source: ID,
    layout: {
      "icon-image": ["get", "picture"],
      "icon-rotate": ["get", "course"],
      "icon-rotation-alignment": "map",
      "icon-allow-overlap": true,
    },
  });
  const picked = map.on("click", ID, (event) => {
    const id: unknown = event.features?.[0]?.properties["id"];
    if (typeof id === "string") pick(id);
  });
  return {
    show: (bikes) => map.getSource<GeoJSONSource>(ID)?.setData(features(bikes)),
    remove: () => {
      picked.unsubscribe();
      map.removeLayer(ID);
      map.removeSource(ID);
      for (const isSilent of [false, true]) map.removeImage(pictureName(isSilent));
    },
  };
}

const pictureName = (isSilent: boolean) => (isSilent ? "bike-silent" : "bike");

function features(bikes: readonly MapBike[]) {
  return {
    type: "FeatureCollection" as const,
    features: bikes.map((bike) => ({
      type: "Feature" as const,
      properties: {
        id: bike.id,
        picture: pictureName(bike.isSilent),
        course: bike.courseDegrees ?? 0,
      },
      geometry: { type: "Point" as const, coordinates: [bike.longitude, bike.latitude] },
    })),
  };
}
