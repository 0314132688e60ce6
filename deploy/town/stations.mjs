// The stations of the small town: their station.toml, and the agents as processes of their own.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BEGINS, powerCuts, scenarios } from './farmday.mjs';
import { pastOfCounter, pastOfEnclosure } from './past.mjs';
import { bikes, counters, enclosures } from './places.mjs';

/** Every station: its name, kind and place. */
export function stations() {
  return [
    ...enclosures.map((it) => ({ id: it.station, kind: 'enclosure', place: it.id })),
    ...bikes.map((it) => ({ id: it.station, kind: 'bike', place: it.id })),
    ...counters.map((it) => ({ id: it.station, kind: 'counter', place: it.id })),
  ];
}

const quoted = (text) => JSON.stringify(String(text));

/** One table of the file: its head, then a line per key. */
function table(head, keys) {
  return [head, ...Object.entries(keys).map(([key, value]) => `${key} = ${value}`), ''].join('\n');
}

function enclosureSensors(it, seed, { speed, town }) {
  const day = speed > 1 ? { day_speed: speed, day_from: quoted(BEGINS) } : {};
  return Object.entries(it.plays).map(([quantity, { mean, swing, noise }], index) => [
    table('[[sensor]]', { name: quoted(quantity), type: '"simulated"', period_seconds: it.every[quantity], seed: seed + index, ...day }),
    table(`[sensor.quantity.${quantity}]`, { mean, daily_swing: swing, noise }),
    ...scenarios(it.id, quantity, speed, town).map((scenario) => table('[[sensor.scenario]]', { quantity: quoted(quantity), ...scenario })),
  ].join('\n'));
}

function bikeSensors(it, seed, speed) {
  const waypoints = `[${it.loop.map((point) => `[${point.join(', ')}]`).join(', ')}]`;
  return [
    table('[[sensor]]', { name: '"gnss"', type: '"simulated-gnss"', period_seconds: it.every, seed, speed_kmh: it.kmh * Math.min(speed, 3), pause_seconds: 20, waypoints }),
    table('[[sensor]]', { name: '"box"', type: '"simulated"', period_seconds: 30, seed: seed + 1 }),
    table('[sensor.quantity.box-temperature]', { mean: 3.1, daily_swing: 0.3, noise: 0.1 }),
  ];
}

/** People come with the shops' hours. */
const HOURS = [2, 1, 1, 0, 1, 3, 12, 35, 60, 80, 100, 110, 95, 75, 90, 105, 115, 110, 85, 50, 30, 18, 10, 5];

function counterSensors(it, seed) {
  const profile = (share) => `[${HOURS.map((percent) => Math.round((it.perHour * share * percent) / 100)).join(', ')}]`;
  return [table('[[sensor]]', { name: '"beam"', type: '"simulated-counter"', period_seconds: 10, interval_minutes: 1, seed, in_per_hour: profile(0.55), out_per_hour: profile(0.45) })];
}

function sensors(id, seed, { speed, town }) {
  const enclosure = enclosures.find((it) => it.station === id);
  const bike = bikes.find((it) => it.station === id);
  const counter = counters.find((it) => it.station === id);
  if (enclosure) return enclosureSensors(enclosure, seed, { speed, town });
  if (bike) return bikeSensors(bike, seed, speed);
  return counterSensors(counter, seed);
}

/** The sensor that plays what was before the first start; a bike was nowhere. */
function past(id, folder, seed, { zone, speed }) {
  const { became, ...place } = enclosures.find((it) => it.station === id) ?? {};
  const enclosure = place.id && (speed > 1 ? place : { became, ...place });
  const counter = counters.find((it) => it.station === id);
  if (!enclosure && !counter) return '';
  const file = join(folder, 'past.csv');
  const rows = enclosure ? pastOfEnclosure(enclosure, Date.now(), seed) : pastOfCounter(counter, Date.now(), seed, zone, HOURS);
  writeFileSync(file, rows, { mode: 0o600 });
  const columns = enclosure ? Object.keys(enclosure.plays).map((quantity) => `${quantity} = ${quoted(quantity)}`).join(', ') : '';
  const told = enclosure ? { columns: `{ ${columns} }` } : { interval_minutes: 60, in: '"in"', out: '"out"' };
  return table('[[sensor]]', {
    name: '"past"', type: enclosure ? '"recorded-readings"' : '"recorded-counts"', file: quoted(file), pace: '"asap"', times: '"keep"',
    time: '"at"', pattern: `"yyyy-MM-dd'T'HH:mm:ss'Z'"`, zone: '"Z"', ...told,
  });
}

/** The agents of the town, as processes. */
export class Agents {
  constructor(command, data, mqtt, { seed, speed, zone }) {
    this.command = command.split(' ');
    this.data = data;
    this.mqtt = mqtt;
    this.seed = seed;
    this.speed = speed;
    this.zone = zone;
    this.running = new Map();
  }

  /** Starts one agent per station, with its key. */
  start(keyByStation) {
    stations().forEach(({ id, kind }, index) => {
      const folder = join(this.data, 'stations', id);
      const isFirst = !existsSync(folder);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const head = `# Written by deploy/try at each start.\nstation = ${quoted(id)}\nkind = ${quoted(kind)}\nhub = ${quoted(this.mqtt)}\nkey = ${quoted(keyByStation[id].key)}\nheartbeat_seconds = 30\nclock = "trusted"\n\n[spool]\ndirectory = ${quoted(join(folder, 'spool'))}\n\n`;
      const file = join(folder, 'station.toml');
      const before = isFirst ? past(id, folder, this.seed + index, this) : '';
      writeFileSync(file, head + sensors(id, this.seed + index * 10, { speed: this.speed, town: this.seed }).join('\n') + before, { mode: 0o600 });
      this.run(id, folder);
      const enclosure = enclosures.find((it) => it.station === id);
      if (enclosure) for (const cut of powerCuts(enclosure.id, this.speed, this.seed)) this.cutPower(id, folder, cut);
    });
  }

  run(id, folder) {
    const output = openSync(join(folder, 'agent.log'), 'a', 0o600);
    const [program, ...words] = this.command;
    const agent = spawn(program, [...words, 'run', join(folder, 'station.toml')], { stdio: ['ignore', output, output] });
    closeSync(output);
    agent.on('exit', (code) => {
      const wanted = this.stopping || this.running.get(id) !== agent;
      if (!wanted) console.error(`  ! l’agent ${id} s’est arrêté (${code}) : voir ${join(folder, 'agent.log')}`);
    });
    this.running.set(id, agent);
  }

  /** A Pi that loses its power says nothing more, and goes on where it was when it has it again. */
  cutPower(id, folder, { after, lasts, every }) {
    const off = () => {
      const agent = this.running.get(id);
      this.running.delete(id);
      agent?.kill('SIGKILL');
      console.log(`  · ${id} n’a plus de courant`);
      setTimeout(() => {
        if (this.stopping) return;
        console.log(`  · ${id} a de nouveau du courant`);
        this.run(id, folder);
      }, lasts * 1000);
    };
    const again = () => {
      if (this.stopping) return;
      off();
      setTimeout(again, every * 1000);
    };
    setTimeout(again, after * 1000);
  }

  /** Asks every agent to stop and waits for it. */
  async stop() {
    this.stopping = true;
    await Promise.all(
      [...this.running.values()].map((agent) => new Promise((stopped) => {
        if (agent.exitCode !== null || agent.signalCode !== null) return stopped();
        agent.once('exit', stopped);
        agent.kill('SIGTERM');
        setTimeout(() => agent.kill('SIGKILL'), 5000).unref();
      })),
    );
  }
}
