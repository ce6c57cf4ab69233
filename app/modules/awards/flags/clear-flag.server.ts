import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { deciderOf, seesFlags } from "./policy.ts";
import { type FlagFacts, whyNotClear } from "./rules.ts";
import type { ClearedFlag } from "./schema.ts";
import { branchOf, unionsOver } from "./unions-over.server.ts";

type Row = { organisationIds: string[]; personIds: string[]; facts: unknown };

/** What speaks against the actor clearing this flag, and the union above all concerned. */
export async function againstClearing(reader: Pick<Tx, "$queryRaw">, actor: Actor, row: Row) {
  const over = await unionsOver(reader, [...row.organisationIds, ...actor.recentOrganisationIds]);
  const involvedIds = (row.facts as FlagFacts).organisationIds ?? row.organisationIds;
  const against = whyNotClear(deciderOf(actor, over), { ...row, involvedIds }, over);
  return { against, root: over.get(row.organisationIds[0] ?? "")?.at(-1) ?? null };
}

/**
 * A union officer without a part in it clears a flag, with a reason that stays beside it (rules.ts, `whyNotClear`).
 * Errors: not_found, forbidden (flag-not-yours, flag-involved), conflict (cleared already, or it has grown meanwhile).
 */
export async function clearFlag(actor: Actor, id: string, input: ClearedFlag): Promise<void> {
  if (!seesFlags(actor)) throw notFound();
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Flag" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const row = await tx.flag.findUnique({ where: { id } });
    const branch = await branchOf(
      tx,
      actor.standings.flatMap((s) => (s.role === "UNION_OFFICER" ? s.organisationId : [])),
    );
    if (!row?.organisationIds.some((one) => branch.includes(one))) throw notFound();
    const { against, root } = await againstClearing(tx, actor, row);
    if (against !== null)
      throw new DomainError("forbidden", against === "involved" ? "flag-involved" : "flag-not-yours");
    if (row.clearedAt || row.lapsedAt) throw conflict("flag-closed");
    if (row.version !== input.version) throw conflict("flag-grew");
    await tx.flag.update({
      where: { id },
      data: {
        clearedAt: actor.now,
        clearedById: actor.personId,
        clearedByName: actor.name,
        clearReason: input.reason,
        version: { increment: 1 },
      },
    });
    await recordEvent(tx, {
      type: "flag.cleared",
      organisationId: root ?? id,
      subjectKind: "flag",
      subjectId: id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      reason: input.reason,
      payload: { kind: row.kind, evidence: row.evidence },
      at: actor.now,
    });
  });
}
