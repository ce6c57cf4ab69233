import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";

export type ActivityEvent = Extract<EventType, `activity.${string}`>;

/** Puts down what happened to an activity, in its alliance's chain. `by` null: the clock. */
export async function recordActivity(
  tx: Tx,
  by: Actor | null,
  event: {
    type: ActivityEvent;
    activity: { id: string; allianceId: string };
    at: Date;
    reason?: string;
    payload?: Record<string, unknown>;
  },
): Promise<void> {
  await recordEvent(tx, {
    type: event.type,
    organisationId: event.activity.allianceId,
    subjectKind: "activity",
    subjectId: event.activity.id,
    by: by && { personId: by.personId, name: by.name },
    actorOrgId: by?.currentOrganisationId ?? null,
    reason: event.reason,
    payload: event.payload,
    layer: "SUMMARY",
    at: event.at,
  });
}
