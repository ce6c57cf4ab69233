import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { type Locale, words } from "#app/lib/i18n.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import type { SummaryReading } from "./draw.ts";
import type { Drawer } from "./drawer.server.ts";
import { roundValues, rowValues, type Values } from "./field-values.ts";
import { dossierAddress } from "./prepare-dossier.server.ts";
import type { DossierRecord } from "./record.ts";
import { shippedSummary } from "./shipped-summary.ts";
import { templateFor } from "./templates.server.ts";

/** A summary sheet under way: its rows gather in a file, so that memory does not grow with them. */
type Sheet = { locale: Locale; template: Uint8Array; fields: ReadonlySet<string>; rows: FileHandle; rowsPath: string };
export type DrawnSheet = { path: string; file: string };

type Work = { folder: string; drawer: Drawer; now: Date };

/**
 * The summary sheets of a round's export: the union's template in Chinese; for who reads English one in English beside it.
 * Close them whatever happened.
 */
export async function openSheets(
  of: { organisationId: string; titleId: string },
  locale: Locale,
  { folder, drawer, now }: Work,
) {
  const sheets: Sheet[] = [];
  const add = async (language: Locale, template: Uint8Array) => {
    const { fields } = await drawer.draw<SummaryReading>({ kind: "read-summary", template });
    const rowsPath = join(folder, `summary-${language}.jsonl`);
    const rows = await open(rowsPath, "w", 0o600);
    sheets.push({ locale: language, template, fields: new Set(fields), rows, rowsPath });
  };
  await add("zh-CN", (await templateFor(of.organisationId, of.titleId, "SUMMARY")).bytes);
  if (locale !== "zh-CN") await add(locale, await shippedSummary(locale));
  let head: DossierRecord["round"] | undefined;
  let position = 0;
  return {
    /** One application's row, with what the sheet names of it. */
    async add(record: DossierRecord): Promise<void> {
      head ??= record.round;
      position += 1;
      for (const sheet of sheets) {
        const printed = { locale: sheet.locale, now, address: dossierAddress(record.id) };
        const values = Object.entries(rowValues(record, position, printed)).filter(([name]) => sheet.fields.has(name));
        await sheet.rows.write(`${JSON.stringify(Object.fromEntries(values) satisfies Values)}\n`);
      }
    },
    /** The sheets with the rows so far, as files; none without rows. */
    async draw(): Promise<DrawnSheet[]> {
      const drawn: DrawnSheet[] = [];
      for (const { locale: language, template, rowsPath } of head ? sheets : []) {
        const file = join(folder, `summary-${language}.xlsx`);
        const task = { kind: "summary", template, head: head ? roundValues(head, now) : {}, rows: rowsPath } as const;
        await drawer.drawTo(file, task);
        drawn.push({ path: `${words(dossierPaperWords, language).file.summary}.xlsx`, file });
      }
      return drawn;
    },
    close: async (): Promise<void> => {
      for (const sheet of sheets) await sheet.rows.close();
    },
  };
}
