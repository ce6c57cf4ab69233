import { db, inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { TARGETS } from "./measures.ts";
import { mayReport } from "./policy.ts";
import type { TargetsInput } from "./schema.ts";
import { chooseScope, scopesOf } from "./scopes.server.ts";

/** A year's targets as the form shows them. The version counts what was ever set. Errors: not_found, forbidden. */
export async function loadTargets(actor: Actor, organisationId: string | null, year: number) {
  const scope = chooseScope(actor, await scopesOf(actor), organisationId);
  if (scope.kind !== "union") throw notFound();
  if (!mayReport(actor, scope.id)) throw forbidden();
  const rows = await db.figureTarget.findMany({
    where: { organisationId: scope.id, year },
    select: { measure: true, value: true, version: true },
  });
  return {
    scope,
    year,
    version: rows.reduce((sum, row) => sum + row.version, 0),
    values: Object.fromEntries(
      TARGETS.map((measure) => [measure, String(rows.find((row) => row.measure === measure)?.value ?? "")]),
    ),
  };
}

/** Sets a union's targets of a year. Errors: forbidden, conflict (changed meanwhile). */
export async function setTargets(actor: Actor, organisationId: string, input: TargetsInput): Promise<void> {
  if (!mayReport(actor, organisationId)) throw forbidden();
  const { year } = input;
  await inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`targets ${organisationId} ${year}`}, 0))`;
    const known = await tx.figureTarget.findMany({ where: { organisationId, year } });
    if (known.reduce((sum, row) => sum + row.version, 0) !== input.version) throw conflict();
    for (const measure of TARGETS) {
      const where = { organisationId_year_measure: { organisationId, year, measure } };
      const set = { value: input[measure], byId: actor.personId, at: actor.now };
      // Also what is taken out: who has not seen that would put it back.
      await tx.figureTarget.upsert({
        where,
        create: { organisationId, year, measure, version: 1, ...set },
        update: { ...set, version: { increment: 1 } },
      });
    }
    await recordEvent(tx, {
      type: "figures.target-set",
      organisationId,
      subjectKind: "organisation",
      subjectId: organisationId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: organisationId,
      payload: { year, ...Object.fromEntries(TARGETS.map((measure) => [measure, input[measure]])) },
      at: actor.now,
    });
  });
}
