/**
 * From unknown to types, or to a reason: the only place where a cast is allowed.
 *
 * A decoder answers the value or says which part of it is wrong. Unknown members are ignored, so an
 * older page survives a newer hub.
 */
import { bad, good, type Result } from "./types";

export type Decoder<T> = (from: unknown, path: string) => Result<T, string>;

/** Marks a member that may be absent; null counts as absent. */
export interface Optional<T> {
  readonly optional: Decoder<T>;
}

type Shape = Record<string, Decoder<unknown> | Optional<unknown>>;
type OptionalKeys<S> = { [K in keyof S]: S[K] extends Optional<unknown> ? K : never }[keyof S];
type Decoded<D> = D extends Optional<infer T> ? T : D extends Decoder<infer T> ? T : never;
type Flat<T> = { [K in keyof T]: T[K] };
export type Shaped<S> = Flat<
  { [K in Exclude<keyof S, OptionalKeys<S>>]: Decoded<S[K]> } & {
    [K in OptionalKeys<S>]?: Decoded<S[K]>;
  }
>;

export const text: Decoder<string> = (from, path) =>
  typeof from === "string" ? good(from) : bad(`${path} is not a text`);

export const number: Decoder<number> = (from, path) =>
  typeof from === "number" && Number.isFinite(from) ? good(from) : bad(`${path} is not a number`);

export const flag: Decoder<boolean> = (from, path) =>
  typeof from === "boolean" ? good(from) : bad(`${path} is not true or false`);

/** An instant as text; checked here so that nobody meets an invalid date later. */
export const time: Decoder<string> = (from, path) =>
  typeof from === "string" && !Number.isNaN(Date.parse(from))
    ? good(from)
    : bad(`${path} is not a time`);

export const anything: Decoder<unknown> = (from) => good(from);

/* @__NO_SIDE_EFFECTS__ */
export function optional<T>(optional: Decoder<T>): Optional<T> {
  return { optional };
}

/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const W extends string>(...words: readonly W[]): Decoder<W> {
  return (from, path) =>
    (words as readonly unknown[]).includes(from)
      ? good(from as W)
      : bad(`${path} is none of ${words.join(", ")}`);
}

/* @__NO_SIDE_EFFECTS__ */
export function orNull<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (from, path) => (from === null ? good(null) : decoder(from, path));
}

/* @__NO_SIDE_EFFECTS__ */
export function list<T>(item: Decoder<T>): Decoder<T[]> {
  return (from, path) => {
    if (!Array.isArray(from)) return bad(`${path} is not a list`);
    const values: T[] = [];
    for (const [at, one] of from.entries()) {
      const value = item(one, `${path}/${at}`);
      if (!value.ok) return value;
      values.push(value.value);
    }
    return good(values);
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function record<T>(item: Decoder<T>): Decoder<Record<string, T>> {
  return (from, path) => {
    if (!isObject(from)) return bad(`${path} is not an object`);
    const values: Record<string, T> = {};
    for (const [key, one] of Object.entries(from)) {
      const value = item(one, `${path}/${key}`);
      if (!value.ok) return value;
      values[key] = value.value;
    }
    return good(values);
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function object<S extends Shape>(shape: S): Decoder<Shaped<S>> {
  return (from, path) => {
    if (!isObject(from)) return bad(`${path} is not an object`);
    const values: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(shape)) {
      const given = from[key];
      const may = "optional" in member;
      if (may && (given === undefined || given === null)) continue;
      const value = (may ? member.optional : member)(given, `${path}/${key}`);
      if (!value.ok) return value;
      values[key] = value.value;
    }
    return good(values as Shaped<S>);
  };
}

/** Picks the decoder by the word in one member; an unknown word is a reason, not a crash. */
/* @__NO_SIDE_EFFECTS__ */
export function byWord<T>(key: string, decoders: Record<string, Decoder<T>>): Decoder<T> {
  return (from, path) => {
    if (!isObject(from)) return bad(`${path} is not an object`);
    const decoder = decoders[String(from[key])];
    return decoder ? decoder(from, path) : bad(`${path}/${key} is ${String(from[key])}`);
  };
}

/** Text that should be JSON of this type. */
export function parse<T>(decoder: Decoder<T>, json: string): Result<T, string> {
  let from: unknown;
  try {
    from = JSON.parse(json);
  } catch {
    return bad("not JSON");
  }
  return decoder(from, "");
}

export function isObject(from: unknown): from is Record<string, unknown> {
  return typeof from === "object" && from !== null && !Array.isArray(from);
}
