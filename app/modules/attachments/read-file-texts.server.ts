import { db, isUniqueViolation } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { onLocalCopy } from "./local-copy.server.ts";
import { officeText } from "./office-text.server.ts";
import { endingOf } from "./rules.ts";
import { runReader } from "./run-reader.server.ts";

/** Characters kept of one file; enough for a handbook. */
const MOST = 200_000;
const PDF_LIMITS = { milliseconds: 60_000, megabytes: 8 };

/** Reads the words of a problem's documents that were not read yet. True when there were any. */
export async function readFileTexts(problemId: string, now: Date): Promise<boolean> {
  const unread = await db.attachment.findMany({
    where: { problemId, kind: "DOCUMENT", removedAt: null, text: null },
    select: { id: true, key: true, mime: true },
    take: 20,
  });
  for (const { id, key, mime } of unread) {
    const whole = clean(await wordsOf(id, key, endingOf(mime)));
    try {
      await db.fileText.create({
        data: { attachmentId: id, text: whole.slice(0, MOST), cut: whole.length > MOST, readAt: now },
      });
    } catch (error) {
      // Another job was faster.
      if (!isUniqueViolation(error)) throw error;
    }
  }
  return unread.length > 0;
}

/** Without signs PostgreSQL refuses, halves of signs, and runs of blanks. */
const clean = (text: string): string =>
  text
    .replace(/[^\P{C}\n\t]/gu, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();

/** A file that cannot be read has no words; it is still there to be opened. */
async function wordsOf(id: string, key: string, ending: string): Promise<string> {
  try {
    const words = await onLocalCopy(key, async (path) =>
      ending === "pdf"
        ? (await runReader("pdf-text.ts", [path, String(MOST + 1)], PDF_LIMITS)).toString("utf8")
        : officeText(path, ending, MOST + 1),
    );
    return words ?? "";
  } catch (error) {
    log.info("a document's text could not be read", { id, error: error instanceof Error ? error.message : "" });
    return "";
  }
}
