/** What is filled in is not among what a first visit reads; it is read with the animals. */
const read = async () => ({
  NoteForm: (await import("./NoteForm.svelte")).default,
  EntryForm: (await import("./EntryForm.svelte")).default,
});
let reading: ReturnType<typeof read> | undefined;

/** Reads them once; what failed for want of a network is read anew the next time. */
export function readForms(): ReturnType<typeof read> {
  reading ??= read().catch((cause: unknown) => {
    reading = undefined;
    throw cause;
  });
  return reading;
}
