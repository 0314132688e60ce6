/**
 * The main lines of central Calais, drawn by hand: enough to know where one is when no background map is
 * installed. Positions are good to some 50 m and serve orientation only; nothing is computed from them.
 *
 * Each place is [longitude, latitude], WGS 84.
 */
export type Place = readonly [longitude: number, latitude: number];

export interface TownLine {
  readonly kind: "sea" | "basin" | "canal" | "street" | "rail";
  readonly name: string;
  readonly places: readonly Place[];
}

export const centre: Place = [1.855, 50.9581];

/** What the schematic shows when nothing else decides. */
export const window = { west: 1.826, east: 1.89, south: 50.936, north: 50.974 };

export const townLines: readonly TownLine[] = [
  {
    kind: "sea",
    name: "Manche",
    places: [
      [1.78, 50.9535],
      [1.81, 50.9585],
      [1.824, 50.961],
      [1.834, 50.9633],
      [1.841, 50.9652],
      [1.8455, 50.9672],
      [1.8462, 50.9705],
      [1.8495, 50.9722],
      [1.852, 50.9698],
      [1.856, 50.9682],
      [1.8645, 50.9702],
      [1.872, 50.9722],
      [1.882, 50.9724],
      [1.894, 50.9718],
      [1.93, 50.9755],
      [1.93, 51.0],
      [1.78, 51.0],
    ],
  },
  {
    kind: "basin",
    name: "Avant-port et bassin Ouest",
    places: [
      [1.8475, 50.9705],
      [1.8462, 50.9668],
      [1.8438, 50.9625],
      [1.8468, 50.961],
      [1.8505, 50.9622],
      [1.8535, 50.9648],
      [1.8545, 50.9685],
      [1.8512, 50.97],
    ],
  },
  {
    kind: "basin",
    name: "Bassin Carnot",
    places: [
      [1.8562, 50.9652],
      [1.862, 50.9626],
      [1.8665, 50.9602],
      [1.8676, 50.9613],
      [1.863, 50.964],
      [1.8572, 50.9664],
    ],
  },
  {
    kind: "canal",
    name: "Canal de Calais",
    places: [
      [1.8668, 50.9604],
      [1.8652, 50.956],
      [1.8645, 50.952],
      [1.8652, 50.947],
      [1.8672, 50.942],
      [1.8712, 50.9365],
      [1.876, 50.931],
    ],
  },
  {
    kind: "canal",
    name: "Bassin de la Batellerie",
    places: [
      [1.8652, 50.956],
      [1.8605, 50.9553],
      [1.8555, 50.9551],
      [1.8515, 50.9549],
      [1.8468, 50.9543],
      [1.8425, 50.9538],
      [1.8388, 50.9553],
      [1.8385, 50.9583],
      [1.8412, 50.9605],
      [1.8438, 50.9622],
    ],
  },
  {
    kind: "rail",
    name: "Voie ferrée",
    places: [
      [1.8635, 50.9625],
      [1.8585, 50.957],
      [1.8545, 50.954],
      [1.8508, 50.9532],
      [1.8445, 50.9505],
      [1.838, 50.9455],
      [1.832, 50.939],
    ],
  },
  street("Rue Royale", [1.8492, 50.9587], [1.8502, 50.9565], [1.8511, 50.9549]),
  street("Place d’Armes", [1.8478, 50.9583], [1.8502, 50.959], [1.8506, 50.9581]),
  street(
    "Boulevard Jacquard",
    [1.8534, 50.9535],
    [1.8543, 50.952],
    [1.856, 50.949],
    [1.8577, 50.9458],
  ),
  street("Pont Georges-V", [1.8511, 50.9549], [1.852, 50.9543], [1.8534, 50.9535]),
  street("Boulevard La Fayette", [1.8577, 50.9458], [1.862, 50.9462], [1.8652, 50.9467]),
  street("Boulevard de l’Égalité", [1.8652, 50.9467], [1.8712, 50.9478], [1.879, 50.949]),
  street(
    "Boulevard Léon-Gambetta",
    [1.8577, 50.9458],
    [1.8525, 50.9452],
    [1.846, 50.9446],
    [1.836, 50.9434],
  ),
  street("Boulevard Pasteur", [1.8577, 50.9458], [1.8592, 50.9425], [1.8605, 50.9385]),
  street("Rue Mollien", [1.8555, 50.9542], [1.8588, 50.9528], [1.8645, 50.9505]),
  street("Quai de la Loire", [1.8655, 50.9572], [1.8685, 50.9585], [1.8725, 50.961]),
  street("Rue de Thermes", [1.8502, 50.959], [1.853, 50.9596], [1.8552, 50.9603]),
  street("Rue de la Mer", [1.8478, 50.9588], [1.847, 50.9605], [1.8452, 50.9622]),
  street("Avenue Raymond-Poincaré", [1.8438, 50.9622], [1.84, 50.9632], [1.834, 50.9618]),
  street("Digue Gaston-Berthe", [1.8425, 50.9648], [1.836, 50.9633], [1.828, 50.9612]),
  street("Rue Notre-Dame", [1.8505, 50.9575], [1.8525, 50.9582], [1.8542, 50.9588]),
  street("Boulevard des Alliés", [1.8555, 50.9603], [1.8595, 50.9588], [1.864, 50.957]),
  street("Rue de Vic", [1.8577, 50.9458], [1.8607, 50.9442], [1.866, 50.9425]),
  street("Rue des Fontinettes", [1.8525, 50.9452], [1.8485, 50.941], [1.8455, 50.938]),
  street("Avenue Louis-Blériot", [1.836, 50.9434], [1.831, 50.945], [1.824, 50.947]),
  street("Quai du Commerce", [1.8648, 50.953], [1.8655, 50.9495], [1.8658, 50.9467]),
  street("Boulevard Victor-Hugo", [1.8605, 50.9385], [1.866, 50.9395], [1.8712, 50.941]),
  street("Route de Saint-Omer", [1.8652, 50.9467], [1.8705, 50.9435], [1.8785, 50.9395]),
];

/** Names that help to find one's way, drawn beside a dot. */
export const landmarks: readonly { readonly name: string; readonly place: Place }[] = [
  { name: "Place d’Armes", place: [1.8488, 50.9588] },
  { name: "Hôtel de ville", place: [1.8536, 50.9525] },
  { name: "Gare", place: [1.8508, 50.9534] },
  { name: "Théâtre", place: [1.8577, 50.9456] },
  { name: "Phare", place: [1.8537, 50.9612] },
  { name: "Citadelle", place: [1.8422, 50.9565] },
  { name: "Plage", place: [1.8395, 50.9655] },
];

function street(name: string, ...places: Place[]): TownLine {
  return { kind: "street", name, places };
}
