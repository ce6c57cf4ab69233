import type { Tx } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { organisationsVisibleTo } from "./visibility.ts";

/** @throws not_found when the actor does not see the organisation */
export async function mustSee(tx: Tx, actor: Actor, id: string): Promise<void> {
  const seen = await tx.organisation.count({ where: { AND: [{ id }, organisationsVisibleTo(actor)] } });
  if (seen === 0) throw notFound();
}
