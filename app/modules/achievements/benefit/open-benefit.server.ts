import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { type BenefitAction, entersBenefits, fits } from "./policy.ts";
import { isLocked } from "./rules.ts";
import { benefitsVisibleTo } from "./visibility.server.ts";

const include = {
  shares: { orderBy: { position: "asc" } },
  statements: true,
} satisfies Prisma.BenefitInclude;
export type OpenBenefit = Prisma.BenefitGetPayload<{ include: typeof include }>;

/** One after the other at a recipient: whether a saving was counted before is asked under this lock. */
export const lockRecipient = (tx: Tx, recipientId: string) =>
  tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('benefit:' || ${recipientId}, 0))::text`;

/**
 * A benefit for one action, its row locked until the commit. Whether the actor enters it is asked here, who certifies
 * in certify-benefit. Errors: not_found, forbidden, conflict (its state or version moved on; certified figures are locked).
 */
export async function requireBenefit(
  tx: Tx,
  actor: Actor,
  id: string,
  action: BenefitAction,
  version: number | null,
): Promise<OpenBenefit> {
  await tx.$queryRaw`SELECT "id" FROM "Benefit" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.benefit.findFirst({ where: { id, AND: benefitsVisibleTo(actor) }, include });
  if (!row) throw notFound();
  if (action !== "certify" && !entersBenefits(actor, row.recipientId)) throw forbidden("not-your-move");
  if (!fits(action, row.state)) throw conflict(isLocked(row.state) ? "benefit-locked" : "benefit-state");
  if (version !== null && row.version !== version) throw conflict();
  return row;
}

/** Of the corrections of one entry, one is under way or in force. The entry's row is locked until the commit. Errors: conflict (benefit-corrected). */
export async function requireNoCorrection(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "Benefit" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const others = await tx.benefit.count({ where: { correctsId: id, state: { notIn: ["WITHDRAWN", "REFUSED"] } } });
  if (others > 0) throw conflict("benefit-corrected");
}

/** Writes what happened into the recipient's chain; call it last. Amounts are the recipient's own: layer OWN. */
export const recordBenefit = (
  tx: Tx,
  actor: Actor,
  row: { id: string; recipientId: string },
  type: Extract<EventType, `benefit.${string}`>,
  more: { reason?: string; payload?: Record<string, unknown> } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: row.recipientId,
    subjectKind: "benefit",
    subjectId: row.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.standings.some((s) => s.organisationId === row.recipientId)
      ? row.recipientId
      : actor.currentOrganisationId,
    reason: more.reason,
    payload: more.payload,
    at: actor.now,
  });
