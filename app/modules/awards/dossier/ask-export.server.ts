import { db, inTransaction, isUniqueViolation } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { exportedWhere } from "./exported.server.ts";
import type { AskRound } from "./schema.ts";
import { recordDossier } from "./record-dossier.server.ts";
import { dossiersReadExactlyBy, dossiersVisibleTo, roundsExportedBy } from "./visibility.server.ts";

/**
 * Asks for one application's dossier, made in the background; a repeat of the client's id returns the first. With exact
 * amounts for who reads them, else with bands. Errors: not_found.
 */
export async function askDossier(actor: Actor, applicationId: string, clientId: string): Promise<{ id: string }> {
  const row = await db.awardApplication.findFirst({
    where: { id: applicationId, AND: dossiersVisibleTo(actor) },
    select: { roundId: true, round: { select: { organisationId: true } } },
  });
  if (!row) throw notFound();
  const exact =
    (await db.awardApplication.count({ where: { id: applicationId, AND: dossiersReadExactlyBy(actor) } })) > 0;
  return ask(actor, { clientId, roundId: row.roundId, applicationId, exact, states: [] }, row.round.organisationId, 1);
}

/** Asks for all, or some, of a round's dossiers with the summary sheet. Errors: not_found, conflict (nothing in it, one under way). */
export async function askRoundExport(actor: Actor, roundId: string, input: AskRound): Promise<{ id: string }> {
  const round = await db.awardRound.findFirst({
    where: { id: roundId, AND: roundsExportedBy(actor) },
    select: { organisationId: true },
  });
  if (!round) throw notFound();
  const asked = { roundId, applicationId: null, states: input.states };
  const total = await db.awardApplication.count({ where: exportedWhere(asked) });
  if (total === 0) throw conflict("dossier-nothing");
  return ask(actor, { ...asked, clientId: input.clientId, exact: true }, round.organisationId, total);
}

type New = {
  clientId: string;
  roundId: string;
  applicationId: string | null;
  exact: boolean;
  states: AskRound["states"];
};

async function ask(actor: Actor, data: New, organisationId: string, total: number): Promise<{ id: string }> {
  const again = () =>
    db.dossierExport.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId: data.clientId } },
      select: { id: true },
    });
  const first = await again();
  if (first) return first;
  try {
    return await inTransaction(async (tx) => {
      // One after the other, so that two clicks are one export.
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('dossier:' || ${data.applicationId ?? data.roundId}, 0))::text`;
      const underWay = await tx.dossierExport.findFirst({
        where: {
          roundId: data.roundId,
          applicationId: data.applicationId,
          exact: data.exact,
          state: { in: ["WAITING", "RUNNING"] },
        },
        select: { id: true, states: true },
      });
      if (underWay) {
        if ([...underWay.states].sort().join() !== [...data.states].sort().join()) throw conflict("dossier-under-way");
        return { id: underWay.id };
      }
      const row = await tx.dossierExport.create({
        data: { ...data, states: [...data.states], byId: actor.personId, createdAt: actor.now, total },
        select: { id: true },
      });
      await recordDossier(tx, actor, organisationId, row.id, "dossier.export-asked", {
        round: data.roundId,
        application: data.applicationId,
        states: data.states,
        exact: data.exact,
        applications: total,
      });
      return row;
    });
  } catch (error) {
    const other = isUniqueViolation(error) ? await again() : null;
    if (!other) throw error;
    return other;
  }
}
