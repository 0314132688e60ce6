import { describe, expect, it } from "vitest";
import type { Animal, AnimalEntry } from "../../api/types";
import {
  EVERYTHING,
  eventOf,
  type Filled,
  gramsOf,
  grouped,
  momentOf,
  monthsOld,
  waits,
} from "./herd";

function anAnimal(entry: Partial<AnimalEntry>, standing: Partial<Animal["standing"]> = {}): Animal {
  return {
    id: entry.name ?? "x",
    version: 1,
    entry: {
      tag: "FR 62",
      name: "Belle",
      species: "goat",
      sex: "female",
      bornEstimated: false,
      enclosure: "pre",
      arrivedAt: "2026-11-01T09:00:00Z",
      ...entry,
    },
    standing: { enclosure: "pre", since: "2026-11-01T09:00:00Z", ...standing },
  };
}

const places = [
  { id: "pre", name: "Pré" },
  { id: "clapier", name: "Clapier" },
];
const names = (wanted: Partial<typeof EVERYTHING>, ...animals: Animal[]) =>
  grouped(animals, places, { ...EVERYTHING, ...wanted }).map((group) => [
    group.place.name,
    ...group.animals.map((animal) => animal.entry.name),
  ]);

describe("the list", () => {
  const belle = anAnimal({ name: "Belle", tag: "FR 62-7" });
  const edmee = anAnimal({ name: "Edmée" });
  const kiki = anAnimal({ name: "Kiki", species: "rabbit" }, { enclosure: "clapier" });
  const gone = anAnimal({ name: "Ada" }, { diedAt: "2026-11-10T09:00:00Z" });

  it("goes by enclosure and by name, the dead left out", () => {
    expect(names({}, edmee, kiki, gone, belle)).toEqual([
      ["Clapier", "Kiki"],
      ["Pré", "Belle", "Edmée"],
    ]);
    expect(names({ dead: true }, gone)).toEqual([["Pré", "Ada"]]);
  });

  it("finds by name or tag, accents, capitals and blanks aside", () => {
    expect(names({ search: "edmee" }, belle, edmee)).toEqual([["Pré", "Edmée"]]);
    expect(names({ search: "fr627" }, belle, edmee)).toEqual([["Pré", "Belle"]]);
  });

  it("is narrowed by enclosure and species", () => {
    expect(names({ enclosure: "clapier" }, belle, kiki)).toEqual([["Clapier", "Kiki"]]);
    expect(names({ species: "goat" }, belle, kiki)).toEqual([["Pré", "Belle"]]);
  });

  it("keeps an enclosure that is not known", () => {
    expect(names({}, anAnimal({}, { enclosure: "ailleurs" }))).toEqual([["ailleurs", "Belle"]]);
  });
});

describe("what is shown of an animal", () => {
  it("a wait runs to the end of its last day", () => {
    const treated = anAnimal({}, { milkEggsUntil: "2026-12-05", meatUntil: "2026-12-20" });

    expect(waits(treated, "2026-12-05").map((wait) => wait.of)).toEqual(["milkEggs", "meat"]);
    expect(waits(treated, "2026-12-06").map((wait) => wait.of)).toEqual(["meat"]);
    expect(waits(treated, "2026-12-21")).toEqual([]);
  });

  it("ages in full months", () => {
    expect(monthsOld("2025-11-23", "2026-11-23")).toBe(12);
    expect(monthsOld("2025-11-24", "2026-11-23")).toBe(11);
    expect(monthsOld("2026-11-24", "2026-11-23")).toBe(0);
  });
});

describe("what is noted", () => {
  const filled: Filled = {
    kind: "note",
    day: "2026-11-23",
    weight: "",
    text: "",
    milkEggsUntil: "",
    meatUntil: "",
    enclosure: "",
    young: "",
  };
  const at = "2026-11-23T10:00:00.000Z";

  it("weighs in whole grams, whatever the comma", () => {
    expect(gramsOf("41,25", "kg")).toBe(41_250);
    expect(gramsOf("1 200", "g")).toBe(1_200);
    for (const wrong of ["", "0", "-3", "douze", "1,2,3", "3000"]) {
      expect(gramsOf(wrong, "kg")).toBeNull();
    }
  });

  it("waits for what its kind needs", () => {
    for (const kind of ["weight", "move", "birth", "treatment", "note", "portrait"] as const) {
      expect(eventOf({ ...filled, kind }, "kg", at, null, false)).toBeNull();
    }
    expect(eventOf({ ...filled, kind: "death" }, "kg", at, null, false)).toEqual({
      kind: "death",
      at,
    });
  });

  it("takes a photo for words where a photo says it", () => {
    for (const kind of ["note", "portrait"] as const) {
      expect(eventOf({ ...filled, kind }, "kg", at, null, true)).toEqual({ kind, at });
    }
    expect(eventOf({ ...filled, kind: "treatment" }, "kg", at, null, true)).toBeNull();
  });

  it("says what its kind says and nothing of another", () => {
    const all = { ...filled, weight: "40", text: " ok ", enclosure: "pre", young: "2" };

    expect(eventOf({ ...all, kind: "weight" }, "kg", at, "wrong", false)).toEqual({
      kind: "weight",
      at,
      grams: 40_000,
      text: "ok",
      corrects: "wrong",
    });
    expect(eventOf({ ...all, kind: "move" }, "kg", at, null, false)).toEqual({
      kind: "move",
      at,
      enclosure: "pre",
      text: "ok",
    });
    expect(eventOf({ ...all, kind: "feed" }, "kg", at, null, false)).toEqual({
      kind: "feed",
      at,
      text: "ok",
    });
  });

  it("happened now, or on the day that was chosen", () => {
    const now = Date.parse(at);

    expect(momentOf("2026-11-23", "2026-11-23", now)).toBe(at);
    expect(momentOf("2026-11-22", "2026-11-23", now)).toBe("2026-11-22T11:00:00.000Z");
  });
});
