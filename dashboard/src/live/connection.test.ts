import { beforeEach, describe, expect, test } from "vitest";
import { Connection } from "./connection";
import { FakeWorld } from "./fakes.test-aid";

let world: FakeWorld;
let said: string[];
let states: string[];
let connection: Connection;

beforeEach(() => {
  world = new FakeWorld();
  said = [];
  states = [];
  connection = new Connection("/api/v1/stream?topics=alerts", world, {
    text: (text) => said.push(text),
    link: (state) => states.push(state),
    failed: () => undefined,
  });
  connection.start();
});

test("it is live with the first word, not with the open socket", () => {
  expect(states).toEqual(["connecting"]);

  world.latest.say("one");

  expect(states).toEqual(["connecting", "live"]);
  expect(said).toEqual(["one"]);
});

test("after a loss it tries at once, then after 1, 2, 4, 8, 15 and 15 s", () => {
  world.latest.say("one");
  const waits: number[] = [];

  for (let n = 0; n < 7; n += 1) {
    const lostAt = world.now;
    const opened = world.streams.length;
    world.latest.break();
    while (world.streams.length === opened) world.pass(100);
    waits.push(world.now - lostAt);
  }

  expect(waits.map((ms) => Math.round(ms / 1000))).toEqual([0, 1, 2, 4, 8, 15, 15]);
});

test("it says reconnecting at once, and offline after four failures", () => {
  world.latest.say("one");

  world.latest.break();
  expect(states.at(-1)).toBe("reconnecting");

  for (const wait of [0, 1000, 2000, 4000]) {
    world.pass(wait);
    world.latest.break();
  }
  expect(states.at(-1)).toBe("offline");
});

test("a stream that is open and mute is given up after 20 s", () => {
  world.latest.say("one");
  const mute = world.latest;

  world.pass(19_000);
  expect(states.at(-1)).toBe("live");
  world.pass(1_000);

  expect(mute.closed).toBe(true);
  expect(states.at(-1)).toBe("reconnecting");
  world.pass(0);
  expect(world.streams.length).toBe(2);
});

test("when the network is back it does not wait for its turn", () => {
  world.latest.say("one");
  for (const wait of [0, 1000, 2000, 4000, 8000]) {
    world.latest.break();
    world.pass(wait);
  }
  world.latest.break();
  const opened = world.streams.length;

  connection.nudge();

  expect(world.streams.length).toBe(opened + 1);
});

test("a stream that was replaced is no longer listened to", () => {
  const old = world.latest;
  connection.refresh();
  old.say("late");
  old.break();

  world.latest.say("fresh");

  expect(old.closed).toBe(true);
  expect(said).toEqual(["fresh"]);
  expect(states).toEqual(["connecting", "live"]);
});

describe("without a network", () => {
  test("it says so at once, and is live again with the first word", () => {
    world.latest.say("one");
    world.online = false;

    connection.networkGone();
    expect(states.at(-1)).toBe("offline");

    world.online = true;
    connection.nudge();
    world.latest.say("two");
    expect(states.at(-1)).toBe("live");
  });
});

test("after stop nothing happens any more", () => {
  connection.stop();
  const opened = world.streams.length;

  world.pass(120_000);

  expect(world.streams.length).toBe(opened);
  expect(world.latest.closed).toBe(true);
});
