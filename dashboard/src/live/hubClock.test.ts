import { expect, test } from "vitest";
import { HubClock } from "./hubClock";

function world() {
  const clocks = { steadyMs: 1_000, wallMs: Date.parse("2026-11-23T10:00:00Z") };
  const clock = new HubClock({ steady: () => clocks.steadyMs, wall: () => clocks.wallMs });
  const pass = (ms: number) => {
    clocks.steadyMs += ms;
    clocks.wallMs += ms;
  };
  return { clocks, clock, pass };
}

const noon = Date.parse("2026-11-23T12:00:00Z");

test("hub time moves on from what the hub said, whatever the browser's clock shows", () => {
  const { clock, pass } = world();

  clock.heard("2026-11-23T12:00:00Z");
  pass(2_500);

  expect(clock.now()).toBe(noon + 2_500);
});

test("a message that took long does not set the clock back", () => {
  const { clock, pass } = world();

  clock.heard("2026-11-23T12:00:00Z");
  pass(10_000);
  clock.heard("2026-11-23T12:00:07Z");

  expect(clock.now()).toBe(noon + 10_000);
});

test("what the page brought counts from when the page came, not from when its scripts ran", () => {
  const { clocks, clock, pass } = world();
  const came = clocks.steadyMs;
  pass(1_800);

  clock.heard("2026-11-23T12:00:00Z", came);

  expect(clock.now()).toBe(noon + 1_800);
});

test("somebody setting the browser's clock changes nothing while the hub answers", () => {
  const { clocks, clock, pass } = world();
  clock.heard("2026-11-23T12:00:00Z");
  clock.tick();

  clocks.wallMs += 3_600_000;
  pass(1_000);

  expect(clock.tick()).toBe(true);
  expect(clock.now()).toBe(noon + 1_000);
  clock.heard("2026-11-23T12:00:01Z");
  clock.believeSuspicion();
  expect(clock.now()).toBe(noon + 1_000);
});

test("after a sleep without a hub the ages grow", () => {
  const { clocks, clock, pass } = world();
  clock.heard("2026-11-23T12:00:00Z");
  clock.tick();

  clocks.wallMs += 3_600_000;
  pass(1_000);
  clock.tick();
  clock.believeSuspicion();

  expect(clock.now()).toBe(noon + 3_601_000);
});

test("what a device knew last stands until the hub says its time, and goes on with the steady clock", () => {
  let steady = 1_000;
  const clock = new HubClock({ steady: () => steady, wall: () => 99 });

  clock.suppose(50_000);
  steady += 500;
  expect(clock.now()).toBe(50_500);

  clock.heard(new Date(70_000).toISOString());
  clock.suppose(1);
  expect(clock.now()).toBe(70_000);
});
