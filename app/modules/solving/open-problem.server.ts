import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { relationsOf, relationsSelect } from "#app/modules/problems/relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";

/** The head of a page of one step, with what the actor is to the problem and may read of it. Errors: not_found. */
export async function openProblem(actor: Actor, id: string) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: {
      ...relationsSelect(actor),
      id: true,
      number: true,
      title: true,
      version: true,
      visitAllowed: true,
      agreementRequired: true,
      fieldLayers: true,
      redactions: true,
      ...accessSelect(actor),
    },
  });
  if (!row) throw notFound();
  const access = accessOf(actor, row);
  const { enterpriseId, authorId, visitAllowed, agreementRequired } = row;
  return {
    /** May go to the page as it is. */
    step: {
      id: row.id,
      number: row.number,
      title: projectFields(row, access).title || row.number,
      state: row.state,
      version: row.version,
    },
    access,
    relations: await relationsOf(db, actor, id, row),
    /** Stays on the server. */
    facts: { enterpriseId, authorId, visitAllowed, agreementRequired },
  };
}
