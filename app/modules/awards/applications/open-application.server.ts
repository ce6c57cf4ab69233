import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import {
  type ApplicationAction,
  applicationAfter,
  applicationMayEver,
  applicationNeedsReason,
  type ApplicationRelation,
  type ApplicationState,
} from "../lifecycle.ts";
import { relationsTo } from "../policy.ts";
import { applicationsVisibleTo } from "../visibility.ts";

export const applicationInclude = {
  round: { include: { organisation: { select: { name: true, timeZone: true } }, title: true } },
  achievement: {
    select: {
      title: true,
      kind: true,
      state: true,
      origin: true,
      studioId: true,
      contributorsVersion: true,
      contributors: { orderBy: { position: "asc" }, include: { person: { select: { name: true } } } },
    },
  },
  person: { select: { name: true } },
  studio: { select: { name: true } },
  confirmations: true,
  steps: { orderBy: { position: "asc" } },
} satisfies Prisma.AwardApplicationInclude;
export type OpenApplication = Prisma.AwardApplicationGetPayload<{ include: typeof applicationInclude }>;

/** A union the actor is an officer of has had its say on the way. */
const hasDecided = (actor: Actor, { steps }: OpenApplication): boolean =>
  steps.some((one) => one.decision !== "WAITING" && hasRole(actor, "UNION_OFFICER", one.organisationId));

/**
 * An application for one action, its row locked until the commit, with the state it leads to and what the actor is to it.
 * The round's row is held against a change of its state. Errors: not_found, forbidden, conflict, invalid (reason-required).
 */
export async function requireApplication(
  tx: Tx,
  actor: Actor,
  id: string,
  action: ApplicationAction,
  { version, reason = "" }: { version: number | null; reason?: string },
): Promise<{ row: OpenApplication; to: ApplicationState; relations: ApplicationRelation[] }> {
  await tx.$queryRaw`
    SELECT r."id" FROM "AwardRound" r JOIN "AwardApplication" a ON a."roundId" = r."id" WHERE a."id" = ${id}::uuid FOR SHARE OF r`;
  await tx.$queryRaw`SELECT "id" FROM "AwardApplication" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.awardApplication.findFirst({
    where: { id, AND: applicationsVisibleTo(actor) },
    include: applicationInclude,
  });
  if (!row) throw notFound();
  const relations = relationsTo(actor, row);
  const to = applicationAfter(row.state, row.round.state, action, relations);
  if (to === null) {
    // A colleague of the same office was faster: the page is old, and shows what was decided when it is read anew.
    const late = version !== null && row.version !== version && hasDecided(actor, row);
    if (!late && applicationMayEver(row.state, row.round.state, action)) throw forbidden("not-your-move");
    throw conflict("application-state");
  }
  if (version !== null && row.version !== version) throw conflict();
  if (applicationNeedsReason(action) && reason.trim() === "") throw invalid("reason-required", "reason");
  return { row, to, relations };
}

/** Writes what happened into the organising union's chain; call it last. */
export const recordApplication = (
  tx: Tx,
  actor: Actor,
  row: { id: string; round: { organisationId: string } },
  type: Extract<EventType, `application.${string}`>,
  more: { reason?: string; payload?: Record<string, unknown> } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: row.round.organisationId,
    subjectKind: "application",
    subjectId: row.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    reason: more.reason,
    payload: more.payload,
    at: actor.now,
  });
