import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { spokesOrganisation } from "#app/modules/problems/transition.server.ts";
import { nextSerial, requireThanks, senderOf } from "./queries-thanks.server.ts";
import type { ThanksInput } from "./schema.ts";

/**
 * Keeps the letter to the employer; a later change replaces its text. The first time it is on the record and the
 * employer hears of it. Errors: not_found, forbidden, conflict (not solved, somebody changed it), invalid (a number given before).
 */
export async function thankEmployer(
  actor: Actor,
  problemId: string,
  { version, ...text }: ThanksInput,
): Promise<{ letterId: string }> {
  return inTransaction(async (tx) => {
    const thanks = await requireThanks(tx, actor, problemId);
    const { row, employer, writes } = thanks;
    if (!writes) throw forbidden("not-your-move");
    const sender = await senderOf(tx, thanks);
    // One after the other, so that no number is given twice and no letter written twice.
    await tx.$queryRaw`SELECT "id" FROM "Organisation" WHERE "id" = ${sender.id}::uuid FOR UPDATE`;
    const kept = await tx.thankYouLetter.findUnique({
      where: { problemId_employerId: { problemId, employerId: employer.id } },
      select: { id: true, version: true },
    });
    // Two drafts made on the same day bear the same number; the second is told, not filed twice under one.
    const taken = await tx.thankYouLetter.count({
      where: { senderId: sender.id, number: text.number, NOT: { problemId, employerId: employer.id } },
    });
    if (taken > 0) throw invalid("letter-number-taken", "number");
    const written = { ...text, locale: actor.locale, byId: actor.personId, createdAt: actor.now };
    if (kept) {
      if (kept.version !== version) throw conflict();
      await tx.thankYouLetter.update({ where: { id: kept.id }, data: { ...written, version: { increment: 1 } } });
      return { letterId: kept.id };
    }
    const year = text.dated.getUTCFullYear();
    const { id } = await tx.thankYouLetter.create({
      data: {
        ...written,
        problemId,
        employerId: employer.id,
        senderId: sender.id,
        year,
        serial: await nextSerial(tx, sender.id, year),
      },
      select: { id: true },
    });
    await recordEvent(tx, {
      type: "problem.thanked",
      organisationId: row.enterpriseId,
      subjectKind: "problem",
      subjectId: problemId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: spokesOrganisation(actor, row.enterpriseId, row.allianceId),
      payload: { letterId: id, employerId: employer.id },
      // That a team was lent says whose it was not: for those who know the details anyway.
      layer: "DETAIL",
      at: actor.now,
    });
    return { letterId: id };
  });
}
