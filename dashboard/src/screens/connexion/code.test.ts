import { expect, test } from "vitest";
import { codeIn } from "./code";

const code = "k3Jx-9_aQwErTyUiOpAsDf";

test.each([`#${code}`, code, ` https://anima.example/connexion#${code}\n`])(
  "%j holds the code",
  (pasted) => {
    expect(codeIn(pasted)).toBe(code);
  },
);

test.each(["", "#", "#short", `#${code}<script>`, "https://anima.example/connexion"])(
  "%j holds none",
  (pasted) => {
    expect(codeIn(pasted)).toBeNull();
  },
);
