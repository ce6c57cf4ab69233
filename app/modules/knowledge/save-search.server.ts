import { inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { parseSearch, searchQuery } from "./schema.ts";

/** More than anybody keeps in view. */
export const MOST_SAVED = 30;

/**
 * Keeps a search under a name, for the person alone; no event tells of it. @returns its id, and its address as it is
 * kept. Errors: invalid (nothing asked, the name taken, too many).
 */
export async function saveSearch(
  actor: Actor,
  input: { name: string; query: string },
): Promise<{ id: string; query: string }> {
  const query = searchQuery(parseSearch(new URLSearchParams(input.query)));
  if (query === "") throw invalid("search-empty", "name");
  return namedOnce(async (tx) => {
    // Two tabs at once count one after the other.
    await tx.$queryRaw`SELECT 1 FROM "Person" WHERE "id" = ${actor.personId}::uuid FOR UPDATE`;
    const count = await tx.savedSearch.count({ where: { personId: actor.personId } });
    if (count >= MOST_SAVED) throw invalid("searches-too-many", "name", { max: MOST_SAVED });
    return tx.savedSearch.create({
      data: { personId: actor.personId, name: input.name, query, createdAt: actor.now, seenAt: actor.now },
      select: { id: true, query: true },
    });
  });
}

/** Gives an own saved search another name. Errors: not_found, invalid. */
export async function renameSavedSearch(actor: Actor, { id, name }: { id: string; name: string }): Promise<void> {
  await namedOnce(async (tx) => {
    const renamed = await tx.savedSearch.updateMany({ where: { id, personId: actor.personId }, data: { name } });
    if (renamed.count !== 1) throw notFound();
  });
}

/** Forgets an own saved search; a repeat changes nothing. */
export async function removeSavedSearch(actor: Actor, id: string): Promise<void> {
  await inTransaction((tx) => tx.savedSearch.deleteMany({ where: { id, personId: actor.personId } }));
}

/** Opens an own saved search: its address; from now on only what comes later is new. Errors: not_found. */
export async function openSavedSearch(actor: Actor, id: string): Promise<{ query: string }> {
  return inTransaction(async (tx) => {
    const mine = { id, personId: actor.personId };
    const row = await tx.savedSearch.findFirst({ where: mine, select: { query: true } });
    if (!row) throw notFound();
    await tx.savedSearch.updateMany({ where: mine, data: { seenAt: actor.now } });
    return row;
  });
}

async function namedOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(work);
  } catch (error) {
    if (isUniqueViolation(error)) throw invalid("search-name-taken", "name");
    throw error;
  }
}
