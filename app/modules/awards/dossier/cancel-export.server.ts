import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordDossier } from "./record-dossier.server.ts";
import { exportsVisibleTo } from "./queries.server.ts";

/** Stops an export that is not done; what makes it notices within a second. Errors: not_found, conflict. */
export async function cancelExport(actor: Actor, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await tx.dossierExport.findFirst({
      where: { id, AND: await exportsVisibleTo(actor, tx) },
      select: { roundId: true, applicationId: true, byId: true },
    });
    if (!row) throw notFound();
    const round = await tx.awardRound.findUniqueOrThrow({
      where: { id: row.roundId },
      select: { organisationId: true },
    });
    // Who asked for it, and the officers whose round it is; an auditor changes nothing.
    const officer = actor.standings.some(
      (s) => s.role === "UNION_OFFICER" && s.organisationId === round.organisationId,
    );
    if (row.byId !== actor.personId && !officer) throw notFound();
    const { count } = await tx.dossierExport.updateMany({
      where: { id, state: { in: ["WAITING", "RUNNING"] } },
      data: { state: "CANCELLED", finishedAt: actor.now },
    });
    if (count === 0) throw conflict("dossier-finished");
    await recordDossier(tx, actor, round.organisationId, id, "dossier.export-cancelled", {
      round: row.roundId,
      application: row.applicationId,
    });
  });
}
