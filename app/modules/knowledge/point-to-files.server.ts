import { db } from "#app/lib/db.server.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import { includesLayer, type Layer } from "#app/modules/problems/access.ts";
import { searchFileWords } from "#app/words/search-files.ts";
import { LONGEST_FILES } from "#search/documents.ts";
import { mark, opening, type Part, snippet } from "./highlight.ts";

type Line = Record<"title" | "phenomenon" | "cause" | "action", Part[]> & { id: string; elsewhere: Part[] | null };
type FoundLine<L extends Line> = { line: L; terms: readonly string[]; layer: Layer | null };

const SNIPPET = 90;
const FIELDS = ["title", "phenomenon", "cause", "action"] as const;

/** Where nothing a line shows is marked, what was asked for may stand in a file of a layer the reader has. */
export async function pointToFiles<L extends Line>(locale: Locale, found: readonly FoundLine<L>[]): Promise<L[]> {
  const unexplained = found.filter(
    ({ line }) => line.elsewhere === null && !FIELDS.some((field) => line[field].some((part) => part.hit)),
  );
  const files = unexplained.length > 0 ? await readFiles(unexplained.map(({ line }) => line.id)) : [];
  if (files.length === 0) return found.map(({ line }) => line);
  const w = words(searchFileWords, locale);
  return found.map(({ line, terms, layer }) => {
    if (!unexplained.some((one) => one.line === line)) return line;
    for (const file of files) {
      if (file.problemId !== line.id || layer === null || !includesLayer(layer, file.layer)) continue;
      // A name may say more than the file: as on its page, it is for readers of everything.
      const name = mark(w.inFile(layer === "CONFIDENTIAL" ? file.fileName : null), terms);
      const text = snippet(file.text, terms, SNIPPET);
      if (text || name.some((part) => part.hit))
        return { ...line, elsewhere: [...name, ...(text ?? opening(file.text, terms, SNIPPET))] };
    }
    return line;
  });
}

/** As much of the files' words as is searched. */
const readFiles = (problemIds: readonly string[]) =>
  db.$queryRaw<{ problemId: string; layer: Layer; fileName: string; text: string }[]>`
    SELECT a."problemId", a."layer"::text AS "layer", a."fileName", left(t."text", ${LONGEST_FILES}::int) AS "text"
    FROM "Attachment" a JOIN "FileText" t ON t."attachmentId" = a."id"
    WHERE a."problemId" = ANY (${problemIds}::uuid[]) AND a."removedAt" IS NULL AND t."text" <> ''
    ORDER BY a."createdAt", a."id"`;
