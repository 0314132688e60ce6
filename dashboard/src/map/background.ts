/** The built-in schematic as a MapLibre style: no tiles, no glyphs, no request. */
import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";
import { mapColors } from "./colors";
import { type TownLine, townLines } from "./townLines";

function features(kinds: readonly TownLine["kind"][], isArea: boolean) {
  return {
    type: "FeatureCollection" as const,
    features: townLines
      .filter((line) => kinds.includes(line.kind))
      .map((line) => ({
        type: "Feature" as const,
        properties: { kind: line.kind, name: line.name },
        geometry: isArea
          ? { type: "Polygon" as const, coordinates: [closed(line)] }
          : { type: "LineString" as const, coordinates: line.places.map((place) => [...place]) },
      })),
  };
}

function closed(line: TownLine): number[][] {
  const ring = line.places.map((place) => [...place]);
  const [first] = ring;
  return first ? [...ring, first] : ring;
}

function wide(near: number, far: number): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], 12, far, 17, near];
}

export function schematicStyle(): StyleSpecification {
  const color = mapColors();
  const of = (name: string) => color[name] ?? "#888888";
  const round = { "line-cap": "round", "line-join": "round" } as const;
  return {
    version: 8,
    sources: {
      water: { type: "geojson", data: features(["sea", "basin"], true) },
      lines: { type: "geojson", data: features(["canal", "street", "rail"], false) },
    },
    layers: [
      { id: "land", type: "background", paint: { "background-color": of("land") } },
      { id: "water", type: "fill", source: "water", paint: { "fill-color": of("water") } },
      {
        id: "coast",
        type: "line",
        source: "water",
        paint: { "line-color": of("border"), "line-width": 1 },
      },
      {
        id: "canal",
        type: "line",
        source: "lines",
        filter: ["==", ["get", "kind"], "canal"],
        layout: round,
        paint: { "line-color": of("water"), "line-width": wide(26, 7) },
      },
      {
        id: "street",
        type: "line",
        source: "lines",
        filter: ["==", ["get", "kind"], "street"],
        layout: round,
        paint: { "line-color": of("street"), "line-width": wide(14, 3) },
      },
      {
        id: "rail",
        type: "line",
        source: "lines",
        filter: ["==", ["get", "kind"], "rail"],
        paint: { "line-color": of("border"), "line-width": 1.5, "line-dasharray": [4, 3] },
      },
    ],
  };
}
