import { words } from "#app/lib/i18n.ts";
import { paperFile } from "#app/lib/paper/paper.server.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { formValues, type Printed, roundValues, rowValues } from "./field-values.ts";
import { fillForm, type FormReading, readForm } from "./fill-form.ts";
import { fillSummary, readSummary } from "./fill-summary.ts";
import { paperBlocks, paperFoot } from "./paper-blocks.ts";
import type { DossierRecord } from "./record.ts";

/** What is drawn from records; everything a task needs comes with it. */
export type DrawTask =
  | { kind: "form"; template: Uint8Array; record: DossierRecord; printed: Printed }
  | { kind: "paper"; record: DossierRecord; printed: Printed }
  | {
      kind: "summary";
      template: Uint8Array;
      round: DossierRecord["round"];
      records: readonly DossierRecord[];
      printed: Omit<Printed, "address"> & { addresses: Record<string, string> };
    }
  | { kind: "read-form"; template: Uint8Array }
  | { kind: "read-summary"; template: Uint8Array };
export type SummaryReading = Awaited<ReturnType<typeof readSummary>>;
export type Made = Uint8Array | FormReading | SummaryReading;
export type Answer = { n: number; made: Made } | { n: number; failure: string };

export async function draw(task: DrawTask): Promise<Made> {
  switch (task.kind) {
    case "form":
      return fillForm(task.template, formValues(task.record, task.printed));
    case "paper":
      return drawPaper(task.record, task.printed);
    case "summary": {
      const { addresses, ...printed } = task.printed;
      return fillSummary(
        task.template,
        roundValues(task.round, printed.now),
        task.records.map((one, n) => rowValues(one, n + 1, { ...printed, address: addresses[one.id] ?? "" })),
      );
    }
    case "read-form":
      return readForm(task.template);
    default:
      return readSummary(task.template);
  }
}

async function drawPaper(record: DossierRecord, printed: Printed): Promise<Uint8Array> {
  const { paper: w } = words(dossierPaperWords, printed.locale);
  return paperFile({
    title: `${w.title(record.round.title)} ${record.title}`,
    foot: paperFoot(record, printed),
    pageOf: w.page,
    language: printed.locale,
    at: printed.now,
    qr: qrPath(printed.address),
    blocks: paperBlocks(record, printed),
  });
}
