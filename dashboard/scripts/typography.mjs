// Puts the no-break spaces of French typography into the texts of src/words: narrow before ; ! ? and wide before : and inside « ».
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../src/words");
const NARROW = "\u202f";
const WIDE = "\u00a0";

const mend = (text) =>
  text
    .replace(/ ([;!?])/g, NARROW + "$1")
    .replace(/ ([:%€])/g, WIDE + "$1")
    .replace(/« /g, "«" + WIDE)
    .replace(/ »/g, WIDE + "»")
    .replace(/(\d) (h|min|s|km|m|kg|g|°C)\b/g, "$1" + NARROW + "$2")
    .replace(/([a-zàâçéèêëîïôûù])'([a-zàâéèêhA-Z])/g, "$1’$2");

// Inside quoted texts and the fixed pieces of templates only; code keeps its spaces.
const mendTemplate = (template) =>
  template
    .split(/(\$\{[^}]*\})/)
    .map((piece, at) => (at % 2 === 0 ? mend(piece) : piece))
    .join("");

for (const name of readdirSync(folder)) {
  if (!name.endsWith(".ts") || name.endsWith(".test.ts")) continue;
  const path = join(folder, name);
  const before = readFileSync(path, "utf8");
  const after = before
    .split("\n")
    .map((line) =>
      /^\s*(\/\/|\*|\/\*)/.test(line)
        ? line
        : line.replace(/"[^"]*"/g, mend).replace(/`[^`]*`/g, mendTemplate),
    )
    .join("\n");
  if (after !== before) writeFileSync(path, after);
}
