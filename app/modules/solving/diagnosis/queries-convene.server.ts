import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadStep } from "#app/modules/problems/queries-step.server.ts";
import { loadInvitees } from "./invitees.server.ts";

/** A problem to convene a joint diagnosis on, and whom to invite. Errors: not_found, forbidden, conflict */
export async function loadConvenePage(actor: Actor, id: string) {
  const step = await loadStep(actor, id, ["joint-diagnosis"]);
  const [problem, invitees] = await Promise.all([
    db.problem.findUniqueOrThrow({
      where: { id },
      select: { visitAllowed: true, enterprise: { select: { timeZone: true } } },
    }),
    loadInvitees(actor, id, ""),
  ]);
  return { ...step, visitAllowed: problem.visitAllowed, timeZone: problem.enterprise.timeZone, invitees };
}
