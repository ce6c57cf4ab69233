import { inTransaction } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { refreshReaders, requireAccess } from "#app/modules/problems/visibility.server.ts";
import { requireLease } from "./lease.server.ts";
import { lockProblem, requireProblem } from "./studios.server.ts";

/**
 * The lead of the team signs the confidentiality and IP agreement, in person: a deputy can't.
 * Only then the confidential layer opens to a foreign team. Signing twice is signing once.
 */
export async function signAgreement(actor: Actor, input: { problemId: string; studioId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    await lockProblem(tx, input.problemId);
    const problem = await requireProblem(tx, input.problemId);
    if (!problem.agreementRequired) throw invalid("agreement-not-required");
    const lease = await requireLease(tx, problem.id);
    const leads =
      lease.studioId === input.studioId && lease.members.some((m) => m.isLead && m.personId === actor.personId);
    if (!leads) throw forbidden("not-the-lead");

    const key = { problemId: problem.id, kind: "AGREEMENT" as const, studioId: lease.studioId };
    const known = await tx.permit.findUnique({
      where: { problemId_kind_studioId: key },
      select: { state: true, personId: true },
    });
    if (known?.state === "GRANTED" && known.personId === actor.personId) return;
    const signed = {
      organisationId: problem.enterpriseId,
      personId: actor.personId,
      state: "GRANTED" as const,
      requestedById: actor.personId,
      requestedAt: actor.now,
      decidedById: actor.personId,
      decidedAt: actor.now,
    };
    const { id } = await tx.permit.upsert({
      where: { problemId_kind_studioId: key },
      create: { ...key, ...signed },
      update: { ...signed, version: { increment: 1 } },
      select: { id: true },
    });
    await refreshReaders(tx, problem.id);
    await recordEvent(tx, {
      type: "problem.agreement-signed",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problem.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: lease.studioId,
      payload: { permitId: id, studioId: lease.studioId },
      layer: "OWN",
      at: actor.now,
    });
  });
}
