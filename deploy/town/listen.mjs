// Listens to the live stream as a keeper's browser would and prints how old readings are when they arrive. Their value is the
// millisecond of sending modulo 200 000, put there by the load.
import { parseArgs } from 'node:util';
import { HubClient } from './hub.mjs';

const { values } = parseArgs({ options: { hub: { type: 'string' }, data: { type: 'string' }, seconds: { type: 'string' }, skip: { type: 'string' } } });
const operator = HubClient.operator(values.hub, values.data);
const { link } = await operator.ask('POST', '/api/v1/people', { name: 'Mesure', role: 'keeper' });
const keeper = await new HubClient(values.hub).signIn(link);
const stream = await fetch(`${values.hub}/api/v1/stream?topics=conditions`, { headers: keeper.headers });
const begin = Date.now() + Number(values.skip) * 1000;
const end = begin + Number(values.seconds) * 1000;
const ages = [];
let text = '';
for await (const bytes of stream.body) {
  const now = Date.now();
  text += Buffer.from(bytes).toString('utf8');
  const lines = text.split('\n');
  text = lines.pop();
  for (const line of lines) {
    if (!line.startsWith('data:') || now < begin) continue;
    const message = JSON.parse(line.slice(5));
    if (message.kind === 'reading' && message.quantity === 'light') ages.push(((now % 200_000) - message.value + 200_000) % 200_000);
  }
  if (now > end) break;
}
ages.sort((one, other) => one - other);
const at = (share) => ages[Math.max(0, Math.ceil(share * ages.length) - 1)];
console.log(ages.length ? `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} ms (${Math.round(ages.length / Number(values.seconds))}/s)` : 'nothing arrived');
process.exit(0);
