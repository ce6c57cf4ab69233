import { endOfDay } from "#app/lib/calendar.ts";
import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { whyNotShares } from "../shares/rules.ts";
import { requireUnderBaseline } from "./counted-once.server.ts";
import { lockRecipient, recordBenefit, requireBenefit } from "./open-benefit.server.ts";
import type { BenefitKind } from "./rules.ts";
import { acceptanceOf } from "./source.server.ts";

/**
 * Puts the actual benefit before finance: over, accepted, with evidence, shares of 100 %, and within the recorded loss.
 * Errors: those of requireBenefit, invalid (benefit-…, certify-shares).
 */
export async function submitBenefit(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireBenefit(tx, actor, id, "submit", version);
    const { accepted, since } = await acceptanceOf(tx, row);
    if (!accepted) throw conflict("benefit-not-accepted");
    const { timeZone } = await tx.organisation.findUniqueOrThrow({
      where: { id: row.recipientId },
      select: { timeZone: true },
    });
    // Over once its last day is, where the recipient is.
    if (endOfDay(row.toOn, timeZone) > actor.now) throw invalid("benefit-ends-later");
    if (since && row.fromOn < since)
      throw invalid("benefit-too-early", undefined, { from: since.toISOString().slice(0, 10) });
    if (whyNotShares(row.shares) !== null) throw invalid("certify-shares");
    const social = row.kind === ("SOCIAL" satisfies BenefitKind);
    if (!social && (row.actualFen ?? 0n) <= 0n) throw invalid("benefit-nothing");
    const evidence = await tx.attachment.count({ where: { ownerKind: "benefit", ownerId: id, removedAt: null } });
    if (evidence === 0) throw invalid("benefit-no-evidence");
    await lockRecipient(tx, row.recipientId);
    const baselineFen = social ? null : await requireUnderBaseline(tx, actor, row, row.actualFen ?? 0n, "formula");
    await tx.benefit.update({
      where: { id },
      data: {
        state: "SUBMITTED",
        baselineFen,
        submittedById: actor.personId,
        submittedAt: actor.now,
        reason: "",
        version: { increment: 1 },
      },
    });
    await recordBenefit(tx, actor, row, "benefit.submitted", {
      payload: { actualFen: row.actualFen?.toString() ?? null },
    });
  });
}
