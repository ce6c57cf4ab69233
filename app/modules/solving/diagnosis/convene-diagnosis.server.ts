import { inTransaction } from "#app/lib/db.server.ts";
import { DomainError, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { spokesOrganisation } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { requireInvitees, seat } from "./invitees.server.ts";
import { recordRoomEvent, tellOnTimeline } from "./room-event.server.ts";
import { timesFrom } from "./rules.ts";
import { type Where, whereHeld } from "./where-held.ts";

type Call = Partial<Where> & {
  problemId: string;
  version: number | null;
  purpose: string;
  /** As typed, in the enterprise's time zone. */
  times?: readonly string[];
  /** `person@organisation` of those invited. */
  invite?: readonly string[];
};

/**
 * Calls several studios together to look at it (会诊), by the poster's side or the secretariat; the problem's state
 * stays. Whoever calls has a seat. Errors: not_found, forbidden, conflict, invalid (times, invite, mode, link)
 */
export async function conveneDiagnosis(actor: Actor, input: Call): Promise<{ diagnosisId: string }> {
  await requireAccess(actor, input.problemId);
  const people = await requireInvitees(actor, input.problemId, input.invite ?? []);
  return inTransaction(async (tx) => {
    const diagnosisId = crypto.randomUUID();
    const relations = await loadRelations(tx, actor, input.problemId);
    const side = relations.has("AUTHOR") ? "AUTHOR" : "SECRETARIAT";
    if (!relations.has(side)) throw forbidden("not-your-move");
    const problem = await tx.problem.findUniqueOrThrow({
      where: { id: input.problemId },
      select: {
        id: true,
        enterpriseId: true,
        allianceId: true,
        visitAllowed: true,
        anonymous: true,
        enterprise: { select: { timeZone: true } },
      },
    });
    const place = whereHeld(problem, side, {
      mode: input.mode ?? (problem.visitAllowed ? "ON_SITE" : "VIDEO"),
      place: input.place ?? "",
      link: input.link ?? "",
      minutes: input.minutes ?? 120,
    });
    const proposed = timesFrom(input.times ?? [], problem.enterprise.timeZone, actor.now);
    if (!("times" in proposed)) throw invalid(proposed.messageKey, "times", proposed.values);
    const organisationId = spokesOrganisation(actor, problem.enterpriseId, problem.allianceId);
    if (!organisationId) throw new DomainError("forbidden", "not-your-move");
    await tellOnTimeline(tx, actor, {
      problemId: input.problemId,
      diagnosisId,
      version: input.version,
      step: "convened",
      layer: "DETAIL",
      also: async () => {
        await tx.jointDiagnosis.create({
          data: {
            id: diagnosisId,
            problemId: input.problemId,
            convenedById: actor.personId,
            side,
            purpose: input.purpose.trim(),
            ...place,
            createdAt: actor.now,
            times: { create: proposed.times.map((startsAt) => ({ startsAt })) },
            seats: {
              create: {
                personId: actor.personId,
                organisationId,
                convener: true,
                state: "COMING",
                invitedById: actor.personId,
                invitedAt: actor.now,
              },
            },
          },
        });
        await seat(tx, actor, diagnosisId, people);
      },
    });
    if (people.length > 0)
      await recordRoomEvent(
        tx,
        actor,
        { id: diagnosisId, problem },
        { step: "invited", told: people.map((one) => one.personId) },
      );
    return { diagnosisId };
  });
}
