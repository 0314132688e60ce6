/** The animals as the list shows them; pure. */
import type { Animal, AnimalEventForm, Species } from "../../api/types";

/** An enclosure as far as this page knows it. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

export interface Wanted {
  /** Name or tag, as somebody types it. */
  readonly search: string;
  /** "" means all. */
  readonly enclosure: string;
  readonly species: Species | "";
  readonly dead: boolean;
}

export const EVERYTHING: Wanted = { search: "", enclosure: "", species: "", dead: false };

export interface Group {
  readonly place: Place;
  readonly animals: readonly Animal[];
}

/** By enclosure in the order of their names; an enclosure nobody knows any more keeps its id. */
export function grouped(
  animals: readonly Animal[],
  places: readonly Place[],
  wanted: Wanted,
): Group[] {
  const fitting = animals.filter((animal) => fits(animal, wanted));
  const ids = [...new Set(fitting.map((animal) => animal.standing.enclosure))];
  return ids
    .map((id) => ({
      place: places.find((one) => one.id === id) ?? { id, name: id },
      animals: fitting
        .filter((animal) => animal.standing.enclosure === id)
        .sort((a, b) => a.entry.name.localeCompare(b.entry.name)),
    }))
    .sort((a, b) => a.place.name.localeCompare(b.place.name));
}

function fits(animal: Animal, wanted: Wanted): boolean {
  const { entry, standing } = animal;
  if (standing.diedAt !== undefined && !wanted.dead) return false;
  if (wanted.enclosure !== "" && standing.enclosure !== wanted.enclosure) return false;
  if (wanted.species !== "" && entry.species !== wanted.species) return false;
  const asked = plain(wanted.search);
  return plain(entry.name).includes(asked) || plain(entry.tag).includes(asked);
}

/** Without accents, capitals and blanks: what a hurried thumb leaves out. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f\s.-]/g, "")
    .toLowerCase();
}

export interface Wait {
  readonly of: "milkEggs" | "meat";
  /** The last day. */
  readonly until: string;
}

/** The waiting times that still run today; the last day belongs to them. */
export function waits(animal: Animal, today: string): Wait[] {
  const { milkEggsUntil, meatUntil } = animal.standing;
  const all: Wait[] = [];
  if (milkEggsUntil !== undefined) all.push({ of: "milkEggs", until: milkEggsUntil });
  if (meatUntil !== undefined) all.push({ of: "meat", until: meatUntil });
  return all.filter((wait) => wait.until >= today);
}

/** Full months since a birth, on a day; what is shorter than one is none. */
export function monthsOld(bornOn: string, today: string): number {
  const [year = 0, month = 0, day = 0] = bornOn.split("-").map(Number);
  const [nowYear = 0, nowMonth = 0, nowDay = 0] = today.split("-").map(Number);
  const months = (nowYear - year) * 12 + nowMonth - month - (nowDay < day ? 1 : 0);
  return Math.max(0, months);
}

/** Small animals are weighed in grams, large ones in kilograms. */
export function weighedIn(species: Species): "g" | "kg" {
  return species === "guinea-pig" || species === "rabbit" || species === "hen" ? "g" : "kg";
}

const MOST_GRAMS = 2_000_000;

/** What somebody typed as whole grams, comma or point; null when it is no weight. */
export function gramsOf(typed: string, unit: "g" | "kg"): number | null {
  const text = typed.replace(/\s/g, "").replace(",", ".");
  if (!/^\d+(\.\d+)?$/.test(text)) return null;
  const grams = Math.round(Number(text) * (unit === "kg" ? 1000 : 1));
  return grams >= 1 && grams <= MOST_GRAMS ? grams : null;
}

/** The moment that stands for a chosen day: now for today, else the middle of it in the site's zone. */
export function momentOf(day: string, today: string, now: number): string {
  return day >= today ? new Date(now).toISOString() : `${day}T11:00:00.000Z`;
}

/** What somebody filled in, as texts. */
export interface Filled {
  kind: AnimalEventForm["kind"];
  day: string;
  weight: string;
  text: string;
  milkEggsUntil: string;
  meatUntil: string;
  enclosure: string;
  young: string;
}

/** The form for the hub, or null while something needed is missing; a photo goes beside it. */
export function eventOf(
  filled: Filled,
  unit: "g" | "kg",
  moment: string,
  corrects: string | null,
  hasPhoto: boolean,
): AnimalEventForm | null {
  const text = filled.text.trim();
  const said = text === "" ? {} : { text };
  const common = { kind: filled.kind, at: moment, ...(corrects === null ? {} : { corrects }) };
  switch (filled.kind) {
    case "weight": {
      const grams = gramsOf(filled.weight, unit);
      return grams === null ? null : { ...common, grams, ...said };
    }
    case "move":
      return filled.enclosure === "" ? null : { ...common, enclosure: filled.enclosure, ...said };
    case "birth":
      return /^\d{1,2}$/.test(filled.young)
        ? { ...common, young: Number(filled.young), ...said }
        : null;
    case "treatment":
      return text === "" ? null : { ...common, text, ...untils(filled) };
    case "death":
      return { ...common, ...said };
    case "portrait":
      return hasPhoto ? { ...common, ...said } : null;
    case "note":
      return text === "" && !hasPhoto ? null : { ...common, ...said };
    case "feed":
    case "vet-visit":
      return text === "" ? null : { ...common, text };
  }
}

function untils(filled: Filled): Pick<AnimalEventForm, "milkEggsUntil" | "meatUntil"> {
  return {
    ...(filled.milkEggsUntil === "" ? {} : { milkEggsUntil: filled.milkEggsUntil }),
    ...(filled.meatUntil === "" ? {} : { meatUntil: filled.meatUntil }),
  };
}
