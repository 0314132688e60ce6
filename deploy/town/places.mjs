// The small town that `deploy/try` shows. Places are near the real ones; people and shops are invented.

const above = (quantity, raiseAt, clearAt, severity, raiseAfterSeconds = 60) =>
  ({ quantity, side: 'above', raiseAt, clearAt, raiseAfterSeconds, clearAfterSeconds: 120, severity });
const below = (quantity, raiseAt, clearAt, severity, raiseAfterSeconds = 60) =>
  ({ quantity, side: 'below', raiseAt, clearAt, raiseAfterSeconds, clearAfterSeconds: 120, severity });

/**
 * Limits are the comfort ranges of the species, mean and swing what the simulated sensors play when nothing is wrong. The
 * henhouse's door may not stand open, and whoever shuts it counts the hens; at any hour, because a played day does not go
 * by the clock.
 */
export const enclosures = [
  {
    id: 'clapier', station: 'pi-clapier', name: 'Clapier', species: ['lapin', 'cochon d’Inde'],
    every: { temperature: 5, humidity: 5, ammonia: 10, 'water-level': 10 },
    limits: [above('temperature', 27, 26, 'alerte'), above('ammonia', 5, 4, 'alerte'), below('water-level', 20, 25, 'alerte')],
    plays: { temperature: { mean: 21, swing: 4, noise: 0.1 }, humidity: { mean: 55, swing: 6, noise: 0.4 }, ammonia: { mean: 3, swing: 0.8, noise: 0.1 }, 'water-level': { mean: 62, swing: 8, noise: 0.3 } },
  },
  {
    id: 'poulailler', station: 'pi-poulailler', name: 'Poulailler', species: ['poule'],
    every: { temperature: 5, humidity: 5, 'water-level': 10, door: 5 },
    limits: [above('temperature', 28, 27, 'urgence', 20), below('water-level', 20, 25, 'alerte'), { ...above('door', 1, 0, 'alerte', 300), latching: true }],
    became: { temperature: 30.4 },
    plays: { temperature: { mean: 24.2, swing: 0.6, noise: 0.1 }, humidity: { mean: 62, swing: 5, noise: 0.4 }, 'water-level': { mean: 48, swing: 8, noise: 0.3 }, door: { mean: 0, swing: 0, noise: 0 } },
  },
  {
    id: 'pre-des-anes', station: 'pi-pre-des-anes', name: 'Pré des ânes', species: ['âne', 'cheval miniature'],
    every: { temperature: 5, humidity: 5, light: 10, 'feed-weight': 10 },
    limits: [below('temperature', -5, -4, 'alerte'), below('feed-weight', 10, 12, 'attention')],
    plays: { temperature: { mean: 12, swing: 5, noise: 0.1 }, humidity: { mean: 72, swing: 8, noise: 0.5 }, light: { mean: 8000, swing: 6000, noise: 50 }, 'feed-weight': { mean: 34, swing: 3, noise: 0.1 } },
  },
];

export const bikes = [
  {
    id: 'velo-1', station: 'pi-velo-1', name: 'Vélo 1', every: 2, kmh: 14,
    loop: [[50.95835, 1.85005], [50.95652, 1.8513], [50.95462, 1.85208], [50.95268, 1.85352], [50.95062, 1.85498], [50.9487, 1.8564], [50.94902, 1.86012], [50.95158, 1.86034], [50.9542, 1.85806], [50.95668, 1.85492]],
  },
  {
    id: 'velo-2', station: 'pi-velo-2', name: 'Vélo 2', every: 2, kmh: 12,
    loop: [[50.95835, 1.85005], [50.96012, 1.85262], [50.96105, 1.85552], [50.95902, 1.85842], [50.95628, 1.85738], [50.95462, 1.85208], [50.95598, 1.84652], [50.95782, 1.8459]],
  },
];

export const counters = [
  { id: 'rue-royale', station: 'pi-rue-royale', name: 'Rue Royale', latitude: 50.9563, longitude: 1.8512, perHour: 340 },
  { id: 'place-d-armes', station: 'pi-place-d-armes', name: 'Place d’Armes', latitude: 50.9582, longitude: 1.8499, perHour: 210 },
];

const product = (id, name, priceCents, stock, temperatureClass, weightGrams) =>
  ({ id, name, priceCents, stock, temperatureClass, weightGrams });

export const merchants = [
  {
    id: 'ferme-des-dunes', name: 'Ferme des Dunes', address: '12 place d’Armes, 62100 Calais', latitude: 50.9583, longitude: 1.8496, phone: '03 21 00 00 01',
    products: [product('oeufs-6', 'Œufs de plein air, 6', 290, 400, 'ambient', 380), product('poulet', 'Poulet fermier', 1450, 120, 'chilled-4', 1600), product('carottes', 'Carottes de sable, 1 kg', 240, 300, 'ambient', 1000)],
  },
  {
    id: 'fromagerie-caron', name: 'Fromagerie Caron', address: '34 rue Royale, 62100 Calais', latitude: 50.9566, longitude: 1.8514, phone: '03 21 00 00 02',
    products: [product('maroilles', 'Maroilles, quart', 690, 200, 'chilled-8', 200), product('mimolette', 'Mimolette vieille, 250 g', 820, 200, 'chilled-8', 250), product('beurre', 'Beurre cru demi-sel, 250 g', 380, 250, 'chilled-8', 250)],
  },
  {
    id: 'boulangerie-du-phare', name: 'Boulangerie du Phare', address: '5 boulevard des Alliés, 62100 Calais', latitude: 50.9604, longitude: 1.8541, phone: '03 21 00 00 03',
    products: [product('pain-levain', 'Pain au levain, 800 g', 460, 300, 'ambient', 800), product('tarte-sucre', 'Tarte au sucre', 980, 60, 'ambient', 700), product('brioche', 'Brioche tressée', 640, 90, 'ambient', 450)],
  },
];

/** Where the invented customers live. */
export const addresses = [
  ['8 rue de Thermes, 62100 Calais', 50.9573, 1.8532], ['21 rue Mollien, 62100 Calais', 50.9497, 1.8571],
  ['3 quai du Rhin, 62100 Calais', 50.9556, 1.8574], ['47 boulevard La Fayette, 62100 Calais', 50.9489, 1.8578],
  ['16 rue des Fontinettes, 62100 Calais', 50.9461, 1.8492], ['2 rue de Vauban, 62100 Calais', 50.9515, 1.8616],
];
export const customers = ['Mme Delattre', 'M. Lefèvre', 'Mme Haddad', 'M. Vasseur', 'Mme Nguyen', 'M. Kowalski'];
