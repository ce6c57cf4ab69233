import sharp from "sharp";
import { log } from "#app/lib/log.server.ts";
import { inSizes, type PreparedImage } from "./image.server.ts";
import { runProgram } from "./run-reader.server.ts";

const DEMUXERS: Record<string, string> = { webm: "matroska", mkv: "matroska" };
const LIMITS = { milliseconds: 20_000, megabytes: 64 };

/** An early frame of a video, where ffmpeg is installed; null where not, or when it finds none. */
export async function posterOf(path: string, ending: string): Promise<PreparedImage | null> {
  try {
    const frame = await runProgram(
      "ffmpeg",
      // The format is the one its content showed, and nothing but this file may be opened: no playlists, no addresses.
      [
        "-v",
        "error",
        "-nostdin",
        "-threads",
        "1",
        "-protocol_whitelist",
        "file",
        "-f",
        DEMUXERS[ending] ?? "mov",
      ].concat(
        ["-i", `file:${path}`, "-an", "-frames:v", "1", "-vf", "scale='min(1280,iw)':-2"],
        ["-f", "image2pipe", "-c:v", "png", "pipe:1"],
      ),
      LIMITS,
    );
    return frame.length > 0 ? await inSizes(sharp(frame, { limitInputPixels: 10_000_000 }), 1280) : null;
  } catch (error) {
    log.debug("no poster frame", { error: error instanceof Error ? error.message : "" });
    return null;
  }
}
