import { db, Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readerRowsOf } from "./visibility.server.ts";

export type FacetName = "state" | "severity" | "category" | "industry" | "equipment" | "enterprise" | "alliance";
export type FacetValue = { value: string; label?: string; count: number };
export type Facets = Record<FacetName, FacetValue[]>;

const NAMES: readonly FacetName[] = [
  "state",
  "severity",
  "category",
  "industry",
  "equipment",
  "enterprise",
  "alliance",
];
const MOST = 30;

type Row = Record<FacetName, string | null> & { count: number; grouped: number; label: string | null };

/**
 * How many of the problems the actor reads there are of each kind, in one query. Anonymous ones count under no
 * enterprise and no industry for who may not know the poster; reworded equipment counts as reworded.
 */
export async function countFacets(actor: Actor): Promise<Facets> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    WITH seen AS (
      SELECT p."state"::text AS "state", p."severity"::text AS "severity", p."category"::text AS "category", p."allianceId" AS "alliance",
             CASE WHEN k."own" OR NOT p."anonymous" OR (k."secretariat" AND p."shownToSecretariat") THEN p."industry"::text END AS "industry",
             CASE WHEN k."own" OR NOT p."anonymous" OR (k."secretariat" AND p."shownToSecretariat") THEN p."enterpriseId" END AS "enterprise",
             CASE WHEN k."confidential" THEN p."equipmentType" ELSE coalesce(p."redactions"->>'equipmentType', p."equipmentType") END AS "equipment"
      FROM (${readerRowsOf(actor)}) k JOIN "Problem" p ON p."id" = k."problemId"
    ), counted AS (
      SELECT "state", "severity", "category", "industry", "equipment", "enterprise", "alliance", count(*)::int AS "count",
             GROUPING("state", "severity", "category", "industry", "equipment", "enterprise", "alliance") AS "grouped"
      FROM seen
      GROUP BY GROUPING SETS (("state"), ("severity"), ("category"), ("industry"), ("equipment"), ("enterprise"), ("alliance"))
    )
    SELECT c.*, coalesce(nullif(o."shortName", ''), o."name") AS "label"
    FROM counted c LEFT JOIN "Organisation" o ON o."id" = coalesce(c."enterprise", c."alliance")
    ORDER BY c."count" DESC, coalesce(c."state", c."severity", c."category", c."industry", c."equipment", c."enterprise"::text, c."alliance"::text)`);
  const facets = Object.fromEntries(NAMES.map((name) => [name, []])) as unknown as Facets;
  for (const row of rows) {
    // GROUPING sets a bit for each column left out; the one column counted has none.
    const name = NAMES.find((_, index) => (row.grouped & (1 << (NAMES.length - 1 - index))) === 0);
    const value = name && row[name];
    if (!name || !value || facets[name].length >= MOST) continue;
    facets[name].push({ value, count: row.count, ...(row.label ? { label: row.label } : {}) });
  }
  return facets;
}
