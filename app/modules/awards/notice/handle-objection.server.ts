import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { textHash } from "#app/modules/events/chain.ts";
import { conflictNow, recordAward } from "../panel/open-panel.server.ts";
import { markOf } from "./protect.server.ts";

/** An open objection in a round of the actor's own union, both locked in this order. Errors: not_found, conflict. */
async function requireObjection(tx: Tx, actor: Actor, id: string) {
  await tx.$queryRaw`
    SELECT r."id" FROM "AwardRound" r JOIN "AwardApplication" a ON a."roundId" = r."id"
    JOIN "Objection" o ON o."applicationId" = a."id" WHERE o."id" = ${id}::uuid FOR SHARE OF r`;
  await tx.$queryRaw`SELECT "id" FROM "Objection" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.objection.findFirst({
    where: { id, application: { round: { organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } } } },
    include: {
      application: {
        select: { id: true, state: true, round: { select: { id: true, organisationId: true, state: true } } },
      },
    },
  });
  if (!row) throw notFound();
  if (row.state !== "RECEIVED" || row.application.round.state !== "NOTICE") throw conflict("objection-answered");
  return row;
}

/**
 * An officer takes an objection on and from then on reads who made it. Rule: nobody who has a conflict with the application,
 * nor the objector; what an officer has taken on is theirs while they hold the office. Errors: not_found, forbidden
 * (objection-involved), conflict (objection-taken).
 */
export async function takeObjection(actor: Actor, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireObjection(tx, actor, id);
    const { round } = row.application;
    if (row.byId === markOf(actor.personId) || (await conflictNow(tx, actor.personId, row.applicationId, actor.now)))
      throw forbidden("objection-involved");
    if (row.handlerId === actor.personId) return;
    const stillThere = row.handlerId
      ? await tx.membership.count({
          where: {
            personId: row.handlerId,
            organisationId: round.organisationId,
            role: "UNION_OFFICER",
            startsAt: { lte: actor.now },
            OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
          },
        })
      : 0;
    if (stillThere > 0) throw conflict("objection-taken");
    await tx.objection.update({ where: { id }, data: { handlerId: actor.personId, version: { increment: 1 } } });
    await recordAward(tx, actor, round, "award.objection-taken", { payload: { objectionId: id } });
  });
}

/**
 * The handling officer answers with a reason. Upheld, the application is out of the round; its place stays empty.
 * Errors: not_found (also for every other officer), conflict.
 */
export async function answerObjection(
  actor: Actor,
  id: string,
  { decision, answer, version }: { decision: "UPHELD" | "REJECTED"; answer: string; version: number },
): Promise<{ roundId: string }> {
  return inTransaction(async (tx) => {
    const row = await requireObjection(tx, actor, id);
    const { round } = row.application;
    if (row.handlerId !== actor.personId) throw notFound();
    if (row.version !== version) throw conflict();
    if (await conflictNow(tx, actor.personId, row.applicationId, actor.now)) throw forbidden("objection-involved");
    await tx.objection.update({
      where: { id },
      data: { state: decision, answer, answeredAt: actor.now, version: { increment: 1 } },
    });
    const upheld = decision === "UPHELD";
    // Of two objections that are upheld the first takes it out.
    const out = upheld
      ? await tx.awardApplication.updateMany({
          where: { id: row.applicationId, state: "PROPOSED" },
          data: { state: "EXCLUDED", reason: answer, version: { increment: 1 } },
        })
      : { count: 0 };
    await recordAward(tx, actor, round, upheld ? "award.objection-upheld" : "award.objection-rejected", {
      payload: { objectionId: id, applicationId: row.applicationId, answer: textHash(answer) },
    });
    if (out.count > 0)
      await recordAward(tx, actor, { ...round, id: row.applicationId, kind: "application" }, "award.excluded", {
        reason: answer,
      });
    return { roundId: round.id };
  });
}
