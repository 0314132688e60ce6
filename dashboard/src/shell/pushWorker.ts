/** The service worker's part of Web Push: shows what comes, opens what is tapped, renews what is lost. */
import { noteOf, pageOf, shown, type Shown } from "./pushNote";

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
export interface Pushed extends Lasting {
  readonly data: { text(): string } | null;
}
export interface Tapped extends Lasting {
  readonly notification: { close(): void; readonly data: unknown };
}
interface Subscription {
  readonly endpoint: string;
  readonly options: { readonly applicationServerKey: ArrayBuffer | null };
  toJSON(): { readonly keys?: Record<string, string> };
}
export interface Changed extends Lasting {
  readonly oldSubscription?: Subscription | null;
}
interface Window {
  readonly url: string;
  focus(): Promise<unknown>;
}
export interface PushWorker {
  readonly location: { readonly origin: string };
  readonly registration: {
    showNotification(title: string, options: Shown): Promise<void>;
    readonly pushManager?: {
      subscribe(options: {
        userVisibleOnly: true;
        applicationServerKey: ArrayBuffer;
      }): Promise<Subscription>;
    };
  };
  readonly clients: {
    matchAll(of: { type: "window"; includeUncontrolled: true }): Promise<readonly Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(name: "push", run: (event: Pushed) => void): void;
  addEventListener(name: "notificationclick", run: (event: Tapped) => void): void;
  addEventListener(name: "pushsubscriptionchange", run: (event: Changed) => void): void;
}

const LOST = {
  title: "Anima",
  body:
    "Ce téléphone ne reçoit plus les alertes : ouvrez Astreinte. " +
    "This phone no longer gets alerts: open the roster.",
  tag: "anima-phone",
  link: "/astreinte",
  language: "fr",
  urgent: true,
};

export function servePush(worker: PushWorker): void {
  worker.addEventListener("push", (event) => {
    const note = noteOf(event.data?.text());
    event.waitUntil(worker.registration.showNotification(note.title, shown(note)));
  });
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, linkOf(event.notification.data)));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(
      renew(worker, event.oldSubscription ?? null).catch(() =>
        worker.registration.showNotification(LOST.title, shown(LOST)),
      ),
    );
  });
}

function linkOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "link" in data ? data.link : undefined;
}

/** A window that shows it already comes to the front; any other is left as its reader has it. */
async function open(worker: PushWorker, link: unknown): Promise<unknown> {
  const page = pageOf(link, worker.location.origin);
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => one.url === page);
  return there ? there.focus() : worker.clients.openWindow(page);
}

async function renew(worker: PushWorker, before: Subscription | null): Promise<void> {
  const key = before?.options.applicationServerKey;
  const { pushManager } = worker.registration;
  if (!before || !key || !pushManager) throw new Error("nothing to subscribe with");
  const now = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const keys = now.toJSON().keys;
  const answer = await fetch("/api/v1/notices/phones", {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "same-origin",
    body: JSON.stringify({
      endpoint: now.endpoint,
      agreement: keys?.p256dh,
      secret: keys?.auth,
      name: "Anima",
      replaces: before.endpoint,
    }),
  });
  if (!answer.ok) throw new Error(`the hub answered ${answer.status}`);
}
