import { open } from "node:fs/promises";
import { detectOffice } from "#app/modules/attachments/detect-office.server.ts";
import { type ZipEntry, zipContent, ZipError, zipEntries } from "#app/modules/attachments/zip.server.ts";
import { DrawFailure, drawOne } from "./drawer.server.ts";
import type { SummaryReading } from "./draw.ts";
import type { Fault, FormReading } from "./fill-form.ts";
import type { Place } from "./form-places.ts";
import { formFields, sheetFields, suggestionsFor, type TemplateKind } from "./fields.ts";

const MB = 1024 * 1024;
/** Of all parts unpacked; a form of ten pages is under one. */
const UNPACKED_MB = 40;
const MOST_ENTRIES = 400;

/** Parts that bring in something from elsewhere or run something; a template needs none of them. */
const FOREIGN_PARTS = /externalLinks\/|connections\.xml$|embeddings\/|afchunk|queryTables\/|customUI|webextensions\//i;
const FOREIGN_FIELDS = /\b(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|MACROBUTTON|DATABASE|RD)\b/;

export type UnsafeTemplate = "template-type" | "template-too-much" | "template-foreign" | "template-broken";

/**
 * Whether a file may be a template at all: a Word or Excel file without macros, embedded objects, links to other files,
 * fields that fetch something, or entities. @returns why not, or null. Errors: those of detectOffice, on the field "files".
 */
export async function whyUnsafe(path: string, kind: TemplateKind): Promise<UnsafeTemplate | null> {
  const file = await open(path, "r");
  try {
    const found = await detectOffice(file, (await file.stat()).size);
    if (found?.ending !== (kind === "FORM" ? "docx" : "xlsx")) return "template-type";
    const entries = await zipEntries(file);
    const unpacked = entries.reduce((sum, one) => sum + one.unpacked, 0);
    if (entries.length > MOST_ENTRIES || unpacked > UNPACKED_MB * MB) return "template-too-much";
    if (entries.some((one) => FOREIGN_PARTS.test(one.name))) return "template-foreign";
    for (const entry of entries.filter((one) => /\.(xml|rels)$/i.test(one.name))) {
      const why = whyUnsafePart(entry, (await zipContent(file, entry, UNPACKED_MB * MB)).toString("utf8"));
      if (why) return why;
    }
    return null;
  } catch (error) {
    if (error instanceof ZipError) return "template-broken";
    throw error;
  } finally {
    await file.close();
  }
}

function whyUnsafePart(entry: ZipEntry, xml: string): UnsafeTemplate | null {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return "template-broken";
  if (entry.name.toLowerCase().endsWith(".rels")) {
    for (const [relation] of xml.matchAll(/<Relationship\s[^>]*>/g))
      if (/TargetMode\s*=\s*["']External/i.test(relation) && !/\/hyperlink["']/i.test(relation))
        return "template-foreign";
    return null;
  }
  for (const [, text = ""] of xml.matchAll(/<w:instrText[^>]*>([^<]*)</g))
    if (FOREIGN_FIELDS.test(text)) return "template-foreign";
  for (const [, text = ""] of xml.matchAll(/w:instr="([^"]*)"/g))
    if (FOREIGN_FIELDS.test(text)) return "template-foreign";
  // In a workbook a formula that names another file, or asks a program.
  if (/<f[^>]*>[^<]*(\[\d+\]|\|)[^<]*<\/f>/.test(xml)) return "template-foreign";
  return null;
}

export type TemplateReading = {
  fields: string[];
  unknown: { field: string; suggestions: string[]; place: Place | null }[];
  faults: Fault[];
  /** Fields in the wide braces of a Chinese keyboard, which are taken for text. */
  wide: string[];
  /** A summary sheet without a row of an application. */
  noRow: boolean;
};

/** What a template names, what of it nobody knows with what may have been meant, and what keeps it from being used. */
export async function readTemplate(kind: TemplateKind, template: Uint8Array): Promise<TemplateReading> {
  try {
    if (kind === "FORM") {
      const found = await drawOne<FormReading>({ kind: "read-form", template });
      const { places: _, ...reading } = found;
      return { ...reading, unknown: unknownIn(found, formFields), noRow: false };
    }
    const found = await drawOne<SummaryReading>({ kind: "read-summary", template });
    const { places: _, rowFound, ...reading } = found;
    return { ...reading, unknown: unknownIn(found, sheetFields), noRow: !rowFound };
  } catch (error) {
    if (!(error instanceof DrawFailure)) throw error;
    return { fields: [], unknown: [], faults: [{ code: "broken", field: "", place: null }], wide: [], noRow: false };
  }
}

const unknownIn = (
  { fields, places }: { fields: readonly string[]; places: Record<string, Place> },
  known: ReadonlySet<string>,
): TemplateReading["unknown"] =>
  fields
    .filter((name) => !isKnown(name, known))
    .map((field) => ({ field, suggestions: suggestionsFor(field, known), place: places[field] ?? null }));

/** Inside a list what stands around it may be named too. */
const isKnown = (name: string, known: ReadonlySet<string>): boolean => {
  if (known.has(name)) return true;
  const [list, ...rest] = name.split("/");
  return rest.length > 0 && known.has(list ?? "") && isKnown(rest.join("/"), known);
};

/** It can be taken into use: nothing keeps it from being filled in. */
export const isUsable = (reading: TemplateReading): boolean => reading.faults.length === 0 && !reading.noRow;
