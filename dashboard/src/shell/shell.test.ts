import { describe, expect, it } from "vitest";
import { assetsIn, wayOf } from "./shell";

const origin = "https://hub.local";
const get = (path: string, mode = "cors") => ({ method: "GET", mode, url: origin + path });

describe("the shell on the phone", () => {
  it("keeps every script and style the page names, once", () => {
    const html = `<script type="module" crossorigin src="/assets/livreur-A1.js"></script>
      <link rel="modulepreload" crossorigin href="/assets/start-B2.js">
      <link rel="stylesheet" href="/assets/start-C3.css"><link href="/assets/start-B2.js">
      <a href="/connexion">x</a>`;

    expect(assetsIn(html)).toEqual([
      "/assets/livreur-A1.js",
      "/assets/start-B2.js",
      "/assets/start-C3.css",
    ]);
  });

  it("answers the page and its assets, and never a fact", () => {
    expect(wayOf(get("/livreur", "navigate"), origin, "/livreur")).toBe("page");
    expect(wayOf(get("/assets/livreur-A1.js"), origin, "/livreur")).toBe("asset");
    expect(wayOf(get("/api/v1/tour"), origin, "/livreur")).toBe("network");
    expect(wayOf(get("/livreur", "navigate"), origin, "/rondes")).toBe("network");
    expect(wayOf(get("/livreur/autre", "navigate"), origin, "/livreur")).toBe("network");
    expect(wayOf({ ...get("/assets/x.js"), method: "POST" }, origin, "/livreur")).toBe("network");
    expect(wayOf(get("/assets/x.js"), "https://elsewhere.example", "/livreur")).toBe("network");
  });
});
