import { db } from "#app/lib/db.server.ts";
import { EVIDENCE_OWNERS } from "./evidence-files.server.ts";

/** `of`: what it is about, a key of the audit's subjects; `called` as the page names it, a record or a file. */
export type AuditedFinding = { of: string; called: string; kind: string; part: string };
type Row = Omit<AuditedFinding, "called"> & { id: string };

/**
 * What the newest check of everything found about these, each thing once however many checks found it: whoever reads a
 * round's evidence must not take a changed row for what was said. `ids` are all that is shown: the round or the
 * application, and the records, flags, objections and owners of files; a patent or paper is its achievement's, a promotion
 * or result of a competition its studio's or competition's. A file of what shows none as evidence is none of it. `more`
 * were found, but not kept one by one: they may be about this, too. At most two statements.
 * @param names of records and files by id
 */
export async function findingsAbout(ids: readonly string[], names: ReadonlyMap<string, string> = new Map()) {
  const run = await db.auditRun.findFirst({
    where: { state: "DONE" },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    select: { id: true, askedAt: true, found: true, _count: { select: { findings: true } } },
  });
  if (!run || run.found === 0) return { checkedAt: run?.askedAt.toISOString() ?? null, findings: [], more: 0 };
  const rows = await db.$queryRaw<Row[]>`
    WITH shown AS (
      SELECT unnest(${[...new Set(ids)]}::uuid[]) AS "id"
    ), about AS (
      SELECT "id" FROM shown
      UNION SELECT t."achievementId" FROM shown JOIN "AchievementPatent" t USING ("id")
      UNION SELECT k."achievementId" FROM shown JOIN "AchievementWork" k USING ("id")
    ), within AS (
      SELECT p."studioId" AS "id", 'promotion' AS "part" FROM shown JOIN "StudioPromotion" p USING ("id")
      UNION SELECT r."competitionId", part FROM shown JOIN "CompetitionResult" r USING ("id"), unnest('{"",result}'::text[]) AS part
    )
    SELECT f."subjectKind" AS "of", f."subjectId" AS "id", f."kind", f."part" FROM "AuditFinding" f
    WHERE f."runId" = ${run.id}::uuid
      AND (f."subjectId" IN (SELECT "id"::text FROM about) OR (f."subjectId", f."part") IN (SELECT "id"::text, "part" FROM within))
      AND (f."part" NOT LIKE 'file:%' OR f."subjectKind" = ANY (${[...EVIDENCE_OWNERS]}))
    GROUP BY 1, 2, 3, 4 ORDER BY min(f."position")`;
  const findings = rows.map(({ id, ...row }): AuditedFinding => {
    const called = names.get(row.part.replace(/^file:/, "")) ?? names.get(id) ?? "";
    return { ...row, called };
  });
  return { checkedAt: run.askedAt.toISOString(), findings, more: run.found - run._count.findings };
}
