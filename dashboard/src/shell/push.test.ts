import { afterEach, describe, expect, it, vi } from "vitest";
import { bytesOf } from "./pushHere";
import { noteOf, pageOf, shown } from "./pushNote";
import { type Changed, type PushWorker, type Pushed, servePush, type Tapped } from "./pushWorker";

const ORIGIN = "https://hub.local";
const SAID = {
  title: "URGENCE · Clapier 3",
  body: "Où : Clapier 3",
  tag: "a1",
  link: "https://anima.example/ferme?alert=a1#clapier-3",
  language: "fr",
  urgent: true,
  writtenAt: 1795773600000,
};

/** A service worker that remembers what it did. */
class Phone implements PushWorker {
  readonly location = { origin: ORIGIN };
  readonly notifications: { title: string; options: ReturnType<typeof shown> }[] = [];
  readonly opened: string[] = [];
  readonly focused: string[] = [];
  windows: string[] = [];
  subscribed = subscription("https://push.example/after", new ArrayBuffer(65));
  readonly #handlers = new Map<string, (event: never) => void>();

  readonly registration = {
    showNotification: (title: string, options: ReturnType<typeof shown>) => {
      this.notifications.push({ title, options });
      return Promise.resolve();
    },
    pushManager: { subscribe: () => Promise.resolve(this.subscribed) },
  };
  readonly clients = {
    matchAll: () =>
      Promise.resolve(
        this.windows.map((url) => ({
          url,
          focus: () => Promise.resolve(this.focused.push(url)),
        })),
      ),
    openWindow: (url: string) => Promise.resolve(this.opened.push(url)),
  };

  constructor() {
    servePush(this);
  }

  addEventListener(name: string, run: (event: never) => void): void {
    this.#handlers.set(name, run);
  }

  async happens(name: string, event: Omit<Pushed | Tapped | Changed, "waitUntil">): Promise<void> {
    const works: Promise<unknown>[] = [];
    this.#handlers.get(name)?.({
      ...event,
      waitUntil: (work: Promise<unknown>) => works.push(work),
    } as never);
    expect(works).toHaveLength(1);
    await Promise.all(works);
  }
}

function subscription(endpoint: string, key: ArrayBuffer | null) {
  return {
    endpoint,
    options: { applicationServerKey: key },
    toJSON: () => ({ keys: { p256dh: "point", auth: "secret" } }),
  };
}

const push = (payload: string | null) => ({
  data: payload === null ? null : { text: () => payload },
});

afterEach(() => vi.unstubAllGlobals());

describe("a push message on the phone", () => {
  it("is shown with its alert as its tag, and an emergency stays, rings again and shakes", async () => {
    const phone = new Phone();

    await phone.happens("push", push(JSON.stringify(SAID)));

    expect(phone.notifications).toEqual([
      {
        title: SAID.title,
        options: expect.objectContaining({
          body: SAID.body,
          tag: "a1",
          requireInteraction: true,
          renotify: true,
          vibrate: expect.any(Array),
          timestamp: SAID.writtenAt,
        }),
      },
    ]);
  });

  it("takes the place of the earlier one without a sound when it is no emergency", () => {
    const calm = shown(noteOf(JSON.stringify({ ...SAID, urgent: false })));

    expect(calm).toMatchObject({ tag: "a1", requireInteraction: false, renotify: false });
    expect(calm.vibrate).toBeUndefined();
  });

  it.each([null, "", "{", "[]", "null", "7", '{"title": 3}', '{"body": "only"}'])(
    "says a plain sentence when it is damaged: %s",
    async (payload) => {
      const phone = new Phone();

      await phone.happens("push", push(payload));

      expect(phone.notifications[0]?.title).toBe("Anima");
      expect(phone.notifications[0]?.options.body).toMatch(
        /Une alerte vous attend.*An alert waits/,
      );
    },
  );

  it("opens the page of its alert on this site when it is tapped", async () => {
    const phone = new Phone();
    phone.windows = [`${ORIGIN}/ferme`];
    const notification = { close: vi.fn(), data: { link: SAID.link } };

    await phone.happens("notificationclick", { notification });

    expect(notification.close).toHaveBeenCalled();
    expect(phone.opened).toEqual([`${ORIGIN}/ferme?alert=a1#clapier-3`]);
  });

  it("comes back to the window that shows it already", async () => {
    const phone = new Phone();
    const there = `${ORIGIN}/ferme?alert=a1#clapier-3`;
    phone.windows = [`${ORIGIN}/astreinte`, there];

    await phone.happens("notificationclick", {
      notification: { close: () => undefined, data: { link: SAID.link } },
    });

    expect(phone.focused).toEqual([there]);
    expect(phone.opened).toEqual([]);
  });

  it.each([
    ["https://evil.example//evil.example/x", `${ORIGIN}//evil.example/x`],
    ["javascript:alert(1)", `${ORIGIN}/ferme`],
    ["http://[", `${ORIGIN}/ferme`],
    [undefined, `${ORIGIN}/ferme`],
    ["/astreinte", `${ORIGIN}/astreinte`],
  ])("never leaves this site: %s", (link, page) => {
    expect(pageOf(link, ORIGIN)).toBe(page);
  });
});

describe("a subscription that the push service changed", () => {
  const before = subscription("https://push.example/before", new ArrayBuffer(65));

  it("is made anew and told to the hub in place of the old one", async () => {
    const asked = vi.fn(() => Promise.resolve({ ok: true }));
    vi.stubGlobal("fetch", asked);
    const phone = new Phone();

    await phone.happens("pushsubscriptionchange", { oldSubscription: before });

    const [path, init] = asked.mock.calls[0] as unknown as [string, { body: string }];
    expect(path).toBe("/api/v1/notices/phones");
    expect(JSON.parse(init.body)).toEqual({
      endpoint: "https://push.example/after",
      agreement: "point",
      secret: "secret",
      name: "Anima",
      replaces: "https://push.example/before",
    });
    expect(phone.notifications).toEqual([]);
  });

  it.each([
    ["the hub does not want it", before, () => Promise.resolve({ ok: false, status: 401 })],
    ["nothing is known of it", undefined, () => Promise.reject(new Error("not asked"))],
  ])("is said to be lost when %s", async (_, old, answer) => {
    vi.stubGlobal("fetch", answer);
    const phone = new Phone();

    await phone.happens("pushsubscriptionchange", old ? { oldSubscription: old } : {});

    expect(phone.notifications[0]?.options.body).toMatch(/ne reçoit plus les alertes/);
    expect(phone.notifications[0]?.options.data.link).toBe("/astreinte");
  });
});

it("reads the hub's key", () => {
  expect([...bytesOf("BP_-AA")]).toEqual([4, 255, 254, 0]);
});
