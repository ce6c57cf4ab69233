import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { dropLedgerFile } from "./ledger-file.server.ts";
import { requireImport } from "./load-import.server.ts";

/** Throws an import away that was never confirmed, with its file and rows. */
export async function discardImport(actor: Actor, input: { id: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireImport(tx, actor, input.id);
    const gone = await tx.import.deleteMany({ where: { id: row.id, state: { in: ["UPLOADED", "PREVIEWED"] } } });
    if (gone.count !== 1) throw conflict("import_changed");
    await recordEvent(tx, {
      type: "import.undone",
      organisationId: row.organisationId,
      subjectKind: "import",
      subjectId: row.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: row.organisationId,
      payload: { fileName: row.fileName, discarded: true },
      at: actor.now,
    });
  });
  await dropLedgerFile(input.id);
}
