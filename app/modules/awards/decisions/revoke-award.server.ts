import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { recordAward } from "../panel/open-panel.server.ts";

/**
 * Takes a decided award back, on the record: number and certificate stay and say so, and it counts as none from then on.
 * Errors: not_found, conflict, invalid (reason-required).
 */
export async function revokeAward(
  actor: Actor,
  applicationId: string,
  { reason, version }: { reason: string; version: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "AwardApplication" WHERE "id" = ${applicationId}::uuid FOR UPDATE`;
    const row = await tx.awardApplication.findFirst({
      where: { id: applicationId, round: { organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } } },
      select: { state: true, version: true, certificateNumber: true, round: { select: { organisationId: true } } },
    });
    if (!row) throw notFound();
    if (row.state !== "AWARDED" || row.version !== version) throw conflict();
    if (reason === "") throw invalid("reason-required", "reason");
    await tx.awardApplication.update({
      where: { id: applicationId },
      data: {
        state: "REVOKED",
        reason,
        revokedAt: actor.now,
        revokedById: actor.personId,
        version: { increment: 1 },
      },
    });
    const about = { organisationId: row.round.organisationId, id: applicationId, kind: "application" as const };
    await recordAward(tx, actor, about, "award.revoked", { reason, payload: { number: row.certificateNumber } });
  });
}
