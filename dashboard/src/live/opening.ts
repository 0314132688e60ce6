/** The first words of the stream, which the page brought along: who asks, and how things are. Pure. */
import { list, object, parse } from "../api/decode";
import { liveMessage } from "../api/decodeLive";
import { viewer } from "../api/decodePeople";

/** Text of the page's element `#opening`, and when the browser had it, in milliseconds of its steady clock. */
export interface Brought {
  readonly text: string;
  readonly at: number;
}

const opening = object({ session: viewer, messages: list(liveMessage) });

/** Null when the page brought nothing, or something this page is too old to know: it asks, then. */
export function openingIn(text: string) {
  const read = text === "" ? null : parse(opening, text);
  return read?.ok ? read.value : null;
}
