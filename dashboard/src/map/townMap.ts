/** The map with WebGL. Loaded only when a map is shown, because the library weighs more than a whole screen. */
import {
  Map as Maplibre,
  Marker,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { schematicStyle } from "./background";
import { bikesLayer } from "./bikes";
import { onTheme } from "./colors";
import type { MapLayer } from "./layer";
import type { MapBike, MapStop } from "./shown";
import { stopsLayer } from "./stops";
import { centre, landmarks } from "./townLines";

export interface TownMap {
  show(bikes: readonly MapBike[], stops: readonly MapStop[]): void;
  destroy(): void;
}

export interface Said {
  readonly title: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
}

/** Rejects when the browser has no WebGL 2; the caller then draws the schematic. */
export function openTownMap(
  target: HTMLElement,
  said: Said,
  pick: (id: string) => void,
): Promise<TownMap> {
  setWorkerUrl(workerUrl);
  const map = new Maplibre({
    container: target,
    style: schematicStyle(),
    center: [...centre],
    zoom: 13.2,
    minZoom: 11,
    maxZoom: 18,
    attributionControl: false,
    pitchWithRotate: false,
    dragRotate: false,
    locale: {
      "Map.Title": said.title,
      "NavigationControl.ZoomIn": said.zoomIn,
      "NavigationControl.ZoomOut": said.zoomOut,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  for (const landmark of landmarks) addLandmark(map, landmark);
  return new Promise((resolve, reject) => {
    map.once("load", () => resolve(withLayers(map, pick)));
    map.once("error", (event) => reject(event.error));
  });
}

function withLayers(map: Maplibre, pick: (id: string) => void): TownMap {
  let layers = addLayers(map, pick);
  let shown: { bikes: readonly MapBike[]; stops: readonly MapStop[] } = { bikes: [], stops: [] };
  const show = () => {
    layers.stops.show(shown.stops);
    layers.bikes.show(shown.bikes);
  };
  const stopWatching = onTheme(() => {
    map.setStyle(schematicStyle(), { diff: false });
    map.once("style.load", () => {
      layers = addLayers(map, pick);
      show();
    });
  });
  return {
    show: (bikes, stops) => {
      shown = { bikes, stops };
      if (map.isStyleLoaded() || map.getSource("bikes")) show();
    },
    destroy: () => {
      stopWatching();
      map.remove();
    },
  };
}

function addLayers(
  map: Maplibre,
  pick: (id: string) => void,
): { stops: MapLayer<MapStop>; bikes: MapLayer<MapBike> } {
  // Bikes last: they lie above the stops.
  return { stops: stopsLayer(map, pick), bikes: bikesLayer(map, pick) };
}

function addLandmark(map: Maplibre, landmark: (typeof landmarks)[number]): void {
  const element = document.createElement("span");
  element.className = "landmark";
  element.textContent = landmark.name;
  new Marker({ element, anchor: "left" }).setLngLat([...landmark.place]).addTo(map);
}
