import { db, inTransaction, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import { enqueue } from "#app/lib/jobs.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { platformId } from "#app/modules/accounts/platform.server.ts";
import { type AuditCheck, auditChecks, type AuditFinding } from "#app/modules/events/audit-checks.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { seesAudit } from "./policy.ts";

/** The background job that makes a run. */
export const AUDIT_JOB = "audit-run";
/** So many findings are kept one by one. */
const KEPT = 500;
/** How often the page is told how far it is. */
const TELL_MS = 1_000;
/** A run begun longer ago no longer keeps others from beginning: it may have broken off with its process. */
const BROKEN_MS = 30 * 60_000;

/** Runs that are under way, as far as one can tell. */
export const underWay = (now: Date): Prisma.AuditRunWhereInput => {
  const since = new Date(now.getTime() - BROKEN_MS);
  return { state: { in: ["WAITING", "RUNNING"] }, OR: [{ askedAt: { gt: since } }, { startedAt: { gt: since } }] };
};

export type AuditSource = "PAGE" | "CLOCK" | "COMMAND";
export type Progress = {
  check: string;
  done: number;
  total: number;
  found: number;
  finished: boolean;
  /** Of how many the chain does not say enough to compare all of it. */
  untold?: number;
};

/** Asks for a check of everything in the background. Errors: not_found (neither administrator nor officer), conflict (one is running). */
export async function startAudit(actor: Actor): Promise<{ id: string }> {
  if (!seesAudit(actor)) throw notFound();
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('audit', 0))::text`;
    const running = await tx.auditRun.count({ where: underWay(actor.now) });
    if (running > 0) throw conflict("audit-running");
    const by = { personId: actor.personId, name: actor.name };
    const { id } = await createRun(tx, "PAGE", actor.now, by);
    await record(tx, "asked", id, actor.now, by, {});
    await enqueue(tx, AUDIT_JOB, { runId: id });
    return { id };
  });
}

type By = { personId: string; name: string } | null;
export const createRun = (tx: Pick<Tx, "auditRun">, source: AuditSource, now: Date, by: By = null) =>
  tx.auditRun.create({
    data: { source, askedAt: now, byId: by?.personId, byName: by?.name ?? "" },
    select: { id: true },
  });

/**
 * Makes a run: every registered check, one after the other, with progress and findings kept as they come. May be made
 * again; a check that fails leaves the run FAILED. @returns what was found, up to 500 kept
 */
export async function runAudit(runId: string, now: () => Date, checks = auditChecks()): Promise<AuditOutcome> {
  await db.auditFinding.deleteMany({ where: { runId } });
  await db.auditRun.update({ where: { id: runId }, data: { state: "RUNNING", startedAt: now(), found: 0 } });
  const progress: Progress[] = checks.map(([check]) => ({ check, done: 0, total: 0, found: 0, finished: false }));
  const outcome: AuditOutcome = { progress, findings: [], found: 0 };
  try {
    for (const [n, [name, check]] of checks.entries()) await runCheck(runId, outcome, n, name, check);
  } catch (error) {
    await db.auditRun.update({ where: { id: runId }, data: { state: "FAILED", finishedAt: now(), progress } });
    throw error;
  }
  await inTransaction(async (tx) => {
    await tx.auditRun.update({
      where: { id: runId },
      data: { state: "DONE", finishedAt: now(), progress, found: outcome.found },
    });
    const checked = Object.fromEntries(progress.map(({ check, done }) => [check, done]));
    await record(tx, "finished", runId, now(), null, { found: outcome.found, checked });
  });
  return outcome;
}

export type AuditOutcome = {
  progress: Progress[];
  findings: (AuditFinding & { check: string })[];
  found: number;
};

async function runCheck(runId: string, outcome: AuditOutcome, n: number, name: string, check: AuditCheck) {
  const mine = outcome.progress[n] as Progress;
  const keep = () =>
    db.auditRun.update({
      where: { id: runId },
      data: { progress: outcome.progress as Prisma.InputJsonValue, found: outcome.found },
    });
  let told = 0;
  const {
    checked,
    findings,
    untold = 0,
  } = await check(async (done, total = 0) => {
    Object.assign(mine, { done, total });
    if (performance.now() - told < TELL_MS) return;
    told = performance.now();
    await keep();
  });
  const kept = findings.slice(0, KEPT - outcome.findings.length);
  await db.auditFinding.createMany({
    data: kept.map((one, position) => ({
      runId,
      position: outcome.findings.length + position,
      check: name,
      kind: one.kind,
      organisationId: one.organisationId,
      subjectKind: one.subjectKind ?? "",
      subjectId: one.subjectId ?? "",
      part: one.part ?? "",
      seq: one.seq ?? null,
    })),
  });
  outcome.findings.push(...kept.map((one) => ({ ...one, check: name })));
  outcome.found += findings.length;
  Object.assign(mine, { done: checked, total: checked, found: findings.length, finished: true, untold });
  await keep();
}

/** Into the installation's own chain; before it is set up there is none. */
async function record(tx: Tx, what: "asked" | "finished", runId: string, at: Date, by: By, payload: object) {
  if ((await tx.organisation.count({ where: { kind: "PLATFORM" } })) === 0) return;
  const platform = await platformId(tx);
  await recordEvent(tx, {
    type: `audit.${what}`,
    organisationId: platform,
    subjectKind: "audit",
    subjectId: runId,
    by,
    payload: { ...payload },
    at,
  });
}
