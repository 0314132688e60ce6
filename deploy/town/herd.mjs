// About sixty invented animals of the town's farm, and what a keeper noted of them in the last weeks.
import { randomUUID } from 'node:crypto';
import { seeded } from './market.mjs';

const DAY = 24 * 3600_000;

const NAMES = {
  rabbit: ['Noisette', 'Caramel', 'Flocon', 'Pissenlit', 'Grisette', 'Trèfle', 'Câline', 'Bulle', 'Panache', 'Mistral', 'Olive', 'Perle', 'Biscuit', 'Luzerne'],
  'guinea-pig': ['Praline', 'Cookie', 'Réglisse', 'Mirabelle', 'Pépite', 'Cacao', 'Vanille', 'Sésame', 'Cannelle', 'Moka', 'Nougat', 'Pistache', 'Brioche', 'Myrtille', 'Quinoa', 'Spéculoos'],
  hen: ['Rousse', 'Blanchette', 'Cocotte', 'Gertrude', 'Paulette', 'Huguette', 'Germaine', 'Yvonne', 'Simone', 'Odette', 'Lucette', 'Ginette', 'Colette', 'Suzette', 'Josette', 'Mauricette', 'Bernadette', 'Georgette', 'Pierrette', 'Antoinette', 'Nicolette', 'Violette'],
  donkey: ['Marguerite', 'Balthazar', 'Cadichon', 'Pâquerette'],
  'miniature-horse': ['Éclair', 'Tempête', 'Farine', 'Réglisse'],
};

/** Where each species lives, what an adult weighs in grams, and how often it is weighed. */
const KEPT = {
  rabbit: { enclosure: 'clapier', grams: 2400, everyDays: 14 },
  'guinea-pig': { enclosure: 'clapier', grams: 950, everyDays: 14 },
  hen: { enclosure: 'poulailler', grams: 2100, everyDays: 28 },
  donkey: { enclosure: 'pre-des-anes', grams: 182_000, everyDays: 14 },
  'miniature-horse': { enclosure: 'pre-des-anes', grams: 96_000, everyDays: 14 },
};

const NOTED = {
  rabbit: [['note', { text: 'Griffes coupées.' }], ['feed', { text: 'Foin de pré et fanes de carotte.' }]],
  'guinea-pig': [['note', { text: 'Dents contrôlées, rien à signaler.' }], ['feed', { text: 'Poivron, pour la vitamine C.', grams: 40 }]],
  hen: [['note', { text: 'Plumage beau, pond bien.' }], ['vet-visit', { text: 'Contrôle du cheptel : bon état général.' }]],
  donkey: [['vet-visit', { text: 'Vaccins à jour. Prochaine visite au printemps.' }], ['note', { text: 'Pieds parés.' }]],
  'miniature-horse': [['vet-visit', { text: 'Vaccins à jour.' }], ['note', { text: 'Brossé avec le groupe du mercredi.' }]],
};

/** An id that the same seed makes again, so that a start that broke off goes on where it was. */
function uuid(random) {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  hex[12] = '4';
  hex[16] = '89ab'[Math.floor(random() * 4)];
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const day = (at) => new Date(at).toISOString().slice(0, 10);

/** Everything there is to tell: animals, each with its events, oldest first. */
export function herd(now, seed) {
  const random = seeded(seed + 60);
  const midday = Math.floor(now / DAY) * DAY - DAY / 2;
  let tags = 100;
  return Object.entries(NAMES).flatMap(([species, names]) => names.map((name, place) => {
    const { enclosure, grams, everyDays } = KEPT[species];
    const born = midday - Math.floor(300 + random() * 1500) * DAY;
    const own = grams * (0.85 + 0.3 * random());
    const events = [];
    const tell = (ago, kind, more) => events.push({ id: uuid(random), at: new Date(midday - ago * DAY + Math.floor(random() * 3600) * 1000).toISOString(), kind, ...more });
    for (let ago = 42; ago >= 0; ago -= everyDays) tell(ago, 'weight', { grams: Math.round(own * (0.97 + 0.06 * random())) });
    const [kind, more] = NOTED[species][place % 2];
    tell(1 + Math.floor(random() * 20), kind, more);
    if (place === 0 && species === 'hen') tell(2, 'treatment', { text: 'Vermifuge, 3 jours.', milkEggsUntil: day(now + 6 * DAY), meatUntil: day(now + 12 * DAY) });
    if (place === 1 && species === 'donkey') tell(3, 'treatment', { text: 'Désinfection d’une écorchure.' });
    if (place === 2 && species === 'rabbit') tell(9, 'birth', { young: 5, text: 'Cinq lapereaux, tous vifs.' });
    if (place === 13 && species === 'rabbit') tell(0.5, 'death', { text: 'Grand âge.' });
    events.sort((one, other) => one.at.localeCompare(other.at));
    const end = events.findIndex((it) => it.kind === 'death');
    if (end >= 0) events.length = end + 1;
    return {
      id: uuid(random),
      entry: {
        tag: `FR 62 ${++tags}`, name, species, sex: species === 'hen' || place % 2 === 0 ? 'female' : 'male', bornOn: day(born), bornEstimated: place % 3 === 0,
        enclosure, arrivedAt: new Date(midday - 60 * DAY).toISOString(),
      },
      events,
    };
  }));
}

/** This morning's round: done where the small animals live, begun with the hens, not yet with the donkeys. */
export async function tellOfMorning(keeper, now) {
  const { day, ticks } = await keeper.ask('GET', '/api/v1/rounds');
  if (ticks.some((it) => it.day === day)) return;
  const done = [...['water', 'feed', 'bedding', 'look'].map((task) => ['clapier', task]), ['poulailler', 'water'], ['poulailler', 'feed']];
  for (const [place, [enclosure, task]] of done.entries()) {
    const at = new Date(now - (40 - 4 * place) * 60_000).toISOString();
    await keeper.ask('PUT', `/api/v1/round-ticks/${randomUUID()}`, { day, round: 'morning', enclosure, task, at });
  }
}

/** Tells the hub of a herd, unless it knows animals already. */
export async function tellOfHerd(keeper, animals) {
  const known = await keeper.ask('GET', '/api/v1/animals?state=all');
  if (known.animals.length >= animals.length) return;
  for (const { id, entry, events } of animals) {
    if (!known.animals.some((it) => it.id === id)) await keeper.ask('PUT', `/api/v1/animals/${id}`, { version: 0, entry });
    for (const { id: event, ...form } of events) await keeper.ask('PUT', `/api/v1/animals/${id}/events/${event}`, form);
  }
}
