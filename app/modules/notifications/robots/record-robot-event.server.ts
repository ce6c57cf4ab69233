import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";

/** An entry in the chain of the robot's organisation; never with an address or a secret. `actor` null: the product itself. */
export async function recordRobotEvent(
  tx: Tx,
  actor: Actor | null,
  what: "added" | "changed" | "removed" | "tested" | "paused",
  organisationId: string,
  robotId: string,
  payload: Record<string, unknown>,
  at: Date = actor?.now ?? new Date(),
): Promise<void> {
  await recordEvent(tx, {
    type: `robot.${what}`,
    organisationId,
    subjectKind: "robot",
    subjectId: robotId,
    by: actor && { personId: actor.personId, name: actor.name },
    actorOrgId: actor ? organisationId : null,
    payload,
    at,
  });
}
