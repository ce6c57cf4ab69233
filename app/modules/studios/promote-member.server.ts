import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { openStudio, recordStudio } from "./open-studio.server.ts";
import { confirmsPromotion, entersPromotions } from "./policy.ts";
import { addDays } from "./rules.ts";
import type { EnterPromotion } from "./schema.ts";

/**
 * A member reached a higher grade or an honour. It counts once it has evidence and another person confirmed it.
 * @throws not_found, forbidden, invalid (not a member on that day, day, entered already)
 */
export async function enterPromotion(actor: Actor, studioId: string, input: EnterPromotion): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const studio = await openStudio(tx, actor, studioId);
    const known = await tx.studioPromotion.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId: input.clientId } },
      select: { id: true },
    });
    if (known) return known;
    if (studio.parts.size === 0) throw notFound();
    if (!entersPromotions(studio.parts)) throw forbidden("not-your-move");
    if (input.onDay > studio.today) throw invalid("studio-day-ahead", "onDay");
    const member = await tx.membership.count({
      where: {
        personId: input.personId,
        organisationId: studioId,
        role: { in: ["CRAFTSMAN", "STUDIO_LEADER"] },
        startsAt: { lt: addDays(input.onDay, 1) },
        OR: [{ endsAt: null }, { endsAt: { gt: input.onDay } }],
      },
    });
    if (member === 0) throw invalid("studio-not-member", "personId");
    const grade = input.kind === "GRADE";
    const what = {
      gradeBefore: grade ? (input.gradeBefore ?? null) : null,
      gradeAfter: grade ? (input.gradeAfter ?? null) : null,
      honourTier: grade ? null : (input.honourTier ?? null),
      title: grade ? null : (input.title ?? null),
    };
    const twice = await tx.studioPromotion.count({
      where: {
        studioId,
        personId: input.personId,
        kind: input.kind,
        withdrawnAt: null,
        gradeAfter: what.gradeAfter,
        honourTier: what.honourTier,
        title: what.title,
      },
    });
    if (twice > 0) throw invalid("studio-promoted-already", "personId");
    const { personId, kind, onDay, issuer, document, clientId } = input;
    const row = await tx.studioPromotion.create({
      data: {
        clientId,
        studioId,
        personId,
        kind,
        ...what,
        onDay,
        issuer,
        document,
        byId: actor.personId,
        byName: actor.name,
        at: actor.now,
      },
      select: { id: true },
    });
    await recordStudio(tx, actor, studioId, "studio.member-promoted", {
      payload: { promotionId: row.id, personId, kind, ...what, onDay, issuer, document },
    });
    return row;
  });
}

async function openPromotion(tx: Tx, actor: Actor, studioId: string, id: string) {
  const studio = await openStudio(tx, actor, studioId);
  if (studio.parts.size === 0) throw notFound();
  const row = await tx.studioPromotion.findFirst({ where: { id, studioId } });
  if (!row) throw notFound();
  if (row.withdrawnAt) throw conflict("studio-promotion-closed");
  return { studio, row };
}

/** For the policy of files: who entered it adds evidence until it is confirmed. */
export async function openUnconfirmed(tx: Tx, actor: Actor, id: string) {
  const at = await tx.studioPromotion.findUnique({ where: { id }, select: { studioId: true } });
  if (!at) throw notFound();
  const { studio, row } = await openPromotion(tx, actor, at.studioId, id);
  if (row.byId !== actor.personId) throw forbidden("not-your-move");
  if (row.confirmedAt) throw conflict("studio-promotion-closed");
  return studio;
}

/** @throws not_found, forbidden (who entered it, or was promoted), conflict (confirmed or withdrawn), invalid (no evidence) */
export async function confirmPromotion(actor: Actor, studioId: string, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { studio, row } = await openPromotion(tx, actor, studioId, id);
    if (row.confirmedAt) throw conflict("studio-promotion-closed");
    if (!confirmsPromotion(actor, studio.parts, studio.involved, row)) throw forbidden("studio-confirm-other");
    const files = await tx.attachment.findMany({
      where: { ownerKind: "studio-promotion", ownerId: id, removedAt: null },
      select: { sha256: true },
    });
    if (files.length === 0) throw invalid("studio-no-evidence");
    await tx.studioPromotion.update({
      where: { id },
      data: { confirmedAt: actor.now, confirmedById: actor.personId, confirmedName: actor.name },
    });
    await recordStudio(tx, actor, studioId, "studio.promotion-confirmed", {
      payload: { promotionId: id, evidence: files.map((file) => file.sha256) },
    });
  });
}

/** Takes an entry back, with why; it stays on the record and counts no more. @throws not_found, forbidden, conflict */
export async function withdrawPromotion(actor: Actor, studioId: string, id: string, reason: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { studio, row } = await openPromotion(tx, actor, studioId, id);
    if (!entersPromotions(studio.parts) && !(studio.parts.has("OFFICER") && !studio.involved))
      throw forbidden("not-your-move");
    await tx.studioPromotion.update({ where: { id: row.id }, data: { withdrawnAt: actor.now, reason } });
    await recordStudio(tx, actor, studioId, "studio.promotion-withdrawn", { reason, payload: { promotionId: id } });
  });
}
