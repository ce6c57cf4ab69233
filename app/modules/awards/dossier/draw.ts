import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { words } from "#app/lib/i18n.ts";
import { paperFile } from "#app/lib/paper/paper.server.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { formValues, type Printed, type Values } from "./field-values.ts";
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
      head: Values;
      /** The rows, or the file in which they stand, one to a line as JSON. */
      rows: readonly Values[] | string;
    }
  | { kind: "read-form"; template: Uint8Array }
  | { kind: "read-summary"; template: Uint8Array };
export type SummaryReading = Awaited<ReturnType<typeof readSummary>>;
export type Made = Uint8Array | FormReading | SummaryReading;
export type Answer = { n: number; made: Made | Written } | { n: number; failure: string };

export async function draw(task: DrawTask): Promise<Made> {
  switch (task.kind) {
    case "form":
      return fillForm(task.template, formValues(task.record, task.printed));
    case "paper":
      return drawPaper(task.record, task.printed);
    case "summary":
      return fillSummary(task.template, task.head, typeof task.rows === "string" ? await rowsIn(task.rows) : task.rows);
    case "read-form":
      return readForm(task.template);
    default:
      return readSummary(task.template);
  }
}

/** What was drawn into a file. */
export type Written = { size: number; sha256: string };

/** Draws into a file, so that bytes go from hand to hand nowhere. */
export async function drawTo(path: string, task: DrawTask): Promise<Written> {
  const made = await draw(task);
  if (!(made instanceof Uint8Array)) throw new TypeError(`${task.kind} makes no file`);
  await writeFile(path, made, { mode: 0o600 });
  return { size: made.length, sha256: createHash("sha256").update(made).digest("hex") };
}

async function rowsIn(path: string): Promise<Values[]> {
  const text = await readFile(path, "utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Values]));
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
