/**
 * Streets and places of central Calais with approximate coordinates, by hand: the town's gazetteer until an
 * address index is installed. Good to about 200 m, which is enough to say inside or outside the delivery zone.
 */
export interface Place {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

export const PLACES: readonly Place[] = [
  { name: "Avenue Louis Blériot", latitude: 50.955, longitude: 1.836 },
  { name: "Avenue Raymond Poincaré", latitude: 50.9632, longitude: 1.8425 },
  { name: "Boulevard de l’Égalité", latitude: 50.9452, longitude: 1.8668 },
  { name: "Boulevard des Alliés", latitude: 50.9607, longitude: 1.8512 },
  { name: "Boulevard Gambetta", latitude: 50.9462, longitude: 1.8492 },
  { name: "Boulevard Jacquard", latitude: 50.9488, longitude: 1.8556 },
  { name: "Boulevard La Fayette", latitude: 50.9446, longitude: 1.861 },
  { name: "Boulevard Pasteur", latitude: 50.9497, longitude: 1.8592 },
  { name: "Boulevard Victor Hugo", latitude: 50.9428, longitude: 1.8627 },
  {
    name: "Cité de la dentelle et de la mode",
    latitude: 50.9502,
    longitude: 1.8637,
  },
  { name: "Cité Europe, Coquelles", latitude: 50.9331, longitude: 1.8107 },
  { name: "Digue Gaston Berthe", latitude: 50.966, longitude: 1.8437 },
  { name: "Fort Nieulay", latitude: 50.953, longitude: 1.8292 },
  { name: "Gare de Calais-Ville", latitude: 50.9531, longitude: 1.8508 },
  { name: "Hôtel de ville", latitude: 50.9524, longitude: 1.8537 },
  { name: "Le Beau-Marais", latitude: 50.9528, longitude: 1.8895 },
  { name: "Le Channel", latitude: 50.9444, longitude: 1.8437 },
  { name: "Parc Saint-Pierre", latitude: 50.9538, longitude: 1.8549 },
  { name: "Place Albert Ier (théâtre)", latitude: 50.9455, longitude: 1.8573 },
  { name: "Place Crèvecœur", latitude: 50.9426, longitude: 1.8564 },
  { name: "Place d’Armes", latitude: 50.9583, longitude: 1.8512 },
  { name: "Quai de la Loire", latitude: 50.9557, longitude: 1.8627 },
  { name: "Quai du Rhin", latitude: 50.9562, longitude: 1.8588 },
  { name: "Rue Aristide Briand", latitude: 50.9518, longitude: 1.8557 },
  { name: "Rue de la Mer", latitude: 50.9596, longitude: 1.8494 },
  { name: "Rue de Vic", latitude: 50.9433, longitude: 1.8519 },
  { name: "Rue des Fontinettes", latitude: 50.9428, longitude: 1.8477 },
  { name: "Rue du Four à Chaux", latitude: 50.9516, longitude: 1.8706 },
  { name: "Rue Mollien", latitude: 50.9508, longitude: 1.8668 },
  { name: "Rue Royale", latitude: 50.9562, longitude: 1.8516 },
];

const SHORT_FORMS: Readonly<Record<string, string>> = {
  av: "avenue",
  ave: "avenue",
  bd: "boulevard",
  bld: "boulevard",
  blvd: "boulevard",
  boul: "boulevard",
  pl: "place",
  r: "rue",
  st: "saint",
};

/** Words of an address as one compares them: no accents, no case, no punctuation, short forms written out. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => SHORT_FORMS[word] ?? word)
    .join(" ");
}

/** The part of a place's name that identifies it: what stands before a comma or a bracket. */
function essence(name: string): string {
  return plain(name.split(/[,(]/)[0] ?? name);
}

/** The known place an address names, the longest name first; undefined when it names none. */
export function placeIn(address: string, places: readonly Place[] = PLACES): Place | undefined {
  const wanted = ` ${plain(address)} `;
  return [...places]
    .sort((a, b) => essence(b.name).length - essence(a.name).length)
    .find((place) => wanted.includes(` ${essence(place.name)} `));
}

const EARTH_METRES = 6_371_008.8;

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance in metres (haversine, mean Earth radius). */
export function metresBetween(a: Coordinates, b: Coordinates): number {
  const radians = Math.PI / 180;
  const dLatitude = (b.latitude - a.latitude) * radians;
  const dLongitude = (b.longitude - a.longitude) * radians;
  const half =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(half));
}

/** What is known of an address before ordering. */
export type Reach =
  | { readonly kind: "unchecked" }
  | { readonly kind: "unknown" }
  | { readonly kind: "inside"; readonly place: Place; readonly metres: number }
  | {
      readonly kind: "outside";
      readonly place: Place;
      readonly metres: number;
    };

/** Judges a place against the delivery zone, before anything is ordered. */
export function reachOf(place: Place, centre: Coordinates, radiusMetres: number): Reach {
  const metres = metresBetween(place, centre);
  return { kind: metres <= radiusMetres ? "inside" : "outside", place, metres };
}
