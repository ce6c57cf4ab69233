import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { followClock } from "#app/modules/problems/clock.server.ts";
import { refreshReaders } from "#app/modules/problems/visibility.server.ts";
import { involvedIn } from "./permits.server.ts";
import { decidesPermit } from "./policy.ts";
import { lockProblem } from "./studios.server.ts";

type Decision = { permitId: string; version: number | null; granted: boolean; note?: string };

/**
 * A reviewer of the organisation asked grants or refuses; one granted may be taken back. A refusal says why.
 * What the team may read follows at once.
 */
export async function decidePermit(actor: Actor, input: Decision): Promise<void> {
  await inTransaction(async (tx) => {
    const found = await tx.permit.findUnique({
      where: { id: input.permitId },
      select: { problemId: true, organisationId: true },
    });
    if (!found || !organisationsWith(actor, "REVIEWER").includes(found.organisationId)) throw notFound();
    await lockProblem(tx, found.problemId);
    const permit = await tx.permit.findUniqueOrThrow({
      where: { id: input.permitId },
      select: {
        id: true,
        version: true,
        state: true,
        kind: true,
        studioId: true,
        organisationId: true,
        requestedById: true,
        problem: { select: { enterpriseId: true } },
      },
    });
    if (input.version !== null && input.version !== permit.version) throw conflict("permit-decided");
    const involved = [permit.requestedById, ...(await involvedIn(tx, found.problemId, permit.studioId))];
    if (permit.kind === "AGREEMENT" || !decidesPermit(actor, permit.organisationId, involved))
      throw forbidden("permit-not-yours");

    const takenBack = permit.state === "GRANTED" && !input.granted;
    if (permit.state !== "REQUESTED" && !takenBack) throw conflict("permit-decided");
    const note = input.note?.trim() ?? "";
    if (!input.granted && note === "") throw invalid("why-required", "note");
    if (permit.kind === "SAFETY_BRIEFING" && input.granted) {
      const visit = await tx.permit.count({
        where: { problemId: found.problemId, studioId: permit.studioId, kind: "VISIT_PERMIT", state: "GRANTED" },
      });
      if (visit === 0) throw invalid("visit-first", "granted");
    }
    const state = input.granted ? "GRANTED" : takenBack ? "WITHDRAWN" : "REFUSED";
    const written = await tx.permit.updateMany({
      where: { id: permit.id, version: permit.version },
      data: { state, note, decidedById: actor.personId, decidedAt: actor.now, version: { increment: 1 } },
    });
    if (written.count !== 1) throw conflict("permit-decided");
    await followClock(tx, found.problemId, actor.now);
    await refreshReaders(tx, found.problemId);
    await recordEvent(tx, {
      type: permit.kind.endsWith("CONSENT") ? "problem.consent-decided" : "problem.permit-decided",
      organisationId: permit.problem.enterpriseId,
      subjectKind: "problem",
      subjectId: found.problemId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: permit.organisationId,
      reason: note,
      payload: { permitId: permit.id, kind: permit.kind, studioId: permit.studioId, state },
      layer: "OWN",
      at: actor.now,
    });
  });
}
