import { db } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadStep } from "#app/modules/problems/queries-step.server.ts";

/** A problem that came back, for the team asked whether it goes on, with why it was reopened. Errors: not_found, forbidden, conflict. */
export async function loadAskedAgain(actor: Actor, id: string) {
  const step = await loadStep(actor, id, ["go-on"]);
  const [asked, reopened] = await Promise.all([
    db.engagement.count({ where: { problemId: id, endedAt: null, askedAgainAt: { not: null } } }),
    db.event.findFirst({
      where: { subjectKind: "problem", subjectId: id, type: "problem.reopened" },
      orderBy: { id: "desc" },
      select: { reason: true, layer: true },
    }),
  ]);
  if (asked === 0) throw conflict("nobody-asks-again");
  if (!reopened) throw notFound();
  return { ...step, reason: reopened.reason };
}
