/** The browser's own EventSource, timers, locks and channels, in the shapes that live/ asks for. */
import type { Outside, Stream } from "./connection";
import type { Brought } from "./opening";
import type { Channel, Neighbours, Note } from "./sharing";

export const browserOutside: Outside = {
  open: (url) => openStream(url),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
};

function openStream(url: string): Stream {
  const source = new EventSource(url);
  const stream: Stream = { onmessage: null, onerror: null, close: () => source.close() };
  source.onmessage = (event: MessageEvent<string>) => stream.onmessage?.(event.data);
  // The EventSource would retry by itself at its own pace; ours closes it and decides.
  source.onerror = () => stream.onerror?.();
  return stream;
}

/** What the page brought of its stream, for the first who asks: a screen that opens later finds it old. */
export function takeOpening(): Brought {
  const place = document.getElementById("opening");
  const text = place?.textContent ?? "";
  place?.remove();
  const [visit] = performance.getEntriesByType("navigation");
  const isVisit = visit instanceof PerformanceNavigationTiming;
  return { text, at: isVisit ? visit.responseStart : performance.now() };
}

/** Null without a secure context: locks are missing there, and each tab reads for itself. */
export function browserNeighbours(): Neighbours | null {
  if (!("locks" in navigator) || typeof BroadcastChannel === "undefined") return null;
  return { channel: openChannel, lock: takeLock };
}

function openChannel(name: string): Channel {
  const wire = new BroadcastChannel(name);
  const channel: Channel = {
    post: (note) => wire.postMessage(note),
    onnote: null,
    close: () => wire.close(),
  };
  wire.onmessage = (event: MessageEvent<Note>) => channel.onnote?.(event.data);
  return channel;
}

function takeLock(name: string, lead: () => void, waiting: () => void): { release(): void } {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const over = new AbortController();
  void navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) {
      lead();
      return held;
    }
    waiting();
    const later = { signal: over.signal };
    // Not awaited here: this callback holds nothing and must end.
    navigator.locks
      .request(name, later, () => {
        lead();
        return held;
      })
      .catch(() => undefined);
    return undefined;
  });
  return {
    release: () => {
      over.abort();
      release();
    },
  };
}
