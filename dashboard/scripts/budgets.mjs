// What a first visit of each page transfers before anything is lazy; fails above the budget (gzip KiB, and files: on a
// slow line each costs its turn).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = join(import.meta.dirname, "../dist");

const budgets = {
  index: { js: 30, css: 8 },
  connexion: { js: 30, css: 8 },
  suivi: { js: 30, css: 8 },
  boutique: { js: 60, css: 12 },
  astreinte: { js: 60, css: 12 },
  ferme: { js: 60, css: 12 },
  animaux: { js: 60, css: 12 },
  livreur: { js: 60, css: 12 },
  commercant: { js: 60, css: 12 },
  rondes: { js: 60, css: 12 },
  repartition: { js: 120, css: 20 },
  ville: { js: 95, css: 15 },
  admin: { js: 85, css: 15 },
};
const mostFiles = 9;

const size = (address) => gzipSync(readFileSync(join(dist, address)), { level: 9 }).length / 1024;
const all = (html, pattern) => [...new Set([...html.matchAll(pattern)].map((found) => found[1]))];

let failed = false;
for (const file of readdirSync(dist).filter((name) => name.endsWith(".html"))) {
  const page = file.replace(".html", "");
  const budget = budgets[page];
  if (!budget) {
    console.error(`${file} has no budget: add one to scripts/budgets.mjs`);
    failed = true;
    continue;
  }
  const html = readFileSync(join(dist, file), "utf8");
  const scripts = all(html, /(?:src|href)="(\/[^"]+\.js)"/g);
  const styles = all(html, /href="(\/[^"]+\.css)"/g);
  const js = scripts.reduce((sum, address) => sum + size(address), 0);
  const css = styles.reduce((sum, address) => sum + size(address), 0);
  const files = scripts.length + styles.length;
  const isOver = js > budget.js || css > budget.css || files > mostFiles;
  failed ||= isOver;
  const figures = `JS ${js.toFixed(1)} of ${budget.js} KiB, CSS ${css.toFixed(1)} of ${budget.css} KiB, ${files} of ${mostFiles} files`;
  console.log(`${isOver ? "OVER " : "     "}/${page.padEnd(12)} ${figures}`);
  if (/<script(?![^>]*src=)(?! type="application\/json")|\son\w+=|\sstyle=/.test(html)) {
    console.error(
      `${file} has an inline script or style, which the content security policy forbids`,
    );
    failed = true;
  }
}
if (!existsSync(join(dist, "assets"))) failed = true;
process.exit(failed ? 1 : 0);
