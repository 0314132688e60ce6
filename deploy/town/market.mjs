// A market day of invented customers, and the merchants, dispatcher and courier who serve them.
// They touch only the orders placed here, so that people trying the screens are left alone.
import { randomUUID } from 'node:crypto';
import { addresses, customers } from './places.mjs';

const BIKE = 'velo-2';

/** A small seeded generator (mulberry32): the same seed gives the same market day. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The slots of today's remaining hours and tomorrow's market, each an hour long. */
export function slots(now, zone) {
  const hour = 3600_000;
  const first = Math.floor(now / hour) * hour + hour;
  const local = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' });
  const offered = [];
  for (let from = first; offered.length < 12 && from < now + 48 * hour; from += hour) {
    const hourOfDay = parseInt(local.format(from), 10);
    // The first slots are always offered, so that the town can be tried in the evening too.
    if (offered.length < 3 || (hourOfDay >= 9 && hourOfDay < 20)) {
      offered.push({ from: new Date(from).toISOString(), until: new Date(from + hour).toISOString(), capacity: 30 });
    }
  }
  return offered;
}

/** One market day, a step at a time. */
export class Market {
  constructor(people, random, say) {
    this.people = people;
    this.random = random;
    this.say = say;
    this.ours = new Set();
  }

  /** Places an order now and then, and moves every order of ours one step on. */
  async step() {
    if (this.ours.size < 4 || this.random() < 0.15) await this.#place();
    for (const merchant of this.people.merchants) await this.#serve(merchant);
    await this.#dispatch();
    await this.#ride();
  }

  #pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  async #place() {
    const shop = await this.people.customer.ask('GET', '/api/v1/shop');
    const slot = shop.slots.find((it) => it.free > 5);
    const offering = shop.merchants.filter((it) => it.products.some((product) => product.inStock > 20));
    if (!slot || offering.length === 0) return;
    const chosen = [...offering].sort(() => this.random() - 0.5).slice(0, 1 + Math.floor(this.random() * 2));
    const lines = chosen.map((merchant) => {
      const product = this.#pick(merchant.products.filter((it) => it.inStock > 20));
      return { merchant: merchant.id, product, quantity: 1 + Math.floor(this.random() * 3) };
    });
    const goods = lines.reduce((sum, line) => sum + line.product.priceCents * line.quantity, 0);
    const [address, latitude, longitude] = this.#pick(addresses);
    const placed = await this.people.customer.ask(
      'POST',
      '/api/v1/orders',
      {
        customer: { name: this.#pick(customers), phone: '06 00 00 00 00' },
        place: { address, latitude, longitude },
        slot: slot.id,
        lines: lines.map((line) => ({ merchant: line.merchant, product: line.product.id, quantity: line.quantity })),
        totalCents: goods + shop.deliveryFeeCents,
      },
      { 'Idempotency-Key': randomUUID() },
    );
    this.ours.add(placed.number);
    this.say(`commande ${placed.number}`);
  }

  async #serve(merchant) {
    const next = { proposed: 'accepted', accepted: 'in-preparation', 'in-preparation': 'ready' };
    const { orders } = await merchant.ask('GET', '/api/v1/merchant-orders');
    for (const order of orders) {
      const to = next[order.state];
      if (!to || !this.ours.has(order.number) || this.random() < 0.4) continue;
      await merchant.ask('PUT', `/api/v1/merchant-orders/${order.id}/state`, { to }, { 'If-Match': `"${order.version}"` });
    }
  }

  async #dispatch() {
    const { deliveries } = await this.people.dispatcher.ask('GET', '/api/v1/deliveries');
    for (const delivery of deliveries) {
      if (delivery.state !== 'planned' || !this.ours.has(delivery.number)) continue;
      await this.people.dispatcher.ask('PUT', `/api/v1/deliveries/${delivery.id}/assignment`, { bike: BIKE }, { 'If-Match': `"${delivery.version}"` });
    }
  }

  async #ride() {
    const courier = this.people.courier;
    let tour = await courier.ask('GET', '/api/v1/tour');
    if (!tour.shift) tour = await courier.ask('PUT', '/api/v1/tour/shift', { bike: BIKE });
    const next = tour.stops.find(({ stop, number }) => this.ours.has(number) && ['assigned', 'started', 'arrived'].includes(stop.state));
    if (!next) return;
    const step = { assigned: 'started', started: 'arrived', arrived: 'done' }[next.stop.state];
    const proof = step === 'done' && next.stop.kind === 'drop' ? { proof: { kind: 'name', text: next.stop.name } } : {};
    const at = new Date(Date.now() - 500).toISOString();
    await courier.ask('POST', `/api/v1/stops/${next.stop.id}/attempts`, { event: randomUUID(), step, at, ...proof });
  }
}
