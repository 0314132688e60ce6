// The small town of `deploy/try`: tells the hub what there is, hands out sign-in links and station keys,
// starts the real agents, and lets a market day go by until it is told to stop.
//   node town.mjs --hub URL --mqtt URI --data DIR --agent "java … fr.anima.edge.Agent" --seed N --speed X [--hub-only]
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hold } from './farmday.mjs';
import { herd, tellOfHerd, tellOfMorning } from './herd.mjs';
import { HubClient, Refused } from './hub.mjs';
import { Market, seeded, slots } from './market.mjs';
import { bikes, counters, enclosures, merchants } from './places.mjs';
import { Agents, stations } from './stations.mjs';

const { values: given } = parseArgs({
  options: {
    hub: { type: 'string' }, mqtt: { type: 'string' }, data: { type: 'string' }, agent: { type: 'string' },
    seed: { type: 'string', default: '62100' }, speed: { type: 'string', default: '1' }, 'hub-only': { type: 'boolean', default: false },
  },
});
const seed = Number(given.seed);
const speed = Number(given.speed);
const hub = HubClient.operator(given.hub, given.data);
const accessFile = join(given.data, 'access.json');

const ROLES = [
  ['keeper', 'Camille (gardienne)'], ['dispatcher', 'Sarah (répartition)'], ['courier', 'Nadia'],
  ['official', 'Service commerce, Ville de Calais'], ['admin', 'Administration'],
];

/** A person's one-time link; a second start gives a further link to the same person. */
async function link(role, name, scope) {
  const invited = await hub.ask('POST', '/api/v1/people', scope ? { name, role, scope } : { name, role });
  return given.hub + invited.link;
}

async function tellTheHub() {
  for (const it of enclosures) {
    await hub.ask('PUT', `/api/v1/enclosures/${it.id}`, { name: it.name, species: it.species, limits: it.limits.map((limit) => hold(limit, speed)), expectedEverySeconds: it.every });
  }
  for (const it of bikes) await hub.ask('PUT', `/api/v1/bikes/${it.id}`, { name: it.name, expectedEverySeconds: it.every });
  for (const { id, name, latitude, longitude } of counters) {
    await hub.ask('PUT', `/api/v1/counters/${id}`, { name, latitude, longitude, expectedEverySeconds: 60 });
  }
  for (const { id, products, ...merchant } of merchants) {
    await hub.ask('PUT', `/api/v1/merchants/${id}`, merchant);
    for (const { id: product, ...form } of products) await hub.ask('PUT', `/api/v1/merchants/${id}/products/${product}`, form);
  }
  await offerSlots();
}

/** What a keeper has noted so far, in a keeper's name. */
async function tellOfAnimals() {
  const keeper = await new HubClient(given.hub).signIn(await link('keeper', 'Hélène (simulation)'));
  await tellOfHerd(keeper, herd(Date.now(), seed));
  await tellOfMorning(keeper, Date.now());
}

async function offerSlots() {
  const { zone } = await hub.ask('GET', '/api/v1/shop');
  await hub.ask('PUT', '/api/v1/slots', { slots: slots(Date.now(), zone) });
}

/** The key of each station: kept from the first start, made where the hub does not know the station yet. */
async function keys(before) {
  const known = { ...before };
  for (const { id, kind, place } of stations()) {
    if (known[id]) continue;
    try {
      known[id] = { kind, place, key: (await hub.ask('POST', '/api/v1/stations', { id, kind, place })).key };
    } catch (why) {
      if (why instanceof Refused && why.status === 409) {
        throw new Error(`station ${id} exists in the hub but its key is not in ${accessFile}; revoke it with deploy/anima and start with another --data`);
      }
      throw why;
    }
  }
  return known;
}

function keepPrivate(file, content) {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function links(withTown) {
  const list = [];
  for (const [role, name] of ROLES) list.push({ role, name, link: await link(role, name) });
  for (const it of withTown ? merchants : []) list.push({ role: 'merchant', name: it.name, scope: it.id, link: await link('merchant', it.name, it.id) });
  return list;
}

async function actors() {
  const as = async (role, name, scope) => new HubClient(given.hub).signIn(await link(role, name, scope));
  return {
    customer: new HubClient(given.hub),
    merchants: await Promise.all(merchants.map((it) => as('merchant', `${it.name} (simulation)`, it.id))),
    dispatcher: await as('dispatcher', 'Répartition (simulation)'),
    courier: await as('courier', 'Karim (simulation)'),
  };
}

const pause = (seconds) => new Promise((then) => setTimeout(then, seconds * 1000));
let stopping = false;

async function marketDay() {
  const market = new Market(await actors(), seeded(seed), (what) => console.log(`  · ${what}`));
  let offeredUntil = Date.now() + 600_000;
  while (!stopping) {
    try {
      if (Date.now() > offeredUntil) {
        await offerSlots();
        offeredUntil = Date.now() + 600_000;
      }
      await market.step();
    } catch (why) {
      // Two people may want the same thing: the market goes on with what is true now.
      if (!(why instanceof Refused) && !stopping) console.error(`  · marché : ${why.message}`);
      else if (why.status !== 409 && why.status !== 412 && !stopping) console.error(`  · marché : ${why.status} ${why.message}`);
    }
    // A day that is over in ten minutes is the farm's; people cannot read a hundred orders a minute.
    await pause(speed > 16 ? 4 : 8 / speed);
  }
}

const before = existsSync(accessFile) ? JSON.parse(readFileSync(accessFile, 'utf8')) : {};
const withTown = !given['hub-only'];
if (withTown) await tellTheHub();
if (withTown) await tellOfAnimals();
const keyByStation = withTown ? await keys(before.stations) : (before.stations ?? {});
const access = {
  hub: given.hub,
  mqtt: given.mqtt,
  operatorToken: readFileSync(join(given.data, 'operator-token'), 'utf8').trim(),
  links: await links(withTown),
  stations: keyByStation,
};
keepPrivate(accessFile, `${JSON.stringify(access, null, 2)}\n`);

console.log(`\nAnima : ${given.hub}   (MQTT ${given.mqtt})\n`);
console.log('Liens de connexion, valables une fois (aussi dans ' + accessFile + ') :');
for (const it of access.links) console.log(`  ${it.role.padEnd(10)} ${it.name.padEnd(36)} ${it.link}`);
console.log(`  ${'client'.padEnd(10)} ${'sans compte'.padEnd(36)} ${given.hub}/boutique\n`);
console.log('Ctrl-C arrête tout.');

if (withTown) {
  const { zone } = await hub.ask('GET', '/api/v1/shop');
  const agents = new Agents(given.agent, given.data, given.mqtt, { seed, speed, zone });
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await agents.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  agents.start(keyByStation);
  await marketDay();
}
