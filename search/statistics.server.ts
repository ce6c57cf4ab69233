import type { Question } from "./question.ts";
import { type Frequencies, tokensToWeigh } from "./ranking.ts";
import { initialsOf, soundOf } from "./sounds.ts";
import type { Sql } from "./sql.ts";

/** The token that counts the summed length of the documents, in tens of tokens: short of what a number holds. */
export const LENGTH_TOKEN = " ";
export const LENGTH_UNIT = 10;

const ASSUMED_LENGTH = 200;
/** Counts are known for so long, and so many of them. */
const KNOWN_MS = 60_000;
const MOST_KNOWN = 30_000;
/** Pairs that sound alike or have the same initials, the most frequent ones. */
const MOST_ALIKE = 40;

/** Pairs read alike, each with the number of documents that have it. */
export type Alike = { tokens: { token: string; documents: number }[]; documents: number };

/**
 * Word statistics of what was released and of the reader's own enterprises; nobody else's confidential words count.
 * What was read is known for a minute, under the enterprises it was read for, as a weight may be a minute old. That
 * no document has a word is never taken as known: a text just posted is found at once.
 */
export class Statistics {
  readonly #sql: Sql;
  readonly #counts = new Known<number>();
  readonly #alike = new Known<Alike>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async frequencies(question: Question, scopes: readonly string[]): Promise<Frequencies> {
    const of = await this.#counts.get(scopes, ["", LENGTH_TOKEN, ...tokensToWeigh(question)], async (tokens, all) => {
      const rows = await this.#sql.$queryRawUnsafe<{ token: string; documents: number }[]>(
        `SELECT "token", sum("documents")::int AS "documents" FROM "SearchTerm" WHERE "scope" = ANY ($1::text[]) AND "token" = ANY ($2::text[])
         GROUP BY "token" HAVING sum("documents") > 0`,
        all,
        tokens,
      );
      return rows.map((row) => [row.token, row.documents]);
    });
    const total = of.get("") ?? 0;
    const length = (of.get(LENGTH_TOKEN) ?? 0) * LENGTH_UNIT;
    return { total, averageLength: total > 0 && length > 0 ? length / total : ASSUMED_LENGTH, of };
  }

  /** Pairs of characters by how they are read, "zhu zhou", or by the initials of that, "zz". */
  async alike(
    column: "sound" | "initials",
    keys: readonly string[],
    scopes: readonly string[],
  ): Promise<Map<string, Alike>> {
    const found = await this.#alike.get(
      scopes,
      keys.map((key) => `${column} ${key}`),
      async (wanted, all) => {
        const rows = await this.#sql.$queryRawUnsafe<{ key: string; token: string; documents: number }[]>(
          `SELECT asked."key", t."token", t."documents" FROM unnest($1::text[]) AS asked("key") CROSS JOIN LATERAL (
             SELECT "token", sum("documents")::int AS "documents" FROM "SearchTerm"
             WHERE "${column}" = asked."key" AND "scope" = ANY ($2::text[]) AND "documents" > 0
             GROUP BY "token" ORDER BY 2 DESC LIMIT ${MOST_ALIKE}) t`,
          wanted.map((key) => key.slice(column.length + 1)),
          all,
        );
        const byKey = new Map<string, Alike>();
        for (const { key, token, documents } of rows) {
          const alike = byKey.get(`${column} ${key}`) ?? { tokens: [], documents: 0 };
          alike.tokens.push({ token, documents });
          alike.documents += documents;
          byKey.set(`${column} ${key}`, alike);
        }
        return [...byKey];
      },
    );
    return new Map([...found].map(([key, alike]) => [key.slice(column.length + 1), alike]));
  }
}

/** What was read lately, for each set of scopes apart. */
class Known<Value> {
  #entries = new Map<string, Value>();
  #until = 0;

  /** @param read what is not known; keys that have no value are left out */
  async get(
    scopes: readonly string[],
    keys: readonly string[],
    read: (keys: string[], scopes: string[]) => Promise<[string, Value][]>,
  ): Promise<Map<string, Value>> {
    const now = Date.now();
    if (now > this.#until || this.#entries.size > MOST_KNOWN) {
      this.#entries = new Map();
      this.#until = now + KNOWN_MS;
    }
    const entries = this.#entries;
    const all = ["", ...[...scopes].sort()];
    const place = (key: string) => `${all.join()}\n${key}`;
    const found = new Map<string, Value>();
    const missing: string[] = [];
    for (const key of new Set(keys)) {
      const value = entries.get(place(key));
      if (value === undefined) missing.push(key);
      else found.set(key, value);
    }
    if (missing.length > 0)
      for (const [key, value] of await read(missing, all)) {
        entries.set(place(key), value);
        found.set(key, value);
      }
    return found;
  }
}

const PAIR = /^[\u4e00-\u9fff]{2}$/;

/** What is noted of a token beside its count. */
export const soundsOf = (token: string): { sound: string | null; initials: string | null } => {
  const sound = soundOf(token);
  return { sound: PAIR.test(token) ? (sound ?? "") : null, initials: sound && initialsOf(sound) };
};

const BATCH = 5_000;

/** Notes the sounds of pairs that were counted before sounds were; one that cannot be read has the sound "". */
export async function noteSounds(sql: Sql): Promise<void> {
  for (;;) {
    const rows = await sql.$queryRawUnsafe<{ token: string }[]>(
      `SELECT DISTINCT "token" FROM "SearchTerm" WHERE "sound" IS NULL AND "token" ~ '^[\u4e00-\u9fff]{2}$' LIMIT ${BATCH}`,
    );
    if (rows.length === 0) return;
    await sql.$executeRawUnsafe(
      `UPDATE "SearchTerm" t SET "sound" = c."sound", "initials" = c."initials"
       FROM unnest($1::text[], $2::text[], $3::text[]) AS c("token", "sound", "initials") WHERE t."token" = c."token"`,
      rows.map((row) => row.token),
      rows.map((row) => soundsOf(row.token).sound),
      rows.map((row) => soundsOf(row.token).initials),
    );
  }
}
