import sharp from "sharp";
import { db } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { inSizes, type PreparedImage } from "./image.server.ts";
import { onLocalCopy } from "./local-copy.server.ts";
import { runReader } from "./run-reader.server.ts";
import { type FileSize, keepOnce } from "./storage.server.ts";

/** Pages of a PDF file that can be looked at without saving it. */
const MOST_PAGES = 8;
const LIMITS = { milliseconds: 60_000, megabytes: 64 };
/** Time for drawing, so that what was drawn by then still comes out. */
const DRAWING_MS = 40_000;
const MOST_PIXELS = 10_000_000;

/** Draws the first pages of a problem's PDF files that were not drawn yet. */
export async function drawPages(problemId: string): Promise<void> {
  const undrawn = await db.attachment.findMany({
    where: { problemId, kind: "DOCUMENT", removedAt: null, pages: null },
    select: { id: true, key: true, mime: true },
    take: 20,
  });
  for (const { id, key, mime } of undrawn) {
    const pages = mime === "application/pdf" ? await pagesOf(id, key) : [];
    for (const [n, { sizes }] of pages.entries()) {
      await keepOnce(key, n === 0 ? "screen" : (`page${n + 1}` as FileSize), sizes.screen);
      if (n === 0) await keepOnce(key, "thumb", sizes.thumb);
    }
    const [first] = pages;
    await db.attachment.update({
      where: { id },
      data: { pages: pages.length, width: first?.width ?? null, height: first?.height ?? null },
    });
  }
}

/** A file that cannot be drawn has no pages to look at; it is still there to be saved. */
async function pagesOf(id: string, key: string): Promise<PreparedImage[]> {
  const pages: PreparedImage[] = [];
  try {
    const args = [String(MOST_PAGES), String(DRAWING_MS)];
    const drawn = await onLocalCopy(key, (path) => runReader("pdf-pages.ts", [path, ...args], LIMITS));
    for (let at = 0; drawn && at + 4 < drawn.length; ) {
      const end = at + 4 + drawn.readUInt32BE(at);
      pages.push(await inSizes(sharp(drawn.subarray(at + 4, end), { limitInputPixels: MOST_PIXELS }), 1600));
      at = end;
    }
  } catch (error) {
    log.info("a document's pages could not be drawn", { id, error: error instanceof Error ? error.message : "" });
  }
  return pages;
}
