/** What is filled in to note something is not among what a first visit reads; it is read with the animals. */
const read = async () => (await import("./NoteForm.svelte")).default;
let reading: ReturnType<typeof read> | undefined;

/** Reads it once; what failed for want of a network is read anew the next time. */
export function readNoteForm(): ReturnType<typeof read> {
  reading ??= read().catch((cause: unknown) => {
    reading = undefined;
    throw cause;
  });
  return reading;
}
