import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { PDFDocument, PDFFont } from "@cantoo/pdf-lib";
import * as fontkit from "@cantoo/fontkit";

type Weight = "Regular" | "Bold";
type Parsed = {
  unitsPerEm: number;
  hasGlyphForCodePoint(code: number): boolean;
  glyphForCodePoint(code: number): { advanceWidth: number } | null;
};

/** Bytes and parsed fonts stay: reading 8 MB of letters takes far longer than setting a page with them. */
const parsed = new Map<Weight, { bytes: Buffer; font: Parsed }>();
const widths = new Map<Weight, Map<string, number>>();

function load(weight: Weight): { bytes: Buffer; font: Parsed } {
  const known = parsed.get(weight);
  if (known) return known;
  const main = createRequire(import.meta.url).resolve("@embedpdf/fonts-sc");
  const bytes = readFileSync(join(main, "../..", `fonts/NotoSansHans-${weight}.otf`));
  const made = { bytes, font: fontkit.create(bytes) as unknown as Parsed };
  parsed.set(weight, made);
  return made;
}

/** What pdf-lib asks for a font's parts: always those read before. */
const maker = {
  create: (bytes: Uint8Array) =>
    [...parsed.values()].find((one) => one.bytes.length === bytes.length && one.bytes.equals(bytes))?.font ??
    fontkit.create(Buffer.from(bytes)),
};

export type Letters = {
  regular: PDFFont;
  bold: PDFFont;
  /** Of one sign at 1 pt. */
  widthOf(sign: string, weight: Weight): number;
};

/** The Chinese font in two weights for one file; only the letters used become part of it. */
export async function lettersFor(pdf: PDFDocument): Promise<Letters> {
  pdf.registerFontkit(maker as never);
  const [regular, bold] = [load("Regular"), load("Bold")];
  return {
    regular: await pdf.embedFont(regular.bytes, { subset: true }),
    bold: await pdf.embedFont(bold.bytes, { subset: true }),
    widthOf(sign, weight) {
      const known = widths.get(weight) ?? new Map<string, number>();
      widths.set(weight, known);
      const width = known.get(sign);
      if (width !== undefined) return width;
      const { font } = load(weight);
      const made =
        (font.glyphForCodePoint(sign.codePointAt(0) ?? 32)?.advanceWidth ?? font.unitsPerEm) / font.unitsPerEm;
      known.set(sign, made);
      return made;
    },
  };
}

/** Signs the font does not have become 〓, the printers' mark for a letter that is missing; control characters go. */
export function printable(text: string): string {
  const { font } = load("Regular");
  return [...text.replace(/[^\P{C}\n]/gu, "")]
    .map((sign) => (sign === "\n" || font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 32) ? sign : "〓"))
    .join("");
}
