import { READER_MARK, type Sql } from "./sql.ts";
import { LENGTH_TOKEN, LENGTH_UNIT, soundsOf } from "./statistics.server.ts";
import { CODE_MARK } from "./tokenize.ts";

/** What the word statistics know of a document. */
export type Change = { scope: string; length: number };

/** Codes and reader keys are looked for, never weighed. */
const isWeighed = (token: string): boolean => token[0] !== CODE_MARK && token[0] !== READER_MARK;

/** Changes of the word statistics, summed before they are written. */
export class WordCounts {
  readonly #scopes = new Map<string, Map<string, number>>();

  add({ scope, length, lexemes }: Change & { lexemes: readonly string[] }, by: 1 | -1): void {
    const tokens = this.#scopes.get(scope) ?? new Map<string, number>();
    this.#scopes.set(scope, tokens);
    const change = (token: string, times: number) => tokens.set(token, (tokens.get(token) ?? 0) + times);
    change(LENGTH_TOKEN, by * Math.round(length / LENGTH_UNIT));
    change("", by);
    for (const token of lexemes) if (isWeighed(token)) change(token, by);
  }

  /** In one order, so that two writers never wait for each other in a circle. */
  async write(tx: Sql): Promise<void> {
    const rows = [...this.#scopes].flatMap(([scope, tokens]) =>
      [...tokens].flatMap(([token, by]) => (by === 0 ? [] : [{ scope, token, by, ...soundsOf(token) }])),
    );
    if (rows.length === 0) return;
    await tx.$executeRawUnsafe(
      `${INSERT} SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[]) AS c("scope", "token", "by", "sound", "initials")
       ORDER BY 1, 2 ${MERGE}`,
      rows.map((row) => row.scope),
      rows.map((row) => row.token),
      rows.map((row) => row.by),
      rows.map((row) => row.sound),
      rows.map((row) => row.initials),
    );
  }
}

const INSERT = `INSERT INTO "SearchTerm" ("scope", "token", "documents", "sound", "initials")`;
const MERGE = `ON CONFLICT ("scope", "token") DO UPDATE SET "documents" = "SearchTerm"."documents" + EXCLUDED."documents",
  "sound" = EXCLUDED."sound", "initials" = EXCLUDED."initials"`;

/**
 * Counts the words of up to `most` documents that were written without, in the caller's transaction. Whoever changes
 * one of them meanwhile counts it: the row that says so belongs to one of the two.
 * @returns how many documents were counted
 */
export async function countWords(tx: Sql, most: number): Promise<number> {
  const taken = await tx.$queryRawUnsafe<{ documentId: string }[]>(
    `DELETE FROM "SearchUncounted" WHERE "documentId" IN (
       SELECT "documentId" FROM "SearchUncounted" ORDER BY 1 LIMIT ${most} FOR UPDATE SKIP LOCKED) RETURNING "documentId"`,
  );
  if (taken.length === 0) return 0;
  await tx.$queryRawUnsafe(`SELECT set_config('work_mem', '64MB', true)`);
  await tx.$executeRawUnsafe(`CREATE TEMPORARY TABLE "counted" ("scope" text, "token" text, "by" int) ON COMMIT DROP`);
  await tx.$executeRawUnsafe(
    `WITH taken AS MATERIALIZED (SELECT d."scope", d."length", d."tsv" FROM "SearchDocument" d WHERE d."id" = ANY ($1::text[]))
     INSERT INTO "counted"
     SELECT "scope", "token", count(*) FROM (SELECT "scope", unnest(tsvector_to_array("tsv")) AS "token" FROM taken) t
       WHERE left("token", 1) NOT IN ('${CODE_MARK}', '${READER_MARK}') GROUP BY 1, 2
     UNION ALL SELECT "scope", '', count(*) FROM taken GROUP BY 1
     UNION ALL SELECT "scope", '${LENGTH_TOKEN}', sum(round("length" / ${LENGTH_UNIT}.0)) FROM taken GROUP BY 1`,
    taken.map((row) => row.documentId),
  );
  const pairs = await tx.$queryRawUnsafe<{ token: string }[]>(
    `SELECT DISTINCT "token" FROM "counted" WHERE "token" ~ '^[\u4e00-\u9fff]{2}$'`,
  );
  const sounds = pairs.map(({ token }) => ({ token, ...soundsOf(token) }));
  await tx.$executeRawUnsafe(
    `${INSERT} SELECT c."scope", c."token", c."by", s."sound", s."initials" FROM "counted" c
       LEFT JOIN unnest($1::text[], $2::text[], $3::text[]) AS s("token", "sound", "initials") ON s."token" = c."token"
     ORDER BY 1, 2 ${MERGE}`,
    sounds.map((one) => one.token),
    sounds.map((one) => one.sound),
    sounds.map((one) => one.initials),
  );
  return taken.length;
}
