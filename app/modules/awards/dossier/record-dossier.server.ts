import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";

/** Writes what somebody did with dossiers, templates and scans into a chain; call it last. */
export const recordDossier = (
  tx: Tx,
  actor: Actor,
  organisationId: string,
  subjectId: string,
  type: Extract<EventType, `dossier.${string}`>,
  payload: Record<string, unknown>,
) =>
  recordEvent(tx, {
    type,
    organisationId,
    subjectKind: "dossier",
    subjectId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    payload,
    at: actor.now,
  });
