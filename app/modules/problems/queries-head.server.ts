import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "./layers.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

/** Number and title of a problem as the actor reads them, for the head of a page about it. @throws not_found */
export async function headOf(actor: Actor, id: string): Promise<{ id: string; number: string; title: string }> {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: { id: true, number: true, title: true, fieldLayers: true, redactions: true, ...accessSelect(actor) },
  });
  if (!row) throw notFound();
  return { id: row.id, number: row.number, title: projectFields(row, accessOf(actor, row)).title || row.number };
}
