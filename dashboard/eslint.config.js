import svelte from "eslint-plugin-svelte";
import globals from "./scripts/globals.js";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const rooms = ["words", "api", "live", "map", "charts", "parts", "shell", "screens"];

/** Who may use whom: a room may import its own files and those of the rooms listed. */
const mayUse = {
  words: [],
  api: [],
  live: ["api"],
  map: ["live", "words"],
  charts: ["live", "words"],
  parts: ["live", "words"],
  shell: [],
};

function importRule(room) {
  const foreign = rooms.filter((other) => other !== room && !mayUse[room].includes(other));
  return {
    files: [`src/${room}/**/*.{ts,svelte}`],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${foreign.join("|")})(/|$)`,
              message: `${room} may use only: ${mayUse[room].join(", ") || "nothing of ours"}.`,
            },
          ],
        },
      ],
    },
  };
}

const toFixed = {
  selector: "MemberExpression[property.name=/^(toFixed|toLocaleString|toLocaleTimeString)$/]",
  message: "Numbers and times become text in words/ only.",
};

export default ts.config(
  { ignores: ["dist/", "target/", "shots/", "src/api/contract.d.ts"] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
  },
  {
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-params": ["error", 6],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": ["error", toFixed],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-non-null-assertion": "error",
      // Attributes such as bind: and native elements are enough; links are plain because pages are separate.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  ...Object.keys(mayUse).map(importRule),
  {
    files: ["src/screens/**/*.{ts,svelte}"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^\\.\\./(?!\\.\\./)", message: "A screen never uses another screen." },
          ],
        },
      ],
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "No fetch in a screen: ask through api/." },
        { name: "EventSource", message: "Use live/." },
      ],
    },
  },
  {
    files: ["src/api/decode.ts"],
    rules: { "@typescript-eslint/consistent-type-assertions": "off" },
  },
  {
    files: ["src/words/**", "scripts/**"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["**/*.test.ts", "scripts/**"],
    rules: {
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": "off",
      "@typescript-eslint/consistent-type-assertions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
