import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { TERMINAL } from "./lifecycle.ts";
import { employedAt } from "./post-problem.server.ts";
import { refreshReaders } from "./visibility.server.ts";

/**
 * After a person has left an enterprise: open problems pass to the deputy named there, if there is one who is still
 * employed. Without one they stay with the enterprise: everyone who may post for it then acts as the author
 * (relations.server.ts). History keeps the author's name. Running it again changes nothing.
 */
export async function passProblems({ personId, enterpriseId, now }: { personId: string; enterpriseId: string; now: Date }): Promise<{ passed: number }> {
  return inTransaction(async (tx) => {
    const still = await tx.membership.count({ where: { personId, ...employedAt(enterpriseId, now) } });
    if (still > 0) return { passed: 0 };
    const deputies = await tx.deputy.findMany({
      where: { personId, endedAt: null, deputyId: { not: personId }, OR: [{ organisationId: enterpriseId }, { organisationId: { in: await studiosOf(tx, enterpriseId) } }] },
      orderBy: { createdAt: "desc" },
      select: { deputyId: true, deputy: { select: { name: true, memberships: { where: employedAt(enterpriseId, now), select: { id: true }, take: 1 } } } },
    });
    const heir = deputies.find((one) => one.deputy.memberships.length > 0);
    if (!heir) return { passed: 0 };
    const open = await tx.problem.findMany({
      where: { authorId: personId, enterpriseId, state: { notIn: [...TERMINAL] } },
      orderBy: { createdAt: "asc" },
      select: { id: true },
    });
    for (const { id } of open) {
      await tx.problem.update({ where: { id }, data: { authorId: heir.deputyId, version: { increment: 1 } } });
      await refreshReaders(tx, id);
      await recordEvent(tx, {
        type: "problem.author-passed",
        organisationId: enterpriseId,
        subjectKind: "problem",
        subjectId: id,
        by: null,
        payload: { from: personId, to: heir.deputyId, toName: heir.deputy.name },
        at: now,
      });
    }
    return { passed: open.length };
  });
}

async function studiosOf(tx: Tx, enterpriseId: string): Promise<string[]> {
  const rows = await tx.organisation.findMany({ where: { parentId: enterpriseId, kind: "STUDIO" }, select: { id: true } });
  return rows.map((row) => row.id);
}
