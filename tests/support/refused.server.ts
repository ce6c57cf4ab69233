import { expect } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";

/**
 * What a write is refused with: its key, and after an @ the field it stands beside. Fails where there was no refusal, and
 * where one left something behind: no write is without its event.
 */
export async function refusedUnwritten(work: () => Promise<unknown>): Promise<string> {
  const before = await db.event.count();
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error, "expected a refusal").toBeInstanceOf(DomainError);
  expect(await db.event.count()).toBe(before);
  const { messageKey, details } = error as DomainError;
  return details.field ? `${messageKey}@${details.field}` : messageKey;
}
