import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { fits, may, type MentorshipAction, partsOf } from "./policy.ts";
import { mentorshipsVisibleTo } from "./visibility.ts";

export type OpenMentorship = Prisma.MentorshipGetPayload<object>;

/**
 * A mentorship the actor may do this to now, its row locked until the commit: two people acting at once are one after
 * the other. Errors: not_found, forbidden, conflict (its state moved on).
 */
export async function requireMentorship(
  tx: Tx,
  actor: Actor,
  id: string,
  action: MentorshipAction,
): Promise<OpenMentorship> {
  await tx.$queryRaw`SELECT "id" FROM "Mentorship" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.mentorship.findFirst({ where: { id, AND: mentorshipsVisibleTo(actor) } });
  if (!row) throw notFound();
  const parts = partsOf(actor, row);
  if (may(action, row.state, parts, row.tieId !== null)) return row;
  if (!fits(action, row.state)) throw conflict("mentorship-state");
  throw forbidden("not-your-move");
}

/** Changes the row if it is still the one the person saw. Errors: conflict. */
export async function changeRow(
  tx: Tx,
  { id, version }: { id: string; version: number },
  data: Prisma.MentorshipUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.mentorship.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict();
}

/** Writes what happened into the enterprise's chain; call it last. */
export const recordMentorship = (
  tx: Tx,
  actor: Actor,
  row: { id: string; enterpriseId: string; placeId: string },
  type: Extract<EventType, `mentorship.${string}`>,
  more: { reason?: string; payload?: Record<string, unknown> } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: row.enterpriseId,
    subjectKind: "mentorship",
    subjectId: row.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.standings.some((s) => s.organisationId === row.placeId) ? row.placeId : row.enterpriseId,
    ...more,
    at: actor.now,
  });
