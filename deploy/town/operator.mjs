// The operator's commands against a running hub on this machine.
import { parseArgs } from 'node:util';
import { HubClient } from './hub.mjs';

/** What has to be set on a device of another make, beside its user name and password. */
const SETTINGS = {
  owntracks: (id) => `UserID ${id}; in HTTP mode the URL ends in /api/owntracks`,
  zigbee2mqtt: () => 'base_topic zigbee2mqtt, last_seen ISO_8601; then station map each device',
  tasmota: (id) => `Topic ${id}`,
  shelly: (id) => `MQTT prefix ${id}`,
  senml: (id) => `topic senml/${id}`,
  ttn: (id) => `application ${id}, a webhook to /api/ttn with Basic authorization; then station map each device`,
};

const USAGE = `usage: deploy/anima [--data DIR] [--hub URL] COMMAND
  status                                       is every station of a reading's path well?
  station add ID --kind enclosure|bike|counter --place PLACE [--dialect DIALECT]    prints the key, this once;
                                               for a device that is not ours its DIALECT: ${Object.keys(SETTINGS).join(', ')}
  station claim ID --kind enclosure|bike|counter --place PLACE  prints a code, good for half an hour, for anima-edge claim on the Pi
  station list
  station plan ID SENSOR=SECONDS ...           how often it shall sample; what is not named is as its file says
  station devices ID                           what the devices behind it belong to, and the names nobody has a use for
  station map ID DEVICE [--place PLACE] [--field FIELD --quantity QUANTITY|none]    where a device, or a field of it, belongs
  station unmap ID DEVICE [--field FIELD]
  station revoke ID                            its connection is closed within seconds; a code for it is worthless
  user invite NAME --role ROLE [--scope MERCHANT]    prints a sign-in link that works once
  user list
  recompute ROOM                               footfall or motion: are the running totals what the raw messages add up to?
DIR is the hub's data folder (default data), where its operator token is; URL defaults to http://127.0.0.1:8080.`;

/** Rows as columns wide enough for what they hold. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => String(cell ?? '').padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}

const devicesOf = (id) => `/api/v1/stations/${encodeURIComponent(id)}/devices`;

const commands = {
  async status(hub) {
    const health = await hub.ask('GET', '/api/v1/health');
    const { counts } = await hub.ask('GET', '/api/v1/refusals');
    console.log(`hub ${health.version}, since ${health.startedAt}: ${health.ready ? 'ready' : 'NOT READY'}`);
    console.log(table(health.stages.map((it) => [it.condition === 'ill' ? 'ILL' : it.condition, it.name, it.detail])));
    const refused = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
    console.log(`refusals: ${refused.length ? refused.join(', ') : 'none'}`);
    process.exitCode = health.ready ? 0 : 1;
  },
  async 'station add'(hub, [id], { kind, place, dialect }) {
    const added = await hub.ask('POST', '/api/v1/stations', { id, kind, place, ...(dialect && { dialect }) });
    console.log(`station ${added.station.id} (${kind}, ${place}${dialect ? `, speaks ${dialect}` : ''})\nkey ${added.key}`);
    if (dialect) console.log(`on the device: user name ${id}, password the key, ${SETTINGS[dialect]?.(id) ?? ''}`);
  },
  async 'station claim'(hub, [id], { kind, place }) {
    const offer = await hub.ask('POST', '/api/v1/station-offers', { id, kind, place });
    console.log(`on the Pi, until ${offer.expiresAt}:\n  sudo anima-edge claim https://ADDRESS-OF-THIS-HUB ${offer.code}`);
  },
  async 'station list'(hub) {
    const { stations } = await hub.ask('GET', '/api/v1/stations');
    const follows = ({ plan, heartbeat }) => (plan ? (heartbeat?.plan === plan.id ? 'followed' : 'sent') : '');
    console.log(table([
      ['ID', 'KIND', 'PLACE', 'DIALECT', 'STATE', 'LAST SEEN', 'WAITING', 'PLAN'],
      ...stations.map((it) => [it.id, it.kind, it.place, it.dialect, it.state, it.lastSeenAt, it.heartbeat?.spoolRecords, follows(it)]),
    ]));
  },
  async 'station plan'(hub, [id, ...periods]) {
    const periodSeconds = Object.fromEntries(periods.map((it) => it.split('=')).map(([sensor, seconds]) => [sensor, Number(seconds)]));
    const plan = await hub.ask('PUT', `/api/v1/stations/${encodeURIComponent(id)}/plan`, { periodSeconds });
    console.log(`station ${id} is sent plan ${plan.id}; the list shows when it follows it`);
  },
  async 'station devices'(hub, [id]) {
    const { devices, leftOut } = await hub.ask('GET', devicesOf(id));
    console.log(table([['DEVICE', 'FIELD', 'PLACE', 'QUANTITY'], ...devices.map((it) => [it.device, it.field, it.place, it.quantity])]));
    console.log(`\nsaid for nothing since the hub started:\n${table([['DEVICE', 'FIELD', 'TIMES'], ...leftOut.map((it) => [it.device, it.field || '(not mapped)', it.times])])}`);
  },
  async 'station map'(hub, [id, device], { place, field, quantity }) {
    const mapped = await hub.ask('PUT', devicesOf(id), { device, ...(place && { place }), ...(field && { field, quantity }) });
    console.log(`${mapped.device}${mapped.field ? ` ${mapped.field} is ${mapped.quantity}` : ''} at ${mapped.place}`);
  },
  async 'station unmap'(hub, [id, device], { field }) {
    await hub.ask('DELETE', `${devicesOf(id)}?${new URLSearchParams({ device, ...(field && { field }) })}`);
    console.log(`${device}${field ? ` ${field}` : ''} is mapped no more`);
  },
  async 'station revoke'(hub, [id]) {
    const gone = (path) => hub.ask('DELETE', `${path}/${encodeURIComponent(id)}`).then(() => true, (why) => { if (why.status === 404) return false; throw why; });
    const [withdrawn, revoked] = [await gone('/api/v1/station-offers'), await gone('/api/v1/stations')];
    if (!withdrawn && !revoked) throw new Error(`there is no station ${id}, and no code for one`);
    console.log(revoked ? `station ${id} is revoked` : `the code for ${id} is withdrawn`);
  },
  async 'user invite'(hub, [name], { role, scope }) {
    const invited = await hub.ask('POST', '/api/v1/people', scope ? { name, role, scope } : { name, role });
    console.log(`${hub.address}${invited.link}\nworks once, until ${invited.expiresAt}`);
  },
  async 'user list'(hub) {
    const { people } = await hub.ask('GET', '/api/v1/people');
    console.log(table([['NAME', 'ROLE', 'SCOPE', 'LAST SEEN'], ...people.map((it) => [it.name, it.role, it.scope, it.lastSeenAt])]));
  },
  async recompute(hub, [room]) {
    const found = await hub.ask('POST', '/api/v1/recomputations', { room: room ?? '' });
    console.log(`${room}: ${found.messages} messages read, ${found.compared} keys compared, ${found.differing} differ`
      + (found.tooOld ? `; ${found.tooOld} began before the oldest message the log still has and were not compared` : ''));
    if (found.differing) console.log(table([['KEY', 'RUNNING', 'RECOMPUTED'], ...found.differences.map((it) => [it.key, it.running, it.recomputed])]));
    if (found.differing > found.differences.length) console.log(`and ${found.differing - found.differences.length} more`);
    if (found.differing) console.log('nothing was changed; keep this list, and the hub\'s log, before you correct anything');
    if (!found.settled) console.log('the streams are still catching up: ask again when deploy/anima status says ready');
    process.exitCode = found.differing ? 1 : 0;
  },
};

const ONE_WORD = ['status', 'recompute'];

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: 'data' }, hub: { type: 'string', default: 'http://127.0.0.1:8080' },
      kind: { type: 'string' }, place: { type: 'string' }, dialect: { type: 'string' }, field: { type: 'string' }, quantity: { type: 'string' }, role: { type: 'string' }, scope: { type: 'string' },
    },
  });
  const name = ONE_WORD.includes(positionals[0]) ? positionals[0] : positionals.slice(0, 2).join(' ');
  const command = commands[name];
  if (!command) throw new Error(USAGE);
  await command(HubClient.operator(values.hub, values.data), positionals.slice(name.split(' ').length), values);
} catch (why) {
  const hint = why.code === 'ENOENT' ? '\nGive the hub\'s data folder with --data DIR.' : why.cause?.code === 'ECONNREFUSED' ? '\nIs the hub running? Give its address with --hub URL.' : '';
  console.error(why.message + hint);
  process.exitCode = 2;
}
