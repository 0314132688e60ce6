/** Whether this browser can be told of alerts, and its subscription to them. */

const PATIENCE_MS = 15_000;

/** What this browser is like, as far as being told goes. */
export interface Seen {
  readonly isSecure: boolean;
  /** Service workers, push and notifications. */
  readonly isAble: boolean;
  readonly permission: "default" | "denied" | "granted";
  /** iPhones and iPads push to what is on their home screen only. */
  readonly isApple: boolean;
  readonly isInstalled: boolean;
  /** SHA-256 of its subscription's endpoint, by which the hub's list names it; none when it has none. */
  readonly mark: string | null;
}

export interface Subscribed {
  readonly endpoint: string;
  readonly agreement: string;
  readonly secret: string;
}

export async function seeHere(): Promise<Seen> {
  const isAble =
    "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const isSecure = window.isSecureContext;
  return {
    isSecure,
    isAble,
    permission: isAble ? Notification.permission : "default",
    isApple:
      /iPhone|iPad/.test(navigator.userAgent) ||
      (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1),
    isInstalled: window.matchMedia("(display-mode: standalone)").matches,
    mark: isAble && isSecure ? await markHere() : null,
  };
}

/** Asks the reader, then the push service; null when the reader would rather not. */
export async function subscribeHere(key: string): Promise<Subscribed | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const { pushManager } = await workerReady();
  // One that was made for another hub's key cannot be changed.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  });
  const keys = made.toJSON().keys;
  return { endpoint: made.endpoint, agreement: keys?.p256dh ?? "", secret: keys?.auth ?? "" };
}

export async function unsubscribeHere(): Promise<void> {
  const here = await subscription();
  await here?.unsubscribe();
}

/** Uncompressed points of 65 bytes begin with 4. */
export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (one) => one.charCodeAt(0));
}

/** A worker that could not be installed would be waited for without end. */
function workerReady(): Promise<ServiceWorkerRegistration> {
  return Promise.race([
    navigator.serviceWorker.ready,
    new Promise<never>((_, fail) => setTimeout(() => fail(new Error("no worker")), PATIENCE_MS)),
  ]);
}

async function markHere(): Promise<string | null> {
  const here = await subscription();
  if (!here) return null;
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(here.endpoint));
  return Array.from(new Uint8Array(hash), (one) => one.toString(16).padStart(2, "0")).join("");
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}
