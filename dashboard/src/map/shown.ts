/** What a map shows, whichever way it is drawn: with WebGL, as a schematic, or as a list. */
export interface MapBike {
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly courseDegrees?: number;
  /** Outlined instead of filled: its position is too old to be believed. */
  readonly isSilent: boolean;
  readonly name: string;
  /** Said with the name: state, age, next stop. */
  readonly text: string;
}

export interface MapStop {
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Its place in the order of passage. */
  readonly number?: number;
  readonly kind: "pickup" | "drop";
  readonly isDone: boolean;
  readonly name: string;
  readonly text: string;
}
