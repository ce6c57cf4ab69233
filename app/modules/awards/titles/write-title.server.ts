import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { isOrganiser, organisesFor } from "../policy.ts";
import type { TypedTitle } from "./schema.ts";

/** Adds a title to the catalogue of the officer's union. Errors: forbidden, invalid (title-twice). */
export async function addTitle(actor: Actor, input: TypedTitle): Promise<{ id: string }> {
  if (!isOrganiser(actor, input.organisationId)) throw forbidden("not-your-move");
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('award-title:' || ${input.organisationId}, 0))::text`;
    const same = await tx.awardTitle.findFirst({
      where: { organisationId: input.organisationId, name: input.name, retiredAt: null },
      select: { id: true },
    });
    if (same) throw invalid("title-twice", "name");
    const row = await tx.awardTitle.create({ data: { ...input, createdAt: actor.now }, select: { id: true } });
    await recordEvent(tx, {
      type: "round.titled",
      organisationId: input.organisationId,
      subjectKind: "round",
      subjectId: row.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: input.organisationId,
      payload: {
        name: input.name,
        nameEn: input.nameEn,
        subject: input.subject,
        legalBasis: input.legalBasis,
        grades: input.grades,
      },
      at: actor.now,
    });
    return row;
  });
}

/** No round is begun with it any more; those there are keep it. Errors: not_found, conflict. */
export async function retireTitle(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await tx.awardTitle.findFirst({ where: { id, organisationId: { in: organisesFor(actor) } } });
    if (!row) throw notFound();
    const { count } = await tx.awardTitle.updateMany({
      where: { id, version, retiredAt: null },
      data: { retiredAt: actor.now, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict();
    await recordEvent(tx, {
      type: "round.title-retired",
      organisationId: row.organisationId,
      subjectKind: "round",
      subjectId: id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: row.organisationId,
      at: actor.now,
    });
  });
}
