/** What went wrong and what to do, by the problem's stable name; screens add their own. */
import { language } from "./language.svelte";

interface Said {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

type Sentences = Record<string, { fr: string; en: string }>;

const known: Sentences = {
  "/problems/unreachable": {
    fr: "Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.",
    en: "The server does not answer. Check the network, then try again.",
  },
  "/problems/not-understood": {
    fr: "La réponse du serveur n’a pas été comprise. Rechargez la page.",
    en: "The server’s answer was not understood. Reload the page.",
  },
};

const byStatus: Record<number, { fr: string; en: string }> = {
  400: { fr: "La demande est incomplète ou fausse.", en: "The request is incomplete or wrong." },
  401: { fr: "Vous n’êtes plus connecté.", en: "You are no longer signed in." },
  403: { fr: "Votre rôle ne permet pas cette action.", en: "Your role does not allow this." },
  404: { fr: "Cela n’existe pas ou n’existe plus.", en: "It does not exist, or no longer does." },
  409: {
    fr: "Quelqu’un a changé cela entre-temps.",
    en: "Somebody changed this in the meantime.",
  },
  412: {
    fr: "Quelqu’un a changé cela entre-temps.",
    en: "Somebody changed this in the meantime.",
  },
};

const otherwise = {
  fr: "Le serveur a un problème. Réessayez dans un instant.",
  en: "The server has a problem. Try again in a moment.",
};

/** One sentence for the reader; `own` are the screen's sentences by problem type. */
export function problemText(problem: Said, own: Sentences = {}): string {
  const said = own[problem.type] ?? known[problem.type] ?? byStatus[problem.status] ?? otherwise;
  return said[language()];
}
