import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { refreshReaders, requireAccess } from "#app/modules/problems/visibility.server.ts";
import { requireLease } from "./lease.server.ts";
import { askAgreementAgain } from "./permits.server.ts";
import { leadsStudio } from "./policy.ts";
import { requireProblem, requireStudioMembers } from "./studios.server.ts";

type Team = { problemId: string; version: number | null; memberIds: string[]; leadId: string };

/** The studio's leader dispatches members to the work and names who leads it; until the solution is handed in. A new lead signs a required agreement anew. */
export async function changeTeam(actor: Actor, input: Team): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    const problem = await requireProblem(tx, input.problemId);
    const lease = await requireLease(tx, problem.id);
    if (!leadsStudio(actor, lease.studioId)) throw forbidden("not-your-studio");
    if (problem.state !== "IN_PROGRESS") throw conflict("problem-state");
    const memberIds = [...new Set(input.memberIds)];
    if (!memberIds.includes(input.leadId)) throw invalid("lead-in-team", "leadId");

    const written = await tx.problem.updateMany({
      where: { id: problem.id, version: input.version ?? problem.version, state: "IN_PROGRESS" },
      data: { version: { increment: 1 } },
    });
    if (written.count !== 1) throw conflict("problem-changed");
    const before = lease.members.map((m) => m.personId);
    const added = memberIds.filter((id) => !before.includes(id));
    // Somebody who left the studio meanwhile may stay listed for what was done, but nobody new from outside comes in.
    await requireStudioMembers(tx, lease.studioId, [...new Set([...added, input.leadId])], actor.now, "memberIds");
    await tx.engagementMember.deleteMany({ where: { engagementId: lease.id } });
    await tx.engagementMember.createMany({
      data: memberIds.map((personId) => ({ engagementId: lease.id, personId, isLead: personId === input.leadId })),
    });
    const agreementAgain = await askAgreementAgain(tx, {
      problemId: problem.id,
      studioId: lease.studioId,
      leadId: input.leadId,
      at: actor.now,
    });
    await refreshReaders(tx, problem.id);
    await recordEvent(tx, {
      type: "problem.team-changed",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problem.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: lease.studioId,
      payload: {
        studioId: lease.studioId,
        added,
        removed: before.filter((id) => !memberIds.includes(id)),
        leadId: input.leadId,
        agreementAgain,
      },
      layer: "DETAIL",
      at: actor.now,
    });
  });
}
