import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { openStudio, recordStudio } from "./open-studio.server.ts";
import { entersFund } from "./policy.ts";
import { overspends } from "./rules.ts";
import type { EnterFund } from "./schema.ts";

/**
 * Enters money granted or used, once however often the form is sent. Rows stay as they are: a correction is a new row
 * that takes another's place, with why. What leaves more used than granted is marked, and needs a word.
 * @throws DomainError not_found, forbidden, conflict (corrected already), invalid (day, what it corrects, no word)
 */
export async function enterFund(actor: Actor, studioId: string, input: EnterFund): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const studio = await openStudio(tx, actor, studioId);
    const known = await tx.studioFund.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId: input.clientId } },
      select: { id: true },
    });
    if (known) return known;
    if (studio.parts.size === 0) throw notFound();
    if (!entersFund(input.kind, studio.parts, studio.involved)) throw forbidden("not-your-move");
    if (input.onDay > studio.today) throw invalid("studio-day-ahead", "onDay");
    const rows = await tx.studioFund.findMany({
      where: { studioId },
      select: { id: true, kind: true, amountFen: true, correctsId: true },
    });
    if (input.correctsId) {
      const corrected = rows.find((row) => row.id === input.correctsId);
      if (!corrected || corrected.kind !== input.kind) throw invalid("bad_choice", "correctsId");
      if (rows.some((row) => row.correctsId === input.correctsId)) throw conflict("studio-fund-corrected");
    }
    const { kind, onDay, document, note, clientId } = input;
    const amountFen = BigInt(Math.round((input.amountYuan ?? 0) * 100));
    const correctsId = input.correctsId ?? null;
    const overspent = overspends(rows, { id: "", kind, amountFen, correctsId });
    if (overspent && note === "") throw invalid("studio-overspent", "note");
    const row = await tx.studioFund.create({
      data: {
        clientId,
        studioId,
        kind,
        onDay,
        amountFen,
        text: input.text,
        document,
        overspent,
        note,
        correctsId,
        byId: actor.personId,
        byName: actor.name,
        at: actor.now,
      },
      select: { id: true },
    });
    const type = correctsId ? "studio.fund-corrected" : kind === "GRANTED" ? "studio.fund-granted" : "studio.fund-used";
    await recordStudio(tx, actor, studioId, type, {
      reason: note,
      payload: {
        fundId: row.id,
        kind,
        onDay,
        amountFen: amountFen.toString(),
        text: input.text,
        document,
        correctsId,
        overspent,
      },
    });
    return row;
  });
}
