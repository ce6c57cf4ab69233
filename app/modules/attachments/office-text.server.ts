import { open } from "node:fs/promises";
import { type ZipEntry, zipContent, zipEntries } from "./zip.server.ts";

/** One part of a document unpacks to at most this; longer ones are left out. */
const MAX_PART = 32 * 1024 * 1024;

/** The parts that hold what people read, in reading order. */
const PARTS: Record<string, RegExp> = {
  docx: /^word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/,
  xlsx: /^xl\/(sharedStrings|worksheets\/sheet\d+)\.xml$/,
  pptx: /^ppt\/(slides\/slide|notesSlides\/notesSlide)\d+\.xml$/,
};
const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });

/** Text runs of WordprocessingML, SpreadsheetML and DrawingML; a paragraph, a cell's string or a row ends a line. */
function textOf(xml: string): string {
  const pieces: string[] = [];
  for (const match of xml.matchAll(
    /<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<|<\/(?:\w+:)?(?:p|si|is|row)>|<(?:\w+:)?(?:tab|br)\b/g,
  ))
    pieces.push(match[1] === undefined ? "\n" : unescaped(match[1]));
  return pieces.join("").replace(/\n{2,}/g, "\n");
}

const byNumber = (a: ZipEntry, b: ZipEntry): number => a.name.localeCompare(b.name, "en", { numeric: true });

/** The words of a Word, Excel or PowerPoint file, at most about `most` characters. */
export async function officeText(path: string, ending: string, most: number): Promise<string> {
  const wanted = PARTS[ending];
  if (!wanted) return "";
  const file = await open(path, "r");
  try {
    const entries = (await zipEntries(file)).filter((entry) => wanted.test(entry.name)).sort(byNumber);
    let text = "";
    for (const entry of entries) {
      if (text.length >= most) break;
      if (entry.unpacked > MAX_PART) continue;
      text += `${textOf((await zipContent(file, entry, MAX_PART)).toString("utf8"))}\n`;
    }
    return text;
  } finally {
    await file.close();
  }
}
