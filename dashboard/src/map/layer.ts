/** What every map layer is: added on entry, told its things, undone on leave. */
export interface MapLayer<T> {
  show(things: readonly T[]): void;
  remove(): void;
}
