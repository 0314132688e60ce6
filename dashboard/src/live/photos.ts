/** Photos on this device, on their way to the hub before what they belong to. */
import { photoAddress, putPhoto } from "../api/photos";
import { bad, type Problem, type Result } from "../api/types";
import { isFinal } from "./outbox";

export { photoAddress };

/** A photo as this device keeps it until the hub has it: small already, and named by its bytes. */
export interface Photo {
  readonly sha256: string;
  readonly jpeg: Blob;
}

/** What refers to the photo, and how it is told without one. */
export type Telling = (shown: { photo?: string }) => Promise<Result<unknown, Problem>>;

/**
 * The photo, then what belongs to it. What was done matters more than its picture: where the hub can never take the
 * photo, the rest is told without it, and the reader is told why.
 */
export async function tellWithPhoto(
  photo: Photo,
  tell: Telling,
): Promise<Result<unknown, Problem>> {
  const sent = await putPhoto(photo.sha256, photo.jpeg);
  if (sent.ok) return tell({ photo: sent.value.id });
  if (!isFinal(sent.error)) return sent;
  const told = await tell({});
  return told.ok || isFinal(told.error)
    ? bad({ ...sent.error, type: "/problems/photo-left-out" })
    : told;
}
