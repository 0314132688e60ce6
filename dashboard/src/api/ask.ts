/**
 * One typed request to the hub. Never throws: the answer is a value or a problem, and a hub that cannot
 * be reached is a problem with status 0.
 */
import { type Decoder, parse } from "./decode";
import { problem as problemDecoder } from "./decodePeople";
import { bad, good, type Problem, type Result } from "./types";

export interface Request {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** Told as JSON; a blob is sent as it is. */
  readonly body?: unknown;
  /** Longer than usual where much is sent. */
  readonly patienceMs?: number;
  /** The version on which a change is based. */
  readonly ifMatch?: number;
  readonly idempotencyKey?: string;
}

/** What a caller may be told; a slow hub counts as unreachable after this long. */
const PATIENCE_MS = 15_000;

export async function ask<T>(request: Request, decoder: Decoder<T>): Promise<Result<T, Problem>> {
  const answer = await send(request);
  if (!answer.ok) return answer;
  const value = parse(decoder, answer.value.body);
  if (value.ok) return value;
  return bad(undecodable(request, answer.value.status, value.error));
}

/** For answers without a body. */
export async function tell(request: Request): Promise<Result<null, Problem>> {
  const answer = await send(request);
  return answer.ok ? good(null) : answer;
}

async function send(request: Request): Promise<Result<{ status: number; body: string }, Problem>> {
  let status: number;
  let body: string;
  try {
    const response = await fetch(request.path, init(request));
    status = response.status;
    body = await response.text();
  } catch (cause) {
    return bad({
      type: "/problems/unreachable",
      title: "The hub cannot be reached",
      status: 0,
      detail: `${request.path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    });
  }
  return status < 400 ? good({ status, body }) : bad(readProblem(status, body));
}

function init(request: Request): RequestInit {
  const headers: Record<string, string> = {
    accept: "application/json, application/problem+json",
  };
  const { body } = request;
  const isBlob = body instanceof Blob;
  if (body !== undefined) headers["content-type"] = isBlob ? body.type : "application/json";
  if (request.ifMatch !== undefined) headers["if-match"] = `"${request.ifMatch}"`;
  if (request.idempotencyKey !== undefined) headers["idempotency-key"] = request.idempotencyKey;
  return {
    method: request.method ?? "GET",
    headers,
    credentials: "same-origin",
    signal: AbortSignal.timeout(request.patienceMs ?? PATIENCE_MS),
    ...(body === undefined ? {} : { body: isBlob ? body : JSON.stringify(body) }),
  };
}

function readProblem(status: number, body: string): Problem {
  const said = parse(problemDecoder, body);
  if (said.ok) return said.value;
  // A gateway in between answers in its own words, or the hub is on its way down.
  return { type: `/problems/status-${status}`, title: `Status ${status}`, status, detail: "" };
}

function undecodable(request: Request, status: number, why: string): Problem {
  return {
    type: "/problems/not-understood",
    title: "The hub's answer was not understood",
    status,
    detail: `${request.path}: ${why}`,
  };
}

/** A key for one attempt of something that must happen once; keep it over retries. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  // randomUUID needs a secure context, getRandomValues does not.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
