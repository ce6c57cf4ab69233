import { db } from "#app/lib/db.server.ts";

export type AuditedFinding = { kind: string; part: string };

/**
 * What the newest check of everything found about one round or one application, by kind and part: whoever reads its
 * evidence must not take a changed row for what was said. `more` were found, but not kept one by one: they may be about
 * this, too. At most two statements.
 */
export async function findingsAbout(subjectKind: "round" | "application", subjectId: string) {
  const run = await db.auditRun.findFirst({
    where: { state: "DONE" },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    select: { id: true, askedAt: true, found: true, _count: { select: { findings: true } } },
  });
  if (!run || run.found === 0) return { checkedAt: run?.askedAt.toISOString() ?? null, findings: [], more: 0 };
  const findings: AuditedFinding[] = await db.auditFinding.findMany({
    where: { runId: run.id, subjectKind, subjectId },
    orderBy: { position: "asc" },
    select: { kind: true, part: true },
  });
  return { checkedAt: run.askedAt.toISOString(), findings, more: run.found - run._count.findings };
}
