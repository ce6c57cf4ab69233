import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { isAdmin } from "#app/modules/accounts/policy.ts";
import { roundsAuditedBy } from "#app/modules/awards/audit/visibility.ts";
import { numberOf } from "#app/modules/awards/dossier/record.ts";
import { seesFlags } from "#app/modules/awards/flags/policy.ts";
import { branchOf } from "#app/modules/awards/flags/unions-over.server.ts";
import { seesAudit } from "./policy.ts";
import { type Progress, underWay } from "./run-audit.server.ts";

/** So many findings a page shows. */
const SHOWN = 100;
const RUNS = 10;

const runSelect = {
  id: true,
  state: true,
  source: true,
  byName: true,
  askedAt: true,
  startedAt: true,
  finishedAt: true,
  progress: true,
  found: true,
} satisfies Prisma.AuditRunSelect;
type RunRow = Prisma.AuditRunGetPayload<{ select: typeof runSelect }>;

const shown = (row: RunRow) => ({
  ...row,
  askedAt: row.askedAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
  progress: row.progress as Progress[],
});

/** What an auditor sees of the installation's checks, which are not an auditor's business. */
const NOTHING = {
  runs: [] as ReturnType<typeof shown>[],
  run: null as ReturnType<typeof shown> | null,
  running: false,
  findings: [] as FindingRow[],
  more: 0,
  mayStart: false,
  flags: false,
};

/** Rounds whose evidence the actor reads, newest first. */
const auditedRounds = (actor: Actor) =>
  db.awardRound.findMany({
    where: roundsAuditedBy(actor),
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    take: 20,
    select: { id: true, name: true, nameEn: true, year: true },
  });

/**
 * The newest checks, and of one of them what was found: for an administrator all, for an officer what concerns the own
 * branch and the installation. Auditors of a round find it here. Errors: not_found.
 */
export async function loadAudit(actor: Actor, runId?: string) {
  const rounds = await auditedRounds(actor);
  if (!seesAudit(actor)) {
    if (rounds.length === 0 || runId) throw notFound();
    return { ...NOTHING, rounds };
  }
  const runs = await db.auditRun.findMany({
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: RUNS,
    select: runSelect,
  });
  const run = runId
    ? await db.auditRun.findUnique({ where: { id: runId }, select: runSelect })
    : (runs.find((one) => one.state === "DONE") ?? runs[0] ?? null);
  if (runId && !run) throw notFound();
  const admin = isAdmin(actor);
  const unions = actor.standings.filter((s) => s.role === "UNION_OFFICER" && !s.deputyFor).map((s) => s.organisationId);
  const branch = admin ? null : await branchOf(db, unions);
  const findings = run ? await findingsOf(run.id, branch) : [];
  return {
    runs: runs.map(shown),
    run: run ? shown(run) : null,
    running: (await db.auditRun.count({ where: underWay(actor.now) })) > 0,
    findings: findings.slice(0, SHOWN),
    more: Math.max(0, findings.length - SHOWN),
    mayStart: true,
    flags: seesFlags(actor),
    rounds,
  };
}

type FindingRow = {
  check: string;
  kind: string;
  seq: number | null;
  subjectKind: string;
  subjectId: string;
  part: string;
  organisation: string | null;
  /** What it is called: the round it is of, the rubric, the title; and the number of the application. */
  called: string | null;
  number: string | null;
  /** Where its evidence is read. */
  roundId: string | null;
  applicationId: string | null;
};
type FoundRow = Omit<FindingRow, "number"> & { year: number | null };

/** @param branch organisations whose findings may be read; null for all */
async function findingsOf(runId: string, branch: readonly string[] | null): Promise<FindingRow[]> {
  const rows = await db.$queryRaw<FoundRow[]>`
    SELECT f."check", f."kind", f."seq", f."subjectKind", f."subjectId", f."part",
      coalesce(o."name", f."organisationId"::text) AS "organisation", coalesce(r."name", b."name", t."name") AS "called", r."year", r."id" AS "roundId", a."id" AS "applicationId"
    FROM "AuditFinding" f LEFT JOIN "Organisation" o ON o."id" = f."organisationId"
      LEFT JOIN "Objection" j ON f."subjectKind" = 'objection' AND j."id"::text = f."subjectId"
      LEFT JOIN "AwardApplication" a ON a."id" = coalesce(j."applicationId",
        CASE WHEN f."subjectKind" IN ('application', 'application-scan') AND f."subjectId" <> '' THEN f."subjectId"::uuid END)
      LEFT JOIN "AwardRound" r ON r."id" = coalesce(a."roundId",
        CASE WHEN f."subjectKind" = 'round' AND f."subjectId" <> '' THEN f."subjectId"::uuid END)
      LEFT JOIN "Rubric" b ON f."subjectKind" = 'rubric' AND b."id"::text = f."subjectId"
      LEFT JOIN "AwardTitle" t ON f."subjectKind" = 'title' AND t."id"::text = f."subjectId"
    WHERE f."runId" = ${runId}::uuid
      AND (${branch === null} OR f."organisationId" IS NULL OR o."kind" = 'PLATFORM' OR f."organisationId" = ANY (${branch ?? []}::uuid[]))
    ORDER BY f."position"`;
  return rows.map(({ year, ...row }) => ({
    ...row,
    number: year !== null && row.applicationId !== null ? numberOf(year, row.applicationId) : null,
  }));
}
