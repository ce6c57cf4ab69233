import { db, PLANNED_ONCE } from "#app/lib/db.server.ts";
import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import { keysOf } from "#app/modules/problems/access.ts";
import { followVocabulary } from "./follow-vocabulary.server.ts";
import { VOCABULARY_KEY } from "./vocabulary.server.ts";
import type { Reader } from "#search/engines/engine.ts";

/** With more changes than this still to be sent, Meilisearch lags noticeably, and the rows in the database answer. */
const LAGGING = 300;

type Row = {
  live: string | null;
  words: number | null;
  pending: number;
  denied: string[] | null;
  lapsed: string[] | null;
};

/** What the engines must know of an actor at this moment, and which index answers; one query. The search follows the synonyms as they are now. */
export async function searchReader(actor: Actor): Promise<{ reader: Reader; index: string | null }> {
  const keys = keysOf(actor);
  const [row] = await db.$queryRaw<Row[]>`
    ${PLANNED_ONCE} SELECT (SELECT "value" ->> 'live' FROM "Setting" WHERE "key" = 'search.index') AS "live",
      (SELECT ("value" ->> 'version')::int FROM "Setting" WHERE "key" = ${VOCABULARY_KEY}) AS "words",
      (SELECT count(*)::int FROM (SELECT 1 FROM "SearchPush" LIMIT ${LAGGING}) pushes) AS "pending",
      (SELECT array_agg("problemId"::text) FROM "SearchDeny") AS "denied",
      (SELECT array_agg(r."problemId"::text) FROM "ProblemReader" r JOIN "SearchState" s ON s."problemId" = r."problemId"
       WHERE r."key" = ANY (${keys}) AND r."until" <= ${actor.now}::timestamp AND s."indexedAt" < r."until") AS "lapsed"`;
  await followVocabulary(row?.words ?? null);
  return {
    reader: { keys, denied: row?.denied ?? [], lapsed: row?.lapsed ?? [], scopes: employerIds(actor) },
    index: row && row.pending < LAGGING ? row.live : null,
  };
}
