import { db } from "#app/lib/db.server.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { accessFrom, keysOf, type Layer } from "./access.ts";

/**
 * The layer each of these people reads of a problem at a moment; those it isn't open to are left out. For some hundred
 * people at a time, in three queries. Outside a transaction.
 */
export async function layersFor(
  personIds: readonly string[],
  problemId: string,
  now: Date,
): Promise<Map<string, Layer>> {
  const problem = await db.problem.findUnique({
    where: { id: problemId },
    select: {
      anonymous: true,
      shownToSecretariat: true,
      readers: { select: { key: true, layer: true, via: true, until: true } },
    },
  });
  const found = new Map<string, Layer>();
  if (!problem) return found;
  for (const [personId, actor] of await loadActors(personIds, now)) {
    const keys = new Set(keysOf(actor));
    const own = problem.readers.filter((reader) => keys.has(reader.key));
    const access = accessFrom(own, problem, now);
    if (access) found.set(personId, access.layer);
  }
  return found;
}
