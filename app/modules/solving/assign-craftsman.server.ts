import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { DomainError, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { DEFAULT_CAP } from "./matching/rules.ts";
import { openPermit } from "./permits.server.ts";
import { isForeign } from "./policy.ts";
import { requireProblem, requireStudio, requireStudioMembers, studioInCircle } from "./studios.server.ts";

type Wish = {
  problemId: string;
  version: number | null;
  craftsmanId: string;
  studioId: string;
  note?: string;
  /** Assign although the craftsman's workload cap is reached. */
  overCap?: boolean;
};

/** What a person has in hand: leases in force and offers not answered. */
export async function workloadOf(tx: Tx, personId: string): Promise<{ name: string; open: number; cap: number }> {
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { name: true, profile: { select: { workloadCap: true } } },
  });
  const leases = await tx.engagementMember.count({ where: { personId, engagement: { endedAt: null } } });
  const offers = await tx.assignment.count({ where: { craftsmanId: personId, state: "OFFERED" } });
  return { name: person.name, open: leases + offers, cap: person.profile?.workloadCap ?? DEFAULT_CAP };
}

/**
 * The secretariat assigns a craftsman (派单). Refused above the workload cap unless it says so again.
 * A foreign craftsman's employer is asked for its consent in the same step.
 */
export async function assignCraftsman(actor: Actor, input: Wish): Promise<{ assignmentId: string }> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    const problem = await requireProblem(tx, input.problemId);
    const studio = await requireStudio(tx, input.studioId);
    const assignmentId = crypto.randomUUID();
    const note = input.note?.trim() ?? "";
    await transition(tx, actor, {
      problemId: problem.id,
      version: input.version,
      action: "assign",
      event: "problem.assigned",
      layer: "DETAIL",
      payload: { assignmentId, craftsmanId: input.craftsmanId, studioId: studio.id },
      also: async () => {
        if (!(await studioInCircle(tx, problem.id, studio, actor.now)))
          throw new DomainError("invalid", "studio-outside-circle", { field: "studioId" });
        await requireStudioMembers(tx, studio.id, [input.craftsmanId], actor.now, "craftsmanId");
        if (input.craftsmanId === problem.authorId) throw invalid("assign-to-author", "craftsmanId");
        const load = await workloadOf(tx, input.craftsmanId);
        if (load.open >= load.cap && !input.overCap) throw invalid("workload-full", "craftsmanId", load);
        await tx.assignment.create({
          data: {
            id: assignmentId,
            problemId: problem.id,
            craftsmanId: input.craftsmanId,
            studioId: studio.id,
            assignedById: actor.personId,
            note,
            createdAt: actor.now,
          },
        });
        if (studio.enterpriseId && isForeign(studio.enterpriseId, problem.enterpriseId)) {
          await openPermit(tx, {
            problemId: problem.id,
            kind: "EMPLOYER_CONSENT",
            studioId: studio.id,
            organisationId: studio.enterpriseId,
            personId: input.craftsmanId,
            requestedById: actor.personId,
            note,
            at: actor.now,
          });
        }
      },
    });
    return { assignmentId };
  });
}
