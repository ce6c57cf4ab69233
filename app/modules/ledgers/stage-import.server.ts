import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Sheet } from "./cells.ts";
import { type FirmPlan, planFirms } from "./firm-names.ts";
import { insertRows, timeOrderedId } from "./insert-rows.server.ts";
import { knownFirms, type Place } from "./known-firms.server.ts";
import { type Reading, type Staged, stageRows } from "./stage.ts";
import { toJson } from "./stored.ts";

const CHUNK = 500;

type Staging = {
  importId: string;
  place: Place;
  sheet: Sheet;
  sheets: string[];
  reading: Reading;
  now: Date;
  /** The firm of rows that name none; an enterprise's own ledger needs no column for it. */
  fallback: string | null;
  /** Earlier choices to keep, by spelling. */
  keep?: FirmPlan;
};

/**
 * Reads the sheet into rows that wait for confirmation, replacing those of an earlier reading. Nothing reaches
 * the problems. Killed half-way, the import stays "uploaded" and is read again.
 */
export async function stageImport(staging: Staging): Promise<Staged> {
  const { importId, place, sheet, reading, now } = staging;
  const staged = stageRows(sheet, reading, formatDate(now));
  if (staged.rows.length === 0) throw invalid("import_no_rows", "headerRow");
  const known = await knownFirms(db, place, now);
  const plan = withKept(
    planFirms(staged.firms, {
      known,
      mayCreate: place.kind === "ALLIANCE",
      fallback: place.kind === "ENTERPRISE" ? (known[0]?.name ?? null) : staging.fallback,
    }),
    staging.keep,
  );
  await db.importRow.deleteMany({ where: { importId } });
  for (let from = 0; from < staged.rows.length; from += CHUNK) {
    await insertRows(
      db,
      "ImportRow",
      staged.rows.slice(from, from + CHUNK).map((row) => ({
        id: timeOrderedId(now.getTime()),
        importId,
        rowNumber: row.rowNumber,
        sourceKey: `${row.fingerprint}#1`,
        raw: row.raw,
        parsed: row.parsed,
        issues: row.issues,
        state: row.state,
      })),
    );
  }
  const { blankRows, dateSpellings, totals } = staged;
  await inTransaction(async (tx) => {
    const written = await tx.import.updateMany({
      where: { id: importId, state: "UPLOADED" },
      data: {
        state: "PREVIEWED",
        sheet: reading.sheet,
        headerRow: reading.headerRow,
        mapping: toJson({ ...reading, sheets: staging.sheets }),
        firms: toJson(plan),
        totals: toJson({ ...totals, blankRows, dateSpellings }),
        rowsTotal: staged.rows.length,
        rowsDone: 0,
        version: { increment: 1 },
      },
    });
    if (written.count !== 1) throw conflict();
    await assignFirms(tx, importId, plan);
  });
  return staged;
}

function withKept(plan: FirmPlan, keep: FirmPlan | undefined): FirmPlan {
  if (!keep) return plan;
  const firms = new Map([...plan.firms, ...keep.firms].map((firm) => [firm.key, firm]));
  const before = new Map(keep.spellings.map((spelling) => [spelling.text, spelling.to]));
  return {
    ...plan,
    firms: [...firms.values()],
    spellings: plan.spellings.map((s) => ({ ...s, to: before.has(s.text) ? (before.get(s.text) ?? null) : s.to })),
  };
}

/**
 * Gives every waiting row its enterprise (none while a firm is still to be created, or is left out) and its key: what
 * makes it the same row in another copy of the file, counted among rows of one enterprise that look alike.
 */
export async function assignFirms(tx: Tx, importId: string, plan: FirmPlan): Promise<void> {
  const target = new Map(plan.firms.map((firm) => [firm.key, firm.enterpriseId]));
  const list = plan.spellings.map(({ text, to }) => ({
    firm: text,
    enterprise: to === null ? null : (target.get(to) ?? null),
  }));
  await tx.$executeRaw`
    UPDATE "ImportRow" r SET "enterpriseId" = t.enterprise
    FROM jsonb_to_recordset(${JSON.stringify(list)}::jsonb) AS t(firm text, enterprise uuid)
    WHERE r."importId" = ${importId}::uuid AND r."state" IN ('READY', 'WARNED') AND r."parsed"->>'firm' = t.firm`;
  await tx.$executeRaw`
    UPDATE "ImportRow" r SET "sourceKey" = n.key
    FROM (
      SELECT "id", split_part("sourceKey", '#', 1) || '#' ||
             row_number() OVER (PARTITION BY "enterpriseId", split_part("sourceKey", '#', 1) ORDER BY "rowNumber") AS key
      FROM "ImportRow" WHERE "importId" = ${importId}::uuid AND "state" IN ('READY', 'WARNED')
    ) n
    WHERE r."id" = n."id" AND r."sourceKey" <> n.key`;
}
