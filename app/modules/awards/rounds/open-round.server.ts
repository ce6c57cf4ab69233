import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { type RoundAction, roundAfter, roundNeedsReason, type RoundState } from "../lifecycle.ts";
import { isOrganiser } from "../policy.ts";
import { awardRoundsVisibleTo } from "../visibility.ts";

const include = {
  title: true,
  seats: { orderBy: { position: "asc" } },
  organisation: { select: { name: true, timeZone: true } },
} satisfies Prisma.AwardRoundInclude;
export type OpenRound = Prisma.AwardRoundGetPayload<{ include: typeof include }>;

/**
 * A round for one action of its organising union's officer, its row locked until the commit, with the state it leads to.
 * Errors: not_found, forbidden, conflict (its state or version moved on), invalid (reason-required).
 */
export async function requireRound(
  tx: Tx,
  actor: Actor,
  id: string,
  action: RoundAction,
  { version, reason = "" }: { version: number | null; reason?: string },
): Promise<{ row: OpenRound; to: RoundState }> {
  await tx.$queryRaw`SELECT "id" FROM "AwardRound" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.awardRound.findFirst({ where: { id, AND: awardRoundsVisibleTo(actor) }, include });
  if (!row) throw notFound();
  if (!isOrganiser(actor, row.organisationId)) throw forbidden("not-your-move");
  const to = roundAfter(row.state, action);
  if (to === null) throw conflict(action === "change" ? "round-frozen" : "round-state");
  if (version !== null && row.version !== version) throw conflict();
  if (roundNeedsReason(action) && reason.trim() === "") throw invalid("reason-required", "reason");
  return { row, to };
}

/** Writes what happened into the organising union's chain; call it last. */
export const recordRound = (
  tx: Tx,
  actor: Actor,
  row: { id: string; organisationId: string },
  type: Extract<EventType, `round.${string}`>,
  more: { reason?: string; payload?: Record<string, unknown> } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: row.organisationId,
    subjectKind: "round",
    subjectId: row.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: row.organisationId,
    reason: more.reason,
    payload: more.payload,
    at: actor.now,
  });
