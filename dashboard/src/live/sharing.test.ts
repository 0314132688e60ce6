import { beforeEach, expect, test } from "vitest";
import { FakeWorld } from "./fakes.test-aid";
import { type Channel, type Neighbours, type Note, SharedConnection } from "./sharing";

/** Tabs of one browser: one lock, one channel. */
class Browser {
  readonly #channels: Channel[] = [];
  #waiting: (() => void)[] = [];
  #isHeld = false;

  neighbours(): Neighbours {
    return {
      channel: () => {
        const channel: Channel = {
          post: (note: Note) => {
            for (const other of [...this.#channels]) if (other !== channel) other.onnote?.(note);
          },
          onnote: null,
          close: () => this.#channels.splice(this.#channels.indexOf(channel), 1),
        };
        this.#channels.push(channel);
        return channel;
      },
      lock: (_name, lead, waiting) => {
        if (this.#isHeld) {
          this.#waiting.push(lead);
          queueMicrotask(waiting);
        } else {
          this.#isHeld = true;
          queueMicrotask(lead);
        }
        return { release: () => this.#pass() };
      },
    };
  }

  #pass(): void {
    const [next, ...others] = this.#waiting;
    this.#waiting = others;
    this.#isHeld = next !== undefined;
    next?.();
  }
}

let world: FakeWorld;
let browser: Browser;

beforeEach(() => {
  world = new FakeWorld();
  browser = new Browser();
});

async function tab(neighbours: Neighbours | null = browser.neighbours()) {
  const said: string[] = [];
  const states: string[] = [];
  const connection = new SharedConnection("alerts", world, neighbours, {
    text: (text) => said.push(text),
    link: (state) => states.push(state),
    failed: () => undefined,
  });
  connection.start();
  await Promise.resolve();
  await Promise.resolve();
  return { said, states, connection };
}

const open = () => world.streams.filter((stream) => !stream.closed);

test("eight tabs hold one stream open and all hear it", async () => {
  const tabs = [];
  for (let n = 0; n < 8; n += 1) tabs.push(await tab());

  expect(open().length).toBe(1);
  world.latest.say("news");

  expect(tabs.map((t) => t.said)).toEqual(Array(8).fill(["news"]));
  expect(tabs.map((t) => t.states.at(-1))).toEqual(Array(8).fill("live"));
});

test("a tab that comes in gets fresh snapshots through a fresh stream", async () => {
  await tab();
  const before = world.streams.length;

  await tab();

  expect(world.streams.length).toBe(before + 1);
});

test("when the leading tab closes another one leads", async () => {
  const first = await tab();
  const second = await tab();
  world.latest.say("one");

  first.connection.stop();
  world.latest.say("two");

  expect(open().length).toBe(1);
  expect(second.said).toEqual(["one", "two"]);
});

test("a tab whose leader is silent for 20 s reads for itself", async () => {
  await tab();
  const second = await tab();
  world.latest.say("one");
  const before = world.streams.length;
  const silent = world.latest;
  silent.onmessage = null;
  silent.onerror = null;

  world.pass(20_000);
  world.latest.say("alone");

  expect(world.streams.length).toBeGreaterThan(before);
  expect(second.said.at(-1)).toBe("alone");
});

test("without locks each tab reads for itself", async () => {
  const first = await tab(null);
  const second = await tab(null);

  expect(open().length).toBe(2);
  for (const stream of world.streams) stream.say("news");
  expect([first.said, second.said]).toEqual([["news"], ["news"]]);
});
