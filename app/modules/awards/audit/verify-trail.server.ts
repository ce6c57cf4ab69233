import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { checkInPages, type Page, toldOf } from "#app/modules/events/check-in-pages.server.ts";
import { textHash } from "#app/modules/events/chain.ts";
import { statementHash } from "../applications/statement-hash.server.ts";
import { toldWhole, TRAIL_EVENTS, trailWrongs } from "./application-trail.ts";

const where = { round: { openedAt: { not: null } } };

async function readPage(tx: Tx, page: Page) {
  const rows = await tx.awardApplication.findMany({
    ...page,
    where: { ...where, ...page.where },
    include: {
      steps: { orderBy: { position: "asc" } },
      confirmations: true,
      round: { select: { organisationId: true } },
    },
  });
  const told = await toldOf(
    tx,
    "application",
    rows.map((one) => one.id),
    TRAIL_EVENTS,
  );
  return rows.map((row) => ({ ...row, told: told(row.id) }));
}

/** Applications that were begun and are no more: the product removes none, not even a draft. One statement. */
const removed = () => db.$queryRaw<AuditFinding[]>`
  SELECT 'event-without-row' AS "kind", e."organisationId"::text AS "organisationId", 'application' AS "subjectKind",
    e."subjectId"::text AS "subjectId", '' AS "part"
  FROM "Event" e WHERE e."subjectKind" = 'application' AND e."type" = 'application.drafted'
    AND NOT EXISTS (SELECT 1 FROM "AwardApplication" a WHERE a."id" = e."subjectId")
  ORDER BY e."id"`;

/**
 * Every application of an opened round went its way as the chain says: that it was begun and is there, what it is for, what
 * it says and who confirmed it, each office's opinion with who gave it and when, when and by whom it was handed in,
 * admitted, decided and taken back, and for what reason. Reads in pages, a few statements each.
 */
export const verifyTrail = (tell: Tell): Promise<AuditResult> =>
  checkInPages(tell, {
    total: () => db.awardApplication.count({ where }),
    read: readPage,
    lost: removed,
    look: ({ round, told, ...row }) => {
      const hashes = { statement: statementHash(row.statement), opinion: textHash };
      const of = { organisationId: round.organisationId, subjectKind: "application", subjectId: row.id };
      return {
        wrongs: trailWrongs(row, told, hashes).map((wrong) => ({ ...of, ...wrong })),
        untold: !toldWhole(row, told),
      };
    },
  });

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
