import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { invalid } from "#app/lib/errors.ts";
import { log } from "#app/lib/log.server.ts";
import { blank, BoxError, readAt } from "./mp4-boxes.ts";
import { runProgram } from "./run-reader.server.ts";
import { scrubMp4 } from "./scrub-mp4.server.ts";

const MP4 = new Set(["mp4", "m4v", "mov", "3gp", "m4a"]);
/** What ffmpeg calls them; only these are written anew without loss. */
const MUXERS: Record<string, string> = { webm: "webm", mkv: "matroska", ogg: "ogg", oga: "ogg", opus: "ogg" };
const LIMITS = { milliseconds: 120_000, megabytes: 1 };

/**
 * Takes out of a film or recording what says where, when and by whom it was made. The file at `path` is changed.
 * @throws invalid file-broken when its parts do not fit together
 */
export async function scrubMedia(path: string, ending: string): Promise<void> {
  const muxer = MUXERS[ending];
  if (muxer) return remux(path, ending, muxer);
  const file = await open(path, "r+");
  try {
    if (MP4.has(ending)) await scrubMp4(file);
    else if (ending === "mp3" || ending === "aac") await scrubMp3(file);
    else if (ending === "wav") await scrubWav(file);
    else if (ending === "flac") await scrubFlac(file);
    await file.sync();
  } catch (error) {
    if (error instanceof BoxError) throw invalid("file-broken", "files");
    throw error;
  } finally {
    await file.close();
  }
}

/** WebM and Ogg, where ffmpeg is installed; recordings made in the page carry nothing of the kind. */
async function remux(path: string, ending: string, muxer: string): Promise<void> {
  const clean = `${path}.clean.part`;
  const demuxer = muxer === "ogg" ? "ogg" : "matroska";
  try {
    await runProgram(
      "ffmpeg",
      ["-v", "error", "-nostdin", "-threads", "1", "-protocol_whitelist", "file", "-f", demuxer].concat(
        ["-i", `file:${path}`, "-map", "0:v?", "-map", "0:a?", "-c", "copy", "-map_metadata", "-1"],
        ["-map_chapters", "-1", "-fflags", "+bitexact", "-f", muxer, "-y", `file:${clean}`],
      ),
      LIMITS,
    );
    await rename(clean, path);
  } catch (error) {
    log.info("a recording keeps its descriptions", { ending, error: error instanceof Error ? error.message : "" });
  } finally {
    await rm(clean, { force: true });
  }
}

/** The tags before and behind the sound become padding. */
async function scrubMp3(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const head = await readAt(file, 0, 10);
  if (head.toString("latin1", 0, 3) === "ID3") {
    const length = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
    if (10 + length > size) throw new BoxError("tag");
    await file.write(Buffer.from([0]), 0, 1, 5);
    await blank(file, 10, 10 + length);
  }
  if (size >= 128 && (await readAt(file, size - 128, 3)).toString("latin1") === "TAG") await file.truncate(size - 128);
}

const WAV = new Set(["fmt ", "data", "fact"]);

async function scrubWav(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  for (let at = 12; at + 8 <= size; ) {
    const head = await readAt(file, at, 8);
    const end = at + 8 + head.readUInt32LE(4);
    if (!WAV.has(head.toString("latin1", 0, 4))) {
      await file.write(Buffer.from("JUNK", "latin1"), 0, 4, at);
      await blank(file, at + 8, Math.min(end, size));
    }
    at = end + (end % 2);
  }
}

const FLAC_KEPT = new Set([0, 1, 3]);

async function scrubFlac(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  for (let at = 4, last = false; !last; ) {
    const head = await readAt(file, at, 4);
    if (head.length < 4) throw new BoxError("cut off");
    const end = at + 4 + head.readUIntBE(1, 3);
    if (end > size) throw new BoxError("does not fit");
    last = ((head[0] ?? 0) & 0x80) !== 0;
    if (!FLAC_KEPT.has((head[0] ?? 0) & 0x7f)) {
      await file.write(Buffer.from([last ? 0x81 : 1]), 0, 1, at);
      await blank(file, at + 4, end);
    }
    at = end;
  }
}
