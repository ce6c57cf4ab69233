import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { hasConsent, seatIsForeign } from "./room.server.ts";
import { type DiagnosisTodo, waitsFor } from "./rules.ts";

export type DiagnosisTodoLine = {
  reason: DiagnosisTodo;
  id: string;
  problem: { id: string; number: string; title: string };
  heldAt: Date | null;
  timeZone: string;
};

const MOST = 30;

/**
 * What joint diagnoses want of the actor: an answer, an opinion after it was held, and of whoever called it a time and
 * the outcome. One statement.
 */
export async function diagnosisTodo(actor: Actor): Promise<DiagnosisTodoLine[]> {
  const seats = await db.diagnosisSeat.findMany({
    where: {
      personId: actor.personId,
      state: { in: ["INVITED", "COMING"] },
      diagnosis: {
        state: { in: ["CONVENED", "FIXED"] },
        problem: { state: { in: [...ACTIVE] }, AND: visibleTo(actor) },
      },
    },
    orderBy: [{ invitedAt: "asc" }, { id: "asc" }],
    take: MOST,
    select: {
      convener: true,
      state: true,
      organisationId: true,
      organisation: { select: { id: true, kind: true, parentId: true } },
      opinions: { take: 1, select: { id: true } },
      diagnosis: {
        select: {
          id: true,
          state: true,
          heldAt: true,
          seats: { where: { convener: false }, select: { state: true } },
          problem: {
            select: {
              id: true,
              number: true,
              title: true,
              enterpriseId: true,
              fieldLayers: true,
              redactions: true,
              enterprise: { select: { timeZone: true } },
              permits: { select: { kind: true, studioId: true, state: true } },
              ...accessSelect(actor),
            },
          },
        },
      },
    },
  });
  return seats.flatMap((seat) => {
    const { problem, ...diagnosis } = seat.diagnosis;
    const foreign = seatIsForeign(seat, problem.enterpriseId);
    const reason = waitsFor({
      state: diagnosis.state,
      past: diagnosis.heldAt !== null && diagnosis.heldAt <= actor.now,
      convener: seat.convener,
      seat: seat.state,
      cleared: !foreign || hasConsent(problem.permits, seat.organisationId),
      spoke: seat.opinions.length > 0,
      others: diagnosis.seats.map((one) => one.state),
    });
    if (reason === null) return [];
    const title = projectFields(problem, accessOf(actor, problem)).title || problem.number;
    return [
      {
        reason,
        id: diagnosis.id,
        problem: { id: problem.id, number: problem.number, title },
        heldAt: diagnosis.heldAt,
        timeZone: problem.enterprise.timeZone,
      },
    ];
  });
}
