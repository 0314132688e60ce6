/** The contract's schemas under short names; contract.d.ts is generated from contract/openapi.yaml. */
import type { components } from "./contract";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type StationKind = Schemas["StationKind"];
export type Quantity = Schemas["Quantity"];
export type Severity = Schemas["Severity"];
export type TemperatureClass = Schemas["TemperatureClass"];
export type Viewer = Schemas["Viewer"];
export type Person = Schemas["Person"];
export type Station = Schemas["Station"];
export type StationOffer = Schemas["StationOffer"];
export type Limit = Schemas["Limit"];
export type Heat = Schemas["Heat"];
export type HeatWatch = Schemas["HeatWatch"];
export type LimitsPreview = Schemas["LimitsPreview"];
export type Condition = Schemas["Condition"];
export type Enclosure = Schemas["Enclosure"];
export type EnclosureForm = Schemas["EnclosureForm"];
export type Alert = Schemas["Alert"];
export type AlertDeed = Schemas["AlertDeed"];
export type AlertDeedForm = Schemas["AlertDeedForm"];
export type Cleaning = Schemas["Cleaning"];
export type CleaningForm = Schemas["CleaningForm"];
export type Quiet = Schemas["Quiet"];
export type Remedy = Schemas["Remedy"];
export type Species = Schemas["Species"];
export type ChosenBound = Schemas["ChosenBound"];
export type Proposal = Schemas["Proposal"];
export type OverrideForm = Schemas["OverrideForm"];
export type BoundOverride = Schemas["BoundOverride"];
export type AnimalEntry = Schemas["AnimalEntry"];
export type Animal = Schemas["Animal"];
export type AnimalEventKind = Schemas["AnimalEventKind"];
export type AnimalEventForm = Schemas["AnimalEventForm"];
export type AnimalEvent = Schemas["AnimalEvent"];
export type EnclosureEvent = Schemas["EnclosureEvent"];
export type AlarmLoad = Schemas["AlarmLoad"];
export type EnclosureNote = Schemas["EnclosureNote"];
export type EnclosureNoteForm = Schemas["EnclosureNoteForm"];
export type AlertSeen = Schemas["AlertSeen"];
export type AnimalHistory = Schemas["AnimalHistory"];
export type Roster = Schemas["Roster"];
export type Turn = Schemas["Turn"];
export type Watch = Schemas["Watch"];
export type Swap = Schemas["Swap"];
export type Way = Schemas["Way"];
export type Notice = Schemas["Notice"];
export type NoticePreferences = Schemas["NoticePreferences"];
export type Phone = Schemas["Phone"];
export type Phones = Schemas["Phones"];
export type PhoneForm = Schemas["PhoneForm"];
export type Rounds = Schemas["Rounds"];
export type RoundTick = Schemas["RoundTick"];
export type RoundTickForm = Schemas["RoundTickForm"];
export type RoundHours = Schemas["RoundHours"];
export type Bucket = Schemas["Bucket"];
export type Fix = Schemas["Fix"];
export type Bike = Schemas["Bike"];
export type Motion = Bike["motion"];
export type Counter = Schemas["Counter"];
export type FootfallHour = Schemas["FootfallHour"];
export type FootfallDay = Schemas["FootfallDay"];
export type Slot = Schemas["Slot"];
export type Shop = Schemas["Shop"];
export type OrderForm = Schemas["OrderForm"];
export type PlacedOrder = Schemas["PlacedOrder"];
export type OrderState = Schemas["OrderState"];
export type MerchantOrder = Schemas["MerchantOrder"];
export type Stop = Schemas["Stop"];
export type Delivery = Schemas["Delivery"];
export type Tour = Schemas["Tour"];
export type Tracking = Schemas["Tracking"];

/** An answer that went wrong. Status 0 means that the hub could not be reached. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly field?: string;
  /** With 409 and 412: the thing as it is now, not decoded yet. */
  readonly current?: unknown;
}

export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function good<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function bad<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

export function isUnreachable(problem: Problem): boolean {
  return problem.status === 0;
}

export function isSignedOut(problem: Problem): boolean {
  return problem.status === 401;
}
