import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import sharp from "sharp";
import { DomainError } from "#app/lib/errors.ts";
import { formatDateTime } from "#app/lib/format.ts";
import { log } from "#app/lib/log.server.ts";
import type { Stored } from "#app/lib/storage/storage.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { incomingFolder } from "./part-file.server.ts";
import { ReaderError, runReader } from "./run-reader.server.ts";
import { watermarkOver } from "./watermark.server.ts";

export type MarkedFile = Stored & { etag: string };

/** So long one reader's copy is given out again: the pieces of a download have to come from one and the same file. */
const KEPT_MS = 10 * 60_000;
const MOST_KEPT_BYTES = 48 * 1024 * 1024;
const LIMITS = { milliseconds: 90_000, megabytes: 1 };
const MARKED = ".marked.part";

type Picture = { bytes: Promise<Buffer>; until: number; size: number };
type Holder = { pictures: Map<string, Picture>; papers: Map<string, Promise<string>> };
const holder: Holder = ((globalThis as { __jianglianMarked?: Holder }).__jianglianMarked ??= {
  pictures: new Map(),
  papers: new Map(),
});

/** One reader's copy of one file, of one stretch of ten minutes. */
function copyOf(actor: Actor, name: string): { id: string; text: string } {
  const since = Math.floor(actor.now.getTime() / KEPT_MS) * KEPT_MS;
  const id = createHash("sha256").update([actor.personId, actor.name, name, since].join(" ")).digest("hex");
  return { id, text: `${actor.name} ${formatDateTime(actor.now)}` };
}

/** A picture with the reader's name and the time written over it; `name` is what it is kept under. */
export async function markPicture(actor: Actor, name: string, found: Stored): Promise<MarkedFile> {
  const { id, text } = copyOf(actor, name);
  const { pictures } = holder;
  let picture = pictures.get(id);
  if (!picture) {
    picture = { bytes: drawOver(found, text), until: Date.now() + KEPT_MS, size: found.size };
    pictures.set(id, picture);
    forgetSome();
  }
  try {
    const bytes = await picture.bytes;
    picture.size = bytes.length;
    const read: Stored["read"] = (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]);
    return { size: bytes.length, read, etag: `"${id.slice(0, 32)}"` };
  } catch (error) {
    pictures.delete(id);
    throw error;
  }
}

async function drawOver(found: Stored, text: string): Promise<Buffer> {
  const picture = sharp(await buffer(found.read()));
  const { width, height } = await picture.metadata();
  const input = await watermarkOver(width, height, text);
  return picture.composite([{ input }]).webp({ quality: 80 }).toBuffer();
}

/** The oldest go first when there are too many. */
function forgetSome(): void {
  const { pictures } = holder;
  let kept = [...pictures.values()].reduce((sum, { size }) => sum + size, 0);
  for (const [id, { until, size }] of pictures) {
    if (until > Date.now() && kept <= MOST_KEPT_BYTES) break;
    pictures.delete(id);
    kept -= size;
  }
}

/**
 * A PDF file with the reader's name and the time over every page. Errors: conflict (file-no-watermark) when it is
 * locked, damaged or too large to be written anew.
 */
export async function markPdf(actor: Actor, name: string, found: Stored): Promise<MarkedFile> {
  const { id, text } = copyOf(actor, name);
  const path = join(incomingFolder(), `${id}${MARKED}`);
  const { papers } = holder;
  let paper = papers.get(id);
  if (!paper) {
    paper = stamp(found, path, text).finally(() => papers.delete(id));
    papers.set(id, paper);
  }
  await paper;
  const { size } = await stat(path);
  return { size, read: (range) => createReadStream(path, range), etag: `"${id.slice(0, 32)}"` };
}

async function stamp(found: Stored, path: string, text: string): Promise<string> {
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  await forgetPapers();
  if (await stat(path).catch(() => null)) return path;
  const [plain, upright, across, done] = [".plain", ".upright", ".across", ".done"].map((end) => `${path}${end}`);
  if (!plain || !upright || !across || !done) throw new Error("no names");
  try {
    await pipeline(found.read(), createWriteStream(plain, { mode: 0o600 }));
    await writeFile(upright, await watermarkOver(1_240, 1_754, text), { mode: 0o600 });
    await writeFile(across, await watermarkOver(1_754, 1_240, text), { mode: 0o600 });
    await runReader("stamp-pdf.ts", [plain, done, upright, across], LIMITS);
    await rename(done, path);
    return path;
  } catch (error) {
    if (!(error instanceof ReaderError)) throw error;
    log.info("a PDF file could not be marked", { error: error.message });
    throw new DomainError("conflict", "file-no-watermark");
  } finally {
    for (const one of [plain, upright, across, done]) await rm(one, { force: true });
  }
}

/** Copies are of use for minutes only. */
async function forgetPapers(): Promise<void> {
  for (const name of await readdir(incomingFolder())) {
    if (!name.endsWith(MARKED)) continue;
    const found = await stat(join(incomingFolder(), name)).catch(() => null);
    if (found && found.mtimeMs < Date.now() - 2 * KEPT_MS) await rm(join(incomingFolder(), name), { force: true });
  }
}
