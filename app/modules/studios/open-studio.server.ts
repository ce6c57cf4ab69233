import type { Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden, notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace, type NamedPlace } from "#app/modules/accounts/place.server.ts";
import { mustSee } from "#app/modules/alliances/must-see.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import type { StudioAction, StudioState } from "./lifecycle.ts";
import { isInvolved, partsOf, type StudioPart, whyNot } from "./policy.ts";
import { dayOf } from "./rules.ts";

export type OpenStudio = {
  place: NamedPlace;
  state: StudioState;
  level: "MUNICIPAL" | "PROVINCIAL" | "NATIONAL";
  designatedOn: Date | null;
  version: number;
  timeZone: string;
  /** The calendar day at the house. */
  today: Date;
  parts: Set<StudioPart>;
  involved: boolean;
};

/**
 * The studio with what the actor is to it, its row locked until the commit: two people deciding at once are one after
 * the other. @throws DomainError not_found, conflict (closed)
 */
export async function openStudio(tx: Tx, actor: Actor, studioId: string): Promise<OpenStudio> {
  await mustSee(tx, actor, studioId);
  await tx.$queryRaw`SELECT 1 FROM "Studio" WHERE "organisationId" = ${studioId}::uuid FOR UPDATE`;
  const place = await loadPlace(tx, studioId, actor.now);
  const row = await tx.studio.findUnique({
    where: { organisationId: studioId },
    select: {
      state: true,
      level: true,
      designatedOn: true,
      version: true,
      organisation: { select: { timeZone: true } },
    },
  });
  if (!row || place.kind !== "STUDIO") throw notFound();
  if (place.closedAt && place.closedAt <= actor.now) throw new DomainError("conflict", "organisation_closed");
  const { organisation, ...studio } = row;
  return {
    place,
    ...studio,
    timeZone: organisation.timeZone,
    today: dayOf(formatDate(actor.now, organisation.timeZone)),
    parts: partsOf(actor, place),
    involved: isInvolved(actor, place),
  };
}

/** @throws DomainError forbidden (whose step it is not, or who is involved), conflict (its state moved on) */
export function mayStep(studio: OpenStudio, action: StudioAction): void {
  const reason = whyNot(action, studio.state, studio.parts, studio.involved);
  if (reason === null) return;
  if (studio.parts.size === 0) throw notFound();
  if (reason === "state") throw conflict("studio-state");
  throw forbidden(reason === "involved" ? "studio-involved" : "not-your-move");
}

/** Changes the studio's row if it is still the one the person saw. @throws conflict */
export async function changeStudio(
  tx: Tx,
  { place }: OpenStudio,
  version: number,
  data: Parameters<Tx["studio"]["updateMany"]>[0]["data"],
): Promise<void> {
  const { count } = await tx.studio.updateMany({
    where: { organisationId: place.id, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict();
}

/** Writes what happened into the studio's chain; call it last. */
export const recordStudio = (
  tx: Tx,
  actor: Actor,
  studioId: string,
  type: Extract<EventType, `studio.${string}`>,
  more: { reason?: string; payload?: Record<string, unknown>; actorOrgId?: string | null } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: studioId,
    subjectKind: "studio",
    subjectId: studioId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: more.actorOrgId ?? actor.currentOrganisationId,
    reason: more.reason,
    payload: more.payload,
    at: actor.now,
  });
