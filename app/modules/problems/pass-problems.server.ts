import type { Tx } from "#app/lib/db.server.ts";
import { type Leave, onLeave } from "#app/modules/accounts/on-leave.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { TERMINAL } from "./lifecycle.ts";
import { employedAt } from "./post-problem.server.ts";
import { refreshReaders } from "./visibility.server.ts";

/**
 * When somebody leaves an enterprise: open problems pass to the deputy named for it, if still employed there.
 * Without one they stay with the enterprise: everyone who may post for it then acts as the author
 * (relations.server.ts). History keeps the author's name.
 */
export async function passProblems(tx: Tx, leave: Leave): Promise<void> {
  const enterpriseId = await enterpriseOf(tx, leave);
  if (!enterpriseId || !leave.deputyId || leave.deputyId === leave.personId) return;
  if ((await tx.membership.count({ where: { personId: leave.personId, ...employedAt(enterpriseId, leave.at) } })) > 0)
    return;
  const deputy = await tx.person.findFirst({
    where: { id: leave.deputyId, disabledAt: null, memberships: { some: employedAt(enterpriseId, leave.at) } },
    select: { id: true, name: true },
  });
  if (!deputy) return;
  const open = await tx.problem.findMany({
    where: { authorId: leave.personId, enterpriseId, state: { notIn: [...TERMINAL] } },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  for (const { id } of open) {
    await tx.problem.update({ where: { id }, data: { authorId: deputy.id, version: { increment: 1 } } });
    await refreshReaders(tx, id);
    await recordEvent(tx, {
      type: "problem.author-passed",
      organisationId: enterpriseId,
      subjectKind: "problem",
      subjectId: id,
      by: leave.by,
      actorOrgId: enterpriseId,
      payload: { fromId: leave.personId, toId: deputy.id, toName: deputy.name },
      at: leave.at,
    });
  }
}

async function enterpriseOf(tx: Tx, leave: Leave): Promise<string | null> {
  if (leave.organisationKind === "ENTERPRISE") return leave.organisationId;
  if (leave.organisationKind !== "STUDIO") return null;
  const studio = await tx.organisation.findUnique({ where: { id: leave.organisationId }, select: { parentId: true } });
  return studio?.parentId ?? null;
}

/** Called at the start. */
export function registerProblemHeirs(): void {
  onLeave("problems", passProblems);
}
