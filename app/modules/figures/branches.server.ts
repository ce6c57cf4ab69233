import { db } from "#app/lib/db.server.ts";
import type { Branch, Scope } from "./closing.ts";

type Row = { id: string; kind: string; parentId: string | null; groupId: string | null };
const UNIONS = ["COUNTY_UNION", "INDUSTRY_UNION"];

/** Every federation with the unions, alliances and enterprises below it; one statement, plus one for alliances' members. */
export async function loadBranches(now: Date): Promise<Branch[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT o."id", o."kind"::text AS "kind", o."parentId", e."groupId"
    FROM "Organisation" o LEFT JOIN "Enterprise" e ON e."organisationId" = o."id"
    WHERE o."kind" <> 'STUDIO' ORDER BY o."id"`;
  const members = await db.$queryRaw<{ allianceId: string; enterpriseId: string }[]>`
    SELECT DISTINCT m."allianceId", CASE WHEN o."kind" = 'STUDIO' THEN o."parentId" ELSE o."id" END AS "enterpriseId"
    FROM "AllianceMember" m JOIN "Organisation" o ON o."id" = m."memberId"
    WHERE m."joinedAt" <= ${now} AND (m."leftAt" IS NULL OR m."leftAt" > ${now}) AND (o."kind" = 'ENTERPRISE' OR o."parentId" IS NOT NULL)`;
  const children = Map.groupBy(rows, (row) => row.parentId);
  const below = (id: string): Row[] => (children.get(id) ?? []).flatMap((row) => [row, ...below(row.id)]);
  const groupOf = new Map(rows.flatMap((row) => (row.groupId ? [[row.id, row.groupId] as const] : [])));
  const enterprisesIn = (found: readonly Row[]) =>
    found.filter((row) => row.kind === "ENTERPRISE").map((row) => row.id);
  return rows
    .filter((row) => row.kind === "FEDERATION")
    .map(({ id: rootId }) => {
      const all = below(rootId);
      const scopes: Scope[] = all.flatMap((row): Scope[] => {
        if (row.kind === "ALLIANCE") {
          const enterpriseIds = members.filter((m) => m.allianceId === row.id).map((m) => m.enterpriseId);
          return [{ id: row.id, kind: "ALLIANCE", enterpriseIds }];
        }
        return UNIONS.includes(row.kind)
          ? [{ id: row.id, kind: "UNION", enterpriseIds: enterprisesIn(below(row.id)) }]
          : [];
      });
      return { rootId, enterpriseIds: enterprisesIn(all), scopes, groupOf };
    });
}
