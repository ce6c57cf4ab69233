import type { FileHandle } from "node:fs/promises";
import { blank, type Box, boxesIn, BoxError, contentOf, emptyBox, inside } from "./mp4-boxes.ts";
import { gaps, type Span, spansOf } from "./mp4-samples.ts";

/** What a player needs at each level; everything else (udta, meta, uuid, free, …) says where, by whom or with what. */
const TOP = new Set(["ftyp", "styp", "moov", "moof", "mdat", "sidx", "ssix", "mfra"]);
const MOOV = new Set(["mvhd", "trak", "mvex", "iods"]);
const TRAK = new Set(["tkhd", "edts", "mdia", "tapt", "clip", "matt", "load"]);
const MDIA = new Set(["mdhd", "hdlr", "minf", "elng"]);
const MOOF = new Set(["mfhd", "traf"]);
const TRAF = new Set(["tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "senc"]);
/** Pictures and sound; tracks of positions, sensors and captions go. */
const TRACKS = new Set(["vide", "soun", "auxv"]);

const childOf = (boxes: readonly Box[], type: string): Box | undefined => boxes.find((one) => one.type === type);

async function keepOnly(file: FileHandle, boxes: readonly Box[], wanted: ReadonlySet<string>): Promise<Box[]> {
  for (const box of boxes) if (!wanted.has(box.type)) await emptyBox(file, box);
  return boxes.filter((box) => wanted.has(box.type));
}

/** Where a track's pictures or sounds lie; null when it went. */
async function scrubTrack(file: FileHandle, trak: Box): Promise<Span[] | null> {
  const parts = await inside(file, trak);
  const mdia = childOf(parts, "mdia");
  const inMdia = mdia ? await inside(file, mdia) : [];
  const hdlr = childOf(inMdia, "hdlr");
  const kind = hdlr ? (await contentOf(file, hdlr, 12)).toString("latin1", 8, 12) : "";
  const minf = childOf(inMdia, "minf");
  const stbl = minf ? childOf(await inside(file, minf), "stbl") : undefined;
  if (!TRACKS.has(kind) || !stbl || !hdlr) {
    await emptyBox(file, trak);
    return null;
  }
  const spans = await spansOf(file, stbl);
  await keepOnly(file, parts, TRAK);
  await keepOnly(file, inMdia, MDIA);
  // The handler's name is free text.
  await blank(file, hdlr.at + hdlr.head + 24, hdlr.end);
  return spans;
}

/**
 * Takes everything out of an MP4, QuickTime or 3GP file that is neither picture nor sound: where it was taken, with
 * what and by whom, tracks of positions, and bytes in between that nothing refers to. In place: nothing moves, and
 * the file plays as before. What is woven into the pictures' own code is not touched. @throws BoxError
 */
export async function scrubMp4(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const top = await keepOnly(file, await boxesIn(file, 0, size), TOP);
  const spans: Span[] = [];
  for (const moov of top.filter((box) => box.type === "moov")) {
    const parts = await keepOnly(file, await inside(file, moov), MOOV);
    for (const trak of parts.filter((box) => box.type === "trak"))
      spans.push(...((await scrubTrack(file, trak)) ?? []));
  }
  const fragments = top.filter((box) => box.type === "moof");
  for (const moof of fragments) {
    const parts = await keepOnly(file, await inside(file, moof), MOOF);
    for (const traf of parts.filter((box) => box.type === "traf")) await keepOnly(file, await inside(file, traf), TRAF);
  }
  // In fragments the pictures' places are told otherwise; they are left as they are.
  if (fragments.length > 0) return;
  if (spans.length === 0) throw new BoxError("neither picture nor sound");
  for (const mdat of top.filter((box) => box.type === "mdat")) {
    const body = { start: mdat.at + mdat.head, end: mdat.end };
    for (const { start, end } of gaps(body, spans)) await blank(file, start, end);
  }
}
