// The operator's commands against a running hub on this machine.
import { parseArgs } from 'node:util';
import { HubClient } from './hub.mjs';

const USAGE = `usage: deploy/anima [--data DIR] [--hub URL] COMMAND
  status                                       is every station of a reading's path well?
  station add ID --kind enclosure|bike|counter --place PLACE    prints the key, this once
  station claim ID --kind enclosure|bike|counter --place PLACE  prints a code, good for half an hour, for anima-edge claim on the Pi
  station list
  station plan ID SENSOR=SECONDS ...           how often it shall sample; what is not named is as its file says
  station revoke ID                            its connection is closed within seconds; a code for it is worthless
  user invite NAME --role ROLE [--scope MERCHANT]    prints a sign-in link that works once
  user list
DIR is the hub's data folder (default data), where its operator token is; URL defaults to http://127.0.0.1:8080.`;

/** Rows as columns wide enough for what they hold. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => String(cell ?? '').padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}

const commands = {
  async status(hub) {
    const health = await hub.ask('GET', '/api/v1/health');
    const { counts } = await hub.ask('GET', '/api/v1/refusals');
    console.log(`hub ${health.version}, since ${health.startedAt}: ${health.ready ? 'ready' : 'NOT READY'}`);
    console.log(table(health.stages.map((it) => [it.well ? 'well' : 'ILL', it.name, it.detail])));
    const refused = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
    console.log(`refusals: ${refused.length ? refused.join(', ') : 'none'}`);
    process.exitCode = health.ready ? 0 : 1;
  },
  async 'station add'(hub, [id], { kind, place }) {
    const added = await hub.ask('POST', '/api/v1/stations', { id, kind, place });
    console.log(`station ${added.station.id} (${kind}, ${place})\nkey ${added.key}`);
  },
  async 'station claim'(hub, [id], { kind, place }) {
    const offer = await hub.ask('POST', '/api/v1/station-offers', { id, kind, place });
    console.log(`on the Pi, until ${offer.expiresAt}:\n  sudo anima-edge claim https://ADDRESS-OF-THIS-HUB ${offer.code}`);
  },
  async 'station list'(hub) {
    const { stations } = await hub.ask('GET', '/api/v1/stations');
    const follows = ({ plan, heartbeat }) => (plan ? (heartbeat?.plan === plan.id ? 'followed' : 'sent') : '');
    console.log(table([
      ['ID', 'KIND', 'PLACE', 'STATE', 'LAST SEEN', 'WAITING', 'PLAN'],
      ...stations.map((it) => [it.id, it.kind, it.place, it.state, it.lastSeenAt, it.heartbeat?.spoolRecords, follows(it)]),
    ]));
  },
  async 'station plan'(hub, [id, ...periods]) {
    const periodSeconds = Object.fromEntries(periods.map((it) => it.split('=')).map(([sensor, seconds]) => [sensor, Number(seconds)]));
    const plan = await hub.ask('PUT', `/api/v1/stations/${encodeURIComponent(id)}/plan`, { periodSeconds });
    console.log(`station ${id} is sent plan ${plan.id}; the list shows when it follows it`);
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
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: 'data' }, hub: { type: 'string', default: 'http://127.0.0.1:8080' },
      kind: { type: 'string' }, place: { type: 'string' }, role: { type: 'string' }, scope: { type: 'string' },
    },
  });
  const name = positionals[0] === 'status' ? 'status' : positionals.slice(0, 2).join(' ');
  const command = commands[name];
  if (!command) throw new Error(USAGE);
  await command(HubClient.operator(values.hub, values.data), positionals.slice(name.split(' ').length), values);
} catch (why) {
  const hint = why.code === 'ENOENT' ? '\nGive the hub\'s data folder with --data DIR.' : why.cause?.code === 'ECONNREFUSED' ? '\nIs the hub running? Give its address with --hub URL.' : '';
  console.error(why.message + hint);
  process.exitCode = 2;
}
