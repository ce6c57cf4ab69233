import type { Sql } from "./sql.ts";

/** What the database knows of the indexes in Meilisearch; one row of settings, shared by all processes. */
export type IndexState = {
  /** The index that answers. */
  live: string | null;
  /** SETTINGS_MARK it was made with. */
  mark: string;
  /** The index being filled; gets every change too. */
  building: string | null;
  /** When the building gave a last sign of life. */
  beat: string;
  /** The latest task of Meilisearch that is in the live index. One whose tasks are behind was set back. */
  task: number;
};

const INDEX_SETTING = "search.index";
const NO_INDEX: IndexState = { live: null, mark: "", building: null, beat: "", task: -1 };

export async function readIndexState(sql: Sql): Promise<IndexState> {
  const rows = await sql.$queryRawUnsafe<{ value: IndexState }[]>(
    `SELECT "value" FROM "Setting" WHERE "key" = $1`,
    INDEX_SETTING,
  );
  return { ...NO_INDEX, ...rows[0]?.value };
}

/** Changes parts of the state, if it still is as `when` says; tells whether it was. */
export async function changeIndexState(
  sql: Sql,
  change: Partial<IndexState>,
  when = "true",
  ...values: unknown[]
): Promise<boolean> {
  const rows = await sql.$queryRawUnsafe<unknown[]>(
    `INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES ($1, $2::jsonb || $3::jsonb, now() AT TIME ZONE 'UTC')
     ON CONFLICT ("key") DO UPDATE SET "value" = "Setting"."value" || $3::jsonb, "updatedAt" = EXCLUDED."updatedAt" WHERE ${when} RETURNING 1`,
    INDEX_SETTING,
    JSON.stringify(NO_INDEX),
    JSON.stringify(change),
    ...values,
  );
  return rows.length === 1;
}

const LEASE_SETTING = "search.pump";

/** One process pushes at a time: two could send an older version after a newer one. @returns whether it is ours */
export async function takeLease(sql: Sql, owner: string, lease = LEASE_SETTING): Promise<boolean> {
  const rows = await sql.$queryRawUnsafe<unknown[]>(
    `INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES ($1, to_jsonb($2::text), now() AT TIME ZONE 'UTC')
     ON CONFLICT ("key") DO UPDATE SET "value" = EXCLUDED."value", "updatedAt" = EXCLUDED."updatedAt"
     WHERE "Setting"."value" IN (EXCLUDED."value", 'null'::jsonb) OR "Setting"."updatedAt" < EXCLUDED."updatedAt" - interval '120 seconds'
     RETURNING 1`,
    lease,
    owner,
  );
  return rows.length === 1;
}

export const giveLeaseBack = (sql: Sql, owner: string, lease = LEASE_SETTING): Promise<number> =>
  sql.$executeRawUnsafe(
    `UPDATE "Setting" SET "value" = 'null'::jsonb WHERE "key" = $1 AND "value" = to_jsonb($2::text)`,
    lease,
    owner,
  );
