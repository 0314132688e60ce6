/**
 * One attempt to order has one idempotency key, kept until its outcome is known: the same body sent again after a
 * lost answer or a reload is the same order, a changed body is a new attempt.
 */
export interface Attempt {
  readonly key: string;
  readonly body: string;
}

/** The attempt to send: the pending one when it says the same, else a new one. */
export function attemptFor(
  pending: Attempt | undefined,
  form: unknown,
  newKey: () => string,
): Attempt {
  const body = JSON.stringify(form);
  return pending?.body === body ? pending : { key: newKey(), body };
}

/** What storage held of an attempt whose outcome was never heard. */
export function attemptFrom(stored: unknown): Attempt | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  if (!("key" in stored) || !("body" in stored)) return undefined;
  const { key, body } = stored;
  return typeof key === "string" && typeof body === "string" ? { key, body } : undefined;
}
