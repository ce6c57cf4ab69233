import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";

type Credit = { reuseId: string; fixId: string; enterpriseId: string; anonymous: boolean };

/** The entry on the fix's own timeline, in its enterprise's chain; whoever uses it without a name stays unnamed there. */
export async function creditFix(
  tx: Tx,
  actor: Actor,
  type: "problem.reused" | "problem.adopted",
  organisationId: string,
  credit: Credit,
): Promise<void> {
  await recordEvent(tx, {
    type,
    organisationId,
    subjectKind: "problem",
    subjectId: credit.fixId,
    by: credit.anonymous ? null : { personId: actor.personId, name: actor.name },
    actorOrgId: credit.anonymous ? null : credit.enterpriseId,
    payload: credit.anonymous ? {} : { reuseId: credit.reuseId },
    layer: "DETAIL",
    at: actor.now,
  });
}
