/** What may be taken back for a moment, and what the hub did not accept: pure. */
import type { Pending } from "../../live";
import type { fermeWords } from "../../words/ferme";
import { problemText } from "../../words/problems";
import type { Change } from "./farm";

export function undoLines(
  pending: readonly Pending<Change>[],
  nameOf: (key: string) => string,
  words: ReturnType<typeof fermeWords>,
) {
  return pending
    .filter((wish) => wish.canUndo || wish.state === "refused")
    .map((wish) => {
      const name = nameOf(wish.key);
      const { id, canUndo } = wish;
      if (wish.problem && wish.state === "refused") {
        return { id, canUndo, text: words.notTaken(name), refusal: problemText(wish.problem) };
      }
      const text = wish.change.kind === "taken" ? words.taken(name) : words.released(name);
      return { id, canUndo, text };
    });
}
