import type { BuiltDocument } from "./documents.ts";
import { READER_MARK, type Sql } from "./sql.ts";
import { LENGTH_TOKEN, LENGTH_UNIT, soundsOf } from "./statistics.server.ts";
import { CODE_MARK } from "./tokenize.ts";

/** What the word statistics know of a document. */
export type Change = { scope: string; length: number };

/** Codes and reader keys are looked for, never weighed. */
const isWeighed = (token: string): boolean => token[0] !== CODE_MARK && token[0] !== READER_MARK;

/** Changes of the word statistics, summed before they are written. */
export class WordCounts {
  /** Each count in an object of its own: a word is looked up once, and there are millions. */
  readonly #scopes = new Map<string, Map<string, { by: number }>>();

  add({ scope, length, lexemes }: Change & { lexemes: readonly string[] }, by: 1 | -1): void {
    const tokens = this.#scopes.get(scope) ?? new Map<string, { by: number }>();
    this.#scopes.set(scope, tokens);
    const change = (token: string, times: number) => {
      const count = tokens.get(token);
      if (count) count.by += times;
      else tokens.set(token, { by: times });
    };
    change(LENGTH_TOKEN, by * Math.round(length / LENGTH_UNIT));
    change("", by);
    for (const token of lexemes) if (isWeighed(token)) change(token, by);
  }

  /** Different words of all scopes. */
  get size(): number {
    let words = 0;
    for (const tokens of this.#scopes.values()) words += tokens.size;
    return words;
  }

  /** In one order, so that two writers never wait for each other in a circle. */
  async write(tx: Sql): Promise<void> {
    const [scopes, tokens, changes, sounds, initials]: [string[], string[], number[], string[], string[]] = [
      [],
      [],
      [],
      [],
      [],
    ];
    for (const [scope, counts] of this.#scopes)
      for (const [token, { by }] of counts) {
        if (by === 0) continue;
        const heard = soundsOf(token);
        scopes.push(scope);
        tokens.push(token);
        changes.push(by);
        sounds.push(heard.sound ?? NONE);
        initials.push(heard.initials ?? NONE);
      }
    if (tokens.length === 0) return;
    await tx.$executeRawUnsafe(
      `${INSERT} SELECT coalesce("scope", ''), coalesce("token", ''), "by"::int, "sound", "initials" FROM ${unnested("scope", "token", "by", "sound", "initials")}
       ${ORDER} ${MERGE}`,
      ...[scopes, tokens, changes, sounds, initials].map((column) => column.join(BETWEEN)),
    );
  }
}

/** Between the values of a column that goes to PostgreSQL as one text, which it reads several times faster than a list or JSON. No token holds it. */
const BETWEEN = "\n";
/** A value that is none. */
const NONE = "\u0001";
const unnested = (...columns: string[]): string =>
  `unnest(${columns.map((_column, n) => `string_to_array($${n + 1}::text, E'\\n', E'\\x01')`).join(", ")}) AS c(${columns.map((column) => `"${column}"`).join(", ")})`;

const INSERT = `INSERT INTO "SearchTerm" ("scope", "token", "documents", "sound", "initials")`;
/** The order of the key, compared as bytes; a scope and a token that are none are "". */
const ORDER = `ORDER BY coalesce(c."scope", '') COLLATE "C", coalesce(c."token", '') COLLATE "C"`;
const MERGE = `ON CONFLICT ("scope", "token") DO UPDATE SET "documents" = "SearchTerm"."documents" + EXCLUDED."documents",
  "sound" = EXCLUDED."sound", "initials" = EXCLUDED."initials"`;

/** So many different words are counted in memory; then they are written. */
const MOST_WORDS = 200_000;

/**
 * Counts the words of documents while their writer has them at hand, several times cheaper than from the rows. Each
 * document is noted in the database as not counted, with it was written: a killed process leaves that to `countWords`.
 */
export class CountedOnTheWay {
  #counts = new WordCounts();
  #hashes = new Map<string, string>();
  #twice = false;

  /** Adds documents whose notes are written in the same transaction; one that fails and is begun again counts for nothing. */
  add(documents: readonly BuiltDocument[]): void {
    for (const document of documents) {
      this.#twice ||= this.#hashes.has(document.id);
      this.#hashes.set(document.id, document.hash);
      this.#counts.add(document, 1);
    }
  }

  /** Writes the counts, if there are enough of them. */
  async writeWhenMany(inTransaction: InTransaction): Promise<void> {
    if (this.#counts.size >= MOST_WORDS) await this.write(inTransaction);
  }

  /** Writes the counts, unless somebody changed, removed or counted one of the documents meanwhile: then nothing. */
  async write(inTransaction: InTransaction): Promise<void> {
    const [counts, hashes, twice] = [this.#counts, this.#hashes, this.#twice];
    this.#counts = new WordCounts();
    this.#hashes = new Map();
    this.#twice = false;
    if (twice || hashes.size === 0) return;
    await inTransaction(async (tx) => {
      const ours = await tx.$queryRawUnsafe<{ ours: number }[]>(
        OURS,
        [...hashes.keys()].join(BETWEEN),
        [...hashes.values()].join(BETWEEN),
      );
      if (ours[0]?.ours !== hashes.size) return;
      await tx.$executeRawUnsafe(
        `DELETE FROM "SearchUncounted" WHERE "documentId" = ANY (string_to_array($1::text, E'\\n'))`,
        [...hashes.keys()].join(BETWEEN),
      );
      await counts.write(tx);
    });
  }
}

type InTransaction = (work: (tx: Sql) => Promise<void>) => Promise<void>;

/** How many of these documents stand as we wrote them and still wait to be counted; nobody else may count those until we are done. */
const OURS = `SELECT count(*)::int AS "ours" FROM (
  SELECT 1 FROM ${unnested("id", "hash")} JOIN "SearchUncounted" u ON u."documentId" = c."id" JOIN "SearchDocument" d ON d."id" = c."id" AND d."hash" = c."hash"
  FOR UPDATE OF u SKIP LOCKED) o`;

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
     ${ORDER} ${MERGE}`,
    sounds.map((one) => one.token),
    sounds.map((one) => one.sound),
    sounds.map((one) => one.initials),
  );
  return taken.length;
}
