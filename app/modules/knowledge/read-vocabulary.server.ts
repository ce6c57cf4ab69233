import { parse } from "csv-parse/sync";
import { invalid } from "#app/lib/errors.ts";
import { type Group, LIMITS, plain, SEPARATORS } from "./vocabulary.ts";

/** UTF-8; UTF-16 with its mark, which spreadsheets call Unicode; else GB18030, which office programs in China write. */
function decode(file: Uint8Array): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder("utf-16le").decode(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    return new TextDecoder("gb18030").decode(file);
  }
}

/** The groups of a CSV file, one a line, the words separated as spreadsheets or people do it; empty lines and cells are left out. Errors: invalid (`file`). */
export async function readVocabularyFile(file: File | null): Promise<Group[]> {
  if (!file || file.size === 0) throw invalid("required", "file");
  if (file.size > LIMITS.fileBytes) throw invalid("vocabulary-file-large", "file", { max: LIMITS.fileBytes / 1024 });
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: SEPARATORS,
      relax_column_count: true,
      relax_quotes: true,
      to: LIMITS.groups + 1,
    });
  } catch {
    throw invalid("vocabulary-file", "file");
  }
  const groups = records
    .map((record) => [...new Set(record.map((cell) => plain(cell.replace(/^'(?=[=+\-@])/, ""))).filter(Boolean))])
    .filter((group) => group.length > 0);
  if (groups.length === 0) throw invalid("vocabulary-file", "file");
  return groups;
}
