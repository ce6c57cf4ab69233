import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";

type AssetEvent = {
  type: Extract<EventType, `equipment.${string}`>;
  enterpriseId: string;
  /** The machine; the enterprise when it is about many. */
  assetId: string | null;
  reason?: string;
  payload: Record<string, unknown>;
};

/** Puts down what happened to a machine, in its enterprise's chain. */
export async function recordAsset(tx: Tx, actor: Actor, event: AssetEvent): Promise<void> {
  await recordEvent(tx, {
    type: event.type,
    organisationId: event.enterpriseId,
    subjectKind: event.assetId ? "equipment" : "organisation",
    subjectId: event.assetId ?? event.enterpriseId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: event.enterpriseId,
    reason: event.reason,
    payload: event.payload,
    layer: "OWN",
    at: actor.now,
  });
}
