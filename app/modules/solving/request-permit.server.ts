import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { followClock } from "#app/modules/problems/clock.server.ts";
import { refreshReaders, requireAccess } from "#app/modules/problems/visibility.server.ts";
import { inStudioAs, isForeign, leadsStudio } from "./policy.ts";
import { openPermit } from "./permits.server.ts";
import { lockProblem, requireProblem, requireStudio, studioInCircle } from "./studios.server.ts";

type Wish = {
  problemId: string;
  kind: "EMPLOYER_CONSENT" | "VISIT_PERMIT" | "SAFETY_BRIEFING";
  studioId: string;
  note?: string;
};

/**
 * Asks for a step before foreign craftsmen see more or come on site: the employer's consent (by the studio's
 * leader, or the craftsman assigned), the visit permit and the safety briefing (by the team).
 * Asking twice is one request; after a refusal it is a new one.
 */
export async function requestPermit(actor: Actor, input: Wish): Promise<{ permitId: string }> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    await lockProblem(tx, input.problemId);
    const problem = await requireProblem(tx, input.problemId);
    const studio = await requireStudio(tx, input.studioId);
    if (!isForeign(studio.enterpriseId, problem.enterpriseId)) throw invalid("consent-not-needed", "kind");

    const selves = inStudioAs(actor, studio.id);
    if (selves.length === 0) throw forbidden("not-your-studio");
    let organisationId = problem.enterpriseId;
    let personId: string | null = null;
    if (input.kind === "EMPLOYER_CONSENT") {
      if (!studio.enterpriseId) throw invalid("bad_choice", "studioId");
      organisationId = studio.enterpriseId;
      const assignment = await tx.assignment.findFirst({
        where: { problemId: problem.id, studioId: studio.id, state: "OFFERED", craftsmanId: { in: selves } },
        select: { craftsmanId: true },
      });
      const bidding = problem.state === "PUBLISHED" || problem.state === "CLAIMED";
      if (!assignment && !leadsStudio(actor, studio.id)) throw forbidden("not-your-studio");
      if (!assignment && !bidding && !(await holdsLease(studio.id))) throw conflict("problem-state");
      if (!(await studioInCircle(tx, problem.id, studio, actor.now)))
        throw new DomainError("forbidden", "studio-outside-circle");
      personId = assignment?.craftsmanId ?? null;
    } else {
      if (!(await holdsLease(studio.id, selves)) && !(leadsStudio(actor, studio.id) && (await holdsLease(studio.id))))
        throw forbidden("not-your-move");
      if (!problem.visitAllowed) throw invalid("visit-not-allowed", "kind");
    }

    const { permitId, asked } = await openPermit(tx, {
      problemId: problem.id,
      kind: input.kind,
      studioId: studio.id,
      organisationId,
      personId,
      requestedById: actor.personId,
      note: input.note?.trim() ?? "",
      at: actor.now,
    });
    if (asked) {
      await followClock(tx, problem.id, actor.now);
      await refreshReaders(tx, problem.id);
      await recordEvent(tx, {
        type: "problem.consent-requested",
        organisationId: problem.enterpriseId,
        subjectKind: "problem",
        subjectId: problem.id,
        by: { personId: actor.personId, name: actor.name },
        actorOrgId: studio.id,
        payload: { permitId, kind: input.kind, studioId: studio.id, organisationId },
        layer: "OWN",
        at: actor.now,
      });
    }
    return { permitId };

    async function holdsLease(studioId: string, memberIds?: string[]): Promise<boolean> {
      const members = memberIds ? { some: { personId: { in: memberIds } } } : undefined;
      return (
        (await tx.engagement.count({ where: { problemId: input.problemId, studioId, endedAt: null, members } })) > 0
      );
    }
  });
}
