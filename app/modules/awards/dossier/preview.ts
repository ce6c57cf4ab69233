import PizZip from "pizzip";
import type { TemplateKind } from "./fields.ts";

const MOST_LINES = 200;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const textOf = (xml: string): string =>
  xml
    .replace(/<w:(tab|br)\b[^>]*>/g, " ")
    .replace(/<[^>]+>/g, "")
    .replace(/&(#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (_, __, dec?: string, hex?: string, name?: string) =>
      name ? (ENTITIES[name] ?? "") : String.fromCodePoint(dec ? Number(dec) : Number.parseInt(hex ?? "20", 16)),
    )
    .trim();

/** The words of a filled file, row by row, for looking over on the page; how it looks the file itself shows. */
export function previewOf(kind: TemplateKind, file: Uint8Array): string[][] {
  const zip = new PizZip(file);
  const part = (name: string): string => zip.file(name)?.asText() ?? "";
  if (kind === "SUMMARY") {
    const shared = [...part("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, xml = ""]) => textOf(xml));
    return [...part("xl/worksheets/sheet1.xml").matchAll(/<row\b[^>]*>(.*?)<\/row>/gs)]
      .map(([, row = ""]) =>
        [...row.matchAll(/<c\b([^>]*)>(.*?)<\/c>/gs)].map(([, marks = "", cell = ""]) => {
          const value = /<v>(.*?)<\/v>/s.exec(cell)?.[1];
          return /t="s"/.test(marks) ? (shared[Number(value)] ?? "") : (value ?? textOf(cell));
        }),
      )
      .map((row) => row.filter((cell) => cell !== ""))
      .filter((row) => row.length > 0)
      .slice(0, MOST_LINES);
  }
  const rows: string[][] = [];
  // A table's row is one row here, a paragraph outside of tables another.
  for (const [piece] of part("word/document.xml").matchAll(/<w:tr\b.*?<\/w:tr>|<w:p\b(?:(?!<w:tr\b).)*?<\/w:p>/gs)) {
    const cells = piece.startsWith("<w:tr")
      ? [...piece.matchAll(/<w:tc\b.*?<\/w:tc>/gs)].map(([cell]) =>
          [...cell.matchAll(/<w:p\b.*?<\/w:p>/gs)]
            .map(([p]) => textOf(p))
            .filter(Boolean)
            .join("\n"),
        )
      : [textOf(piece)];
    if (cells.some((cell) => cell !== "")) rows.push(cells);
  }
  return rows.slice(0, MOST_LINES);
}
