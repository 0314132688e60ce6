// The names a browser or Node gives; the TypeScript checker knows them all, ESLint only these.
const names =
  "window document location history navigator localStorage sessionStorage console fetch EventSource " +
  "BroadcastChannel URL URLSearchParams Blob AbortSignal AbortController Intl crypto performance " +
  "setTimeout clearTimeout setInterval clearInterval requestAnimationFrame queueMicrotask matchMedia " +
  "Event MessageEvent HTMLElement HTMLInputElement HTMLCanvasElement SVGElement Response Request " +
  "ResizeObserver MutationObserver caches indexedDB self process Buffer";

export default Object.fromEntries(names.split(" ").map((name) => [name, "readonly"]));
