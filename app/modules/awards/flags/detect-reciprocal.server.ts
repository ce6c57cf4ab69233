import type { Tx } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { type AcceptedResult, friendlyRings, type Ring } from "./rings.ts";
import { type Found, RECIPROCAL, type Target } from "./rules.ts";

type Reader = Pick<Tx, "$queryRaw">;

type Row = {
  id: string;
  kind: "problem" | "adoption";
  targetId: string;
  at: Date;
  /** The accepting enterprise and its person. */
  enterpriseId: string;
  acceptorId: string;
  /** The solving studio's enterprise, its team, and the studio. */
  solverEnterpriseId: string;
  solverIds: string[];
  anonymous: boolean;
};

/**
 * Accepted results between two enterprises: of problems the last acceptance that stands, of adoptions the accepted one.
 * Only those of enterprises, or of two people, with enough of them in one direction.
 */
const resultsOf = (reader: Reader) => reader.$queryRaw<Row[]>`
  WITH standing AS (
    SELECT DISTINCT ON (a."problemId") a."id", a."problemId", a."byId", a."at", a."solutionId"
    FROM "Acceptance" a WHERE a."verdict" IN ('FIXED', 'PARTLY') AND a."supersededAt" IS NULL
    ORDER BY a."problemId", a."at" DESC
  ), accepted AS (
    SELECT s."id", 'problem' AS "kind", p."id" AS "targetId", s."at", p."enterpriseId", s."byId" AS "acceptorId",
           so."engagementId", p."anonymous"
    FROM standing s
    JOIN "Problem" p ON p."id" = s."problemId" AND p."state" = 'SOLVED' AND p."origin" = 'POSTED'
    JOIN "Solution" so ON so."id" = s."solutionId"
    UNION ALL
    SELECT r."id", 'adoption', r."id", r."decidedAt", r."enterpriseId", r."decidedById",
           so."engagementId", r."anonymous" OR p."anonymous"
    FROM "Reuse" r JOIN "Problem" p ON p."id" = r."fixId"
    JOIN LATERAL (SELECT "engagementId" FROM "Solution" WHERE "problemId" = r."fixId" AND "state" = 'ACCEPTED'
                  ORDER BY "acceptedAt" DESC LIMIT 1) so ON true
    WHERE r."state" = 'ACCEPTED'
  ), directed AS (
    SELECT a.*, studio."parentId" AS "solverEnterpriseId",
           count(*) OVER (PARTITION BY a."enterpriseId", studio."parentId") AS "between"
    FROM accepted a JOIN "Engagement" e ON e."id" = a."engagementId"
    JOIN "Organisation" studio ON studio."id" = e."studioId"
    WHERE studio."parentId" IS NOT NULL AND studio."parentId" <> a."enterpriseId"
  )
  SELECT d."id", d."kind", d."targetId", d."at", d."enterpriseId", d."acceptorId", d."solverEnterpriseId",
         d."anonymous",
         ARRAY(SELECT m."personId"::text FROM "EngagementMember" m WHERE m."engagementId" = d."engagementId") AS "solverIds"
  FROM directed d WHERE d."between" >= ${RECIPROCAL.each}
  ORDER BY d."at", d."id"`;

/** One ring, at the level of enterprises or of people. */
type Level = "enterprises" | "people";

function foundOf(level: Level, ring: Ring, rows: ReadonlyMap<string, Row>): Found {
  const shown = ring.evidence.flatMap(({ id }) => rows.get(id) ?? []);
  const days = shown.map((row) => formatDate(row.at)).sort();
  const targets = new Map(shown.map((row): [string, Target] => [row.targetId, { kind: row.kind, id: row.targetId }]));
  const organisationIds = [...new Set(shown.flatMap((row) => [row.enterpriseId, row.solverEnterpriseId]))].sort();
  return {
    subjectKey: `${level}:${ring.members.join(">")}`,
    evidence: [...new Set(shown.map((row) => row.id))].sort(),
    facts: {
      ring: { of: level, ids: ring.members, counts: ring.counts },
      from: days[0],
      to: days.at(-1),
      masked: shown.some((row) => row.anonymous),
      organisationIds,
    },
    organisationIds,
    personIds:
      level === "people"
        ? [...ring.members].sort()
        : [...new Set(shown.flatMap((row) => [row.acceptorId, ...row.solverIds]))].sort(),
    targets: [...targets.values()],
  };
}

const DIRECTIONS: Record<Level, (row: Row) => AcceptedResult[]> = {
  enterprises: (row) => [{ id: row.id, by: row.enterpriseId, of: row.solverEnterpriseId, at: row.at }],
  // A team has many people: each of them is one who is accepted.
  people: (row) => row.solverIds.map((of) => ({ id: row.id, by: row.acceptorId, of, at: row.at })),
};

/**
 * Friendly mutual acceptance, between enterprises and between people. What an officer cleared for a ring counts for it
 * no more: it takes as much again to raise it anew.
 * @param cleared ids of evidence cleared before, by ring
 */
export async function detectReciprocal(
  reader: Reader,
  cleared: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Found[]> {
  const found = await resultsOf(reader);
  const rows = new Map(found.map((row) => [row.id, row]));
  return (["enterprises", "people"] as const).flatMap((level) => {
    const results = found.flatMap(DIRECTIONS[level]);
    return friendlyRings(results).flatMap((ring) => {
      const known = cleared.get(`${level}:${ring.members.join(">")}`);
      if (!known) return [foundOf(level, ring, rows)];
      const members = new Set(ring.members);
      const left = results.filter(({ id, by, of }) => members.has(by) && members.has(of) && !known.has(id));
      return friendlyRings(left).map((again) => foundOf(level, again, rows));
    });
  });
}
