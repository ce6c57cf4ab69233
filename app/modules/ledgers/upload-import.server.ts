import { createHash, randomUUID } from "node:crypto";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { keepLedgerFile } from "./ledger-file.server.ts";
import { importPlaces } from "./policy.ts";
import { readLedgerFile } from "./read-file.server.ts";
import { chooseSheet, guessReading } from "./stage.ts";
import { stageImport } from "./stage-import.server.ts";

export type UploadInput = {
  organisationId: string;
  fileName: string;
  bytes: Buffer;
  /** The firm of rows that name none, for a file of one firm. */
  enterprise?: string;
};

/**
 * Takes a ledger in and shows how it would be read. Nothing reaches the problems before it is confirmed.
 * Errors: forbidden; invalid on `file` when it is no table, damaged or too big.
 */
export async function uploadImport(actor: Actor, input: UploadInput): Promise<string> {
  const place = importPlaces(actor).find((one) => one.organisationId === input.organisationId);
  if (!place) throw forbidden();
  const fileName = [...(input.fileName.split(/[\\/]/).pop() ?? "")].slice(-120).join("") || "ledger";
  const table = await readLedgerFile(input.bytes, fileName);
  const sheet = chooseSheet(table.sheets);
  if (!sheet) throw invalid("import_no_rows", "file");
  const id = randomUUID();
  await keepLedgerFile(id, input.bytes);
  const sha256 = createHash("sha256").update(input.bytes).digest("hex");
  await db.import.create({
    data: { id, organisationId: place.organisationId, byId: actor.personId, fileName, sha256, createdAt: actor.now },
  });
  const staged = await stageImport({
    importId: id,
    place,
    sheet,
    sheets: table.sheets.map((one) => one.name),
    reading: guessReading(sheet),
    now: actor.now,
    fallback: input.enterprise || null,
  });
  await inTransaction(async (tx) => {
    await recordEvent(tx, {
      type: "import.uploaded",
      organisationId: place.organisationId,
      subjectKind: "import",
      subjectId: id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: place.organisationId,
      payload: { fileName, sha256, rows: staged.rows.length },
      at: actor.now,
    });
  });
  return id;
}
