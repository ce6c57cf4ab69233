import { DomainError, notFound } from "#app/lib/errors.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (value: unknown): value is string => typeof value === "string" && UUID.test(value);

/** An id in the address; anything that can't be one is a page that does not exist. */
export function uuidParam(value: string | undefined): string {
  if (!isUuid(value)) throw notFound();
  return value.toLowerCase();
}

/** An id in a form or a query. @throws DomainError bad_request */
export function uuidField(value: unknown): string {
  if (!isUuid(value)) throw new DomainError("bad_request");
  return value.toLowerCase();
}

/** One of the allowed values of a query parameter, or undefined. */
export function oneOf<const T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}

/** A query parameter as trimmed text without control characters, cut at `max` characters. */
export function textParam(value: string | null, max = 100): string {
  return [...(value ?? "").replace(/[\u0000-\u001f\u007f]/g, " ").trim()].slice(0, max).join("");
}
