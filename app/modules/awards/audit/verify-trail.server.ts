import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { readAtOnce } from "#app/modules/events/read-at-once.server.ts";
import { textHash } from "#app/modules/events/chain.ts";
import { statementHash } from "../applications/statement-hash.server.ts";
import { toldWhole, type Told, TRAIL_EVENTS, trailWrongs } from "./application-trail.ts";

const PAGE = 500;

const where = { round: { openedAt: { not: null } } };

async function pageAfter(tx: Tx, last: string) {
  const page = await tx.awardApplication.findMany({
    where: { ...where, ...(last && { id: { gt: last } }) },
    orderBy: { id: "asc" },
    take: PAGE,
    include: {
      steps: { orderBy: { position: "asc" } },
      confirmations: true,
      round: { select: { organisationId: true } },
    },
  });
  const events = await tx.event.findMany({
    where: { subjectKind: "application", subjectId: { in: page.map((one) => one.id) }, type: { in: TRAIL_EVENTS } },
    orderBy: { id: "asc" },
    select: { subjectId: true, type: true, actorId: true, actorName: true, at: true, reason: true, payload: true },
  });
  return { page, events };
}

/**
 * Every application of an opened round went its way as the chain says: what it is for, what it says and who confirmed it,
 * each office's opinion with who gave it and when, when and by whom it was handed in, admitted, decided and taken back,
 * and for what reason. Reads in pages, a few statements each.
 */
export async function verifyTrail(tell: Tell): Promise<AuditResult> {
  const total = await db.awardApplication.count({ where });
  const findings: AuditFinding[] = [];
  let [checked, untold] = [0, 0];
  for (let last = ""; ; ) {
    const { page, events } = await readAtOnce((tx) => pageAfter(tx, last));
    const byId = Map.groupBy(events, (one) => one.subjectId);
    for (const { round, ...row } of page) {
      const told = (byId.get(row.id) ?? []) as Told[];
      const hashes = { statement: statementHash(row.statement), opinion: textHash };
      for (const wrong of trailWrongs(row, told, hashes))
        findings.push({
          ...wrong,
          organisationId: round.organisationId,
          subjectKind: "application",
          subjectId: row.id,
        });
      if (!toldWhole(row, told)) untold += 1;
    }
    checked += page.length;
    await tell(checked, total);
    last = page.at(-1)?.id ?? "";
    if (page.length < PAGE) return { checked, findings, untold };
  }
}

/**
 * A grade that is another than the rank's, and a spread that was let stand, are what the chain says, each with its reason;
 * before the notice no grade stands that nobody proposed, and who was passed over has none. One statement.
 */
export async function verifyGrades(): Promise<AuditResult> {
  const [checked, findings] = await Promise.all([
    db.awardApplication.count({ where: { round: { panelClosedAt: { not: null } } } }),
    db.$queryRaw<AuditFinding[]>`
      WITH proposed AS (
        SELECT DISTINCT ON (e."payload" ->> 'applicationId') e."payload" ->> 'applicationId' AS "id",
          e."payload" ->> 'grade' AS "grade", e."reason" FROM "Event" e
        WHERE e."subjectKind" = 'round' AND e."type" = 'award.proposed' ORDER BY e."payload" ->> 'applicationId', e."id" DESC
      ), settled AS (
        SELECT DISTINCT ON (e."payload" ->> 'applicationId') e."payload" ->> 'applicationId' AS "id",
          (e."payload" ->> 'spread')::int AS "spread", e."reason" FROM "Event" e
        WHERE e."subjectKind" = 'round' AND e."type" = 'panel.spread-settled' ORDER BY e."payload" ->> 'applicationId', e."id" DESC
      ), stands AS (
        SELECT a.*, r."organisationId", p."grade" AS "given", p."reason" AS "why", s."spread" AS "let", s."reason" AS "letWhy"
        FROM "AwardApplication" a JOIN "AwardRound" r ON r."id" = a."roundId" AND r."openedAt" IS NOT NULL
        LEFT JOIN proposed p ON p."id" = a."id"::text LEFT JOIN settled s ON s."id" = a."id"::text
      )
      SELECT 'row-differs' AS "kind", "organisationId", 'application' AS "subjectKind", "id"::text AS "subjectId", 'grade-reason' AS "part"
        FROM stands WHERE "gradeReason" <> CASE WHEN "given" IS NULL THEN '' ELSE "why" END
      UNION ALL SELECT 'row-differs', "organisationId", 'application', "id"::text, 'grade' FROM stands
        WHERE "state" = 'ADMITTED' AND "grade" <> coalesce("given", '') OR "state" = 'NOT_AWARDED' AND "grade" <> ''
      UNION ALL SELECT 'row-differs', "organisationId", 'application', "id"::text, 'spread' FROM stands
        WHERE "spreadSettled" IS DISTINCT FROM "let" OR "spreadReason" <> coalesce("letWhy", '')
      ORDER BY 4, 5`,
  ]);
  return { checked, findings };
}
