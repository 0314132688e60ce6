// Registers stations for a measurement and prints a line "station key" for each.
import { parseArgs } from 'node:util';
import { HubClient } from './hub.mjs';

const { values } = parseArgs({ options: { hub: { type: 'string' }, data: { type: 'string' }, stations: { type: 'string' } } });
const hub = HubClient.operator(values.hub, values.data);
for (let number = 1; number <= Number(values.stations); number++) {
  const id = `bench-${number}`;
  const { key } = await hub.ask('POST', '/api/v1/stations', { id, kind: 'enclosure', place: `pen-${number}` });
  console.log(`${id} ${key}`);
}
