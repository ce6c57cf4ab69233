import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { eligibilityOf } from "../gates/eligibility.server.ts";
import { readRubric } from "../rubrics/schema.ts";
import { recordApplication, requireApplication } from "./open-application.server.ts";
import type { TypedStatement } from "./schema.ts";
import { askedCriteria } from "./statement.ts";

/**
 * Writes what the applicants say about each criterion, with the files that show it. Everybody confirms anew.
 * Errors: those of requireApplication, invalid (bad_choice: a file that is not the application's).
 */
export async function changeStatement(actor: Actor, id: string, { version, said }: TypedStatement): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireApplication(tx, actor, id, "change", { version });
    const files = await tx.attachment.findMany({
      where: {
        removedAt: null,
        OR: [
          { ownerKind: "application", ownerId: id },
          ...(row.achievementId ? [{ ownerKind: "achievement", ownerId: row.achievementId }] : []),
        ],
      },
      select: { id: true },
    });
    const known = new Set(files.map((one) => one.id));
    const asked = new Set(askedCriteria(readRubric(row.round.rubric)).map((one) => one.key));
    for (const [index, part] of said.entries())
      if (part.files.some((file) => !known.has(file))) throw invalid("bad_choice", `said[${index}].files`);
    const statement = Object.fromEntries(
      said.filter((part) => asked.has(part.key)).map(({ key, text, files: shown }) => [key, { text, files: shown }]),
    );
    await tx.awardApplication.update({
      where: { id },
      data: { statement, textVersion: { increment: 1 }, version: { increment: 1 } },
    });
    await recordApplication(tx, actor, row, "application.changed", { payload: { textVersion: row.textVersion + 1 } });
  });
}

/** A completer agrees to the application as it is worded. Errors: those of requireApplication, conflict, forbidden. */
export async function confirmApplication(actor: Actor, id: string, textVersion: number): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireApplication(tx, actor, id, "change", { version: null });
    if (row.textVersion !== textVersion) throw conflict();
    const { completers } = await eligibilityOf(tx, row, actor.now);
    if (!completers.some((one) => one.personId === actor.personId)) throw forbidden("not-your-move");
    const said = { confirmedOf: textVersion, at: actor.now };
    await tx.applicationConfirmation.upsert({
      where: { applicationId_personId: { applicationId: id, personId: actor.personId } },
      create: { applicationId: id, personId: actor.personId, ...said },
      update: said,
    });
    await recordApplication(tx, actor, row, "application.confirmed", { payload: { textVersion } });
  });
}
