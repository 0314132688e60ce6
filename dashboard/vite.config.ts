import { readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Rolldown } from "vite";
import { defineConfig } from "vitest/config";

const pages = resolve(import.meta.dirname, "src");
// An entry is an HTML file beside the folders: adding one adds a page.
const entries = readdirSync(pages).filter((name) => name.endsWith(".html"));

/** The pages that use a module from their start. */
function usersOf(id: string, graph: Rolldown.ChunkingContext, seen = new Set<string>()) {
  const users = new Set<string>();
  if (seen.has(id)) return users;
  seen.add(id);
  const module = graph.getModuleInfo(id);
  if (module?.isEntry) users.add(basename(id).replace(/\.\w+$/, ""));
  for (const importer of module?.importers ?? []) {
    for (const user of usersOf(importer, graph, seen)) users.add(user);
  }
  return users;
}

/**
 * On a slow line every file costs its turn, so what pages share is three files and not thirty: the least that any page
 * needs, what the doors need besides, and what is only for people who are in. What two pages alone share stays apart
 * where one of them must be light.
 */
function sharedFile(id: string, graph: Rolldown.ChunkingContext): string | null {
  const users = usersOf(id, graph);
  if (users.size < 2) return null;
  if (users.has("suivi")) return users.size > 2 ? "base" : null;
  return users.has("index") || users.has("connexion") ? "front" : "frame";
}

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
        codeSplitting: {
          groups: ["base", "front", "frame"].map((file) => ({
            name: (id, graph) => (sharedFile(id, graph) === file ? file : null),
            tags: ["$initial"],
          })),
        },
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
