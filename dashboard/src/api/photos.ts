/** Photos: sent before what refers to them, and shown by what they are. */
import { ask } from "./ask";
import { number, object, text } from "./decode";

const receipt = object({ id: text, widthPixels: number, heightPixels: number });

/** As long as 300 kB take where the network is poor. */
const PATIENCE_MS = 90_000;

/** The same bytes again are the same photo; answers the id by which it is known from then on. */
export const putPhoto = (sha256: string, jpeg: Blob) =>
  ask(
    { method: "PUT", path: `/api/v1/photos/${sha256}`, body: jpeg, patienceMs: PATIENCE_MS },
    receipt,
  );

/** Where a browser finds it. */
export const photoAddress = (id: string) => `/api/v1/photos/${id}`;
