import type { EnqueuedTaskPromise, Meilisearch } from "meilisearch";
import type { Sql } from "./sql.ts";

/** Documents as Meilisearch gets them: the text of a JSON list, and by what to see whether they have changed since. */
export type Payload = { body: string; ids: string[]; hashes: string[]; last: string };

/**
 * One row of one column each: what the client makes of every single cell costs more than the database. In order of the
 * ids, as Meilisearch counts the facets of a problem by the first of its documents, and CONFIDENTIAL knows most.
 */
const PAYLOAD = `SELECT json_agg(row_to_json(d) ORDER BY h."id" COLLATE "C")::text AS "body", array_agg(d."id") AS "ids", array_agg(h."hash") AS "hashes", max(h."id") AS "last"
  FROM "SearchDocument" h CROSS JOIN LATERAL (
    SELECT h."id", h."problemId", h."readers", h."title", h."codes", h."cause", h."action", h."phenomenon", h."other",
      nullif(h."files", '') AS "files", h."state", h."category", h."industry", nullif(h."equipmentType", '') AS "equipmentType",
      h."allianceId" AS "alliance", h."year", extract(epoch FROM h."createdAt")::float8 AS "createdAt") d`;

async function readPayload(sql: Sql, where: string, ...values: unknown[]): Promise<Payload | null> {
  const [row] = await sql.$queryRawUnsafe<(Payload | { body: null })[]>(`${PAYLOAD} WHERE ${where}`, ...values);
  return row && row.body !== null ? row : null;
}

export const readDocuments = (sql: Sql, ids: readonly string[]): Promise<Payload | null> =>
  readPayload(sql, `h."id" = ANY ($1::text[])`, [...ids]);
export const readDocumentsOf = (sql: Sql, problemIds: readonly string[]): Promise<Payload | null> =>
  readPayload(sql, `h."problemId" = ANY ($1::uuid[])`, [...problemIds]);
export const readDocumentsAfter = (sql: Sql, after: string, limit: number): Promise<Payload | null> =>
  readPayload(sql, `h."id" IN (SELECT "id" FROM "SearchDocument" WHERE "id" > $1 ORDER BY "id" LIMIT ${limit})`, after);

export const sendDocuments = (meili: Meilisearch, uid: string, { body }: Payload): EnqueuedTaskPromise =>
  meili.index(uid).addDocumentsFromString(body, "application/json");

/** Waits for a task and fails when it failed. */
export async function done(task: EnqueuedTaskPromise, timeout = 60_000): Promise<void> {
  const { status, error } = await task.waitTask({ timeout, interval: 20 });
  if (status !== "succeeded") throw new MeiliTaskError(error?.message ?? status);
}

/** Named so that it counts as the engine's trouble. */
export class MeiliTaskError extends Error {
  override name = "MeiliTaskError";
}

/** The number of the latest task; -1 before the first. */
export async function latestTask(meili: Meilisearch): Promise<number> {
  const { results } = await meili.tasks.getTasks({ limit: 1 });
  return results[0]?.uid ?? -1;
}

export const isMissing = (error: unknown): boolean =>
  (error as { cause?: { code?: string } }).cause?.code === "index_not_found";

/** An index left behind costs room, nothing else. */
export const removeIndex = (meili: Meilisearch, uid: string): Promise<unknown> =>
  Promise.resolve(meili.index(uid).delete()).catch(() => {});
