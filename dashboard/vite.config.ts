import { readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const pages = resolve(import.meta.dirname, "src");
// An entry is an HTML file beside the folders: adding one adds a page.
const entries = readdirSync(pages).filter((name) => name.endsWith(".html"));

/** The service worker of the pages that work outdoors, served as /page-sw.js. */
const SHELL = "page-sw";

export default defineConfig({
  root: pages,
  base: "/",
  plugins: [svelte({ configFile: resolve(import.meta.dirname, "svelte.config.js") })],
  build: {
    outDir: resolve(import.meta.dirname, "dist"),
    emptyOutDir: true,
    target: "es2022",
    // Inlined files and the polyfill's inline script would need holes in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssMinify: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: {
        ...Object.fromEntries(entries.map((n) => [basename(n, ".html"), resolve(pages, n)])),
        [SHELL]: resolve(pages, "shell/shellEntry.ts"),
      },
      output: {
        // A service worker rules over the folder it comes from: it needs a plain name at the root.
        entryFileNames: (chunk) => (chunk.name === SHELL ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://localhost:8080" } },
  test: {
    root: import.meta.dirname,
    include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
    environment: "node",
    sequence: { shuffle: false },
  },
});
