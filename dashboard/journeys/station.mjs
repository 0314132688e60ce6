// An enclosure of its own in a running town, whose station is a real agent with sensors that do what they are told.
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const AGENT = [
  "@edge/agent/jvm.flags",
  "-cp",
  "edge/agent/target/agent/lib/*",
  "fr.anima.edge.Agent",
];

/** The table of a sensor: what it plays, and what goes wrong with it. */
function sensor({ quantity, seconds, mean, noise = 0, scenario }) {
  const told = (keys) =>
    Object.entries(keys).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [
    "[[sensor]]",
    ...told({ name: quantity, type: "simulated", period_seconds: seconds }),
    `[sensor.quantity.${quantity}]`,
    ...told({ mean, noise }),
    ...(scenario ? ["[[sensor.scenario]]", ...told({ quantity, ...scenario })] : []),
    "",
  ].join("\n");
}

export class Station {
  /** Tells the hub of an enclosure and starts the station in it; its sensors are expected every so many seconds. */
  static async start(town, { id, name, everySeconds, limits, sensors }) {
    const periods = sensors.map(({ quantity }) => [quantity, everySeconds]);
    const expectedEverySeconds = Object.fromEntries(periods);
    const enclosure = { name, species: [], limits, expectedEverySeconds };
    await town.operator.ask("PUT", `/api/v1/enclosures/${id}`, enclosure);
    const station = { id: `pi-${id}`, kind: "enclosure", place: id };
    const { key } = await town.operator.ask("POST", "/api/v1/stations", station);
    const folder = join(town.data, "stations", station.id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, "station.toml");
    const head = [
      `station = "${station.id}"\nkind = "enclosure"\nhub = "${town.access.mqtt}"\nkey = "${key}"`,
      `heartbeat_seconds = 30\nclock = "trusted"\n\n[spool]\ndirectory = "${join(folder, "spool")}"\n\n`,
    ];
    writeFileSync(file, head.join("\n") + sensors.map(sensor).join("\n"), { mode: 0o600 });
    return new Station(town, id, enclosure, folder);
  }

  constructor(town, id, enclosure, folder) {
    this.town = town;
    this.id = id;
    this.enclosure = enclosure;
    const output = openSync(join(folder, "agent.log"), "a", 0o600);
    const words = [...AGENT, "run", join(folder, "station.toml")];
    this.agent = spawn("java", words, { cwd: ROOT, stdio: ["ignore", output, output] });
    closeSync(output);
  }

  /** What the hub knows of one of its quantities. */
  async condition(quantity) {
    const { enclosures } = await this.town.operator.ask("GET", "/api/v1/enclosures");
    const { conditions } = enclosures.find(({ id }) => id === this.id);
    return conditions.find((it) => it.quantity === quantity);
  }

  /** Its limits that are crossed, as the hub knows them. */
  async crossed() {
    const { alerts } = await this.town.operator.ask("GET", "/api/v1/alerts?state=open");
    return alerts.filter(({ enclosure, kind }) => enclosure === this.id && kind === "limit");
  }

  limit(limits) {
    return this.town.operator.ask("PUT", `/api/v1/enclosures/${this.id}`, {
      ...this.enclosure,
      limits,
    });
  }

  async stop() {
    if (this.agent.exitCode !== null) return;
    const ended = new Promise((exit) => this.agent.once("exit", exit));
    this.agent.kill("SIGTERM");
    await ended;
  }
}
