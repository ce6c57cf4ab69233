import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { once } from "node:events";

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, content]);
};
const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
};
const handler = () => Buffer.concat([words(0, 0), Buffer.from("vide"), words(0, 0, 0), Buffer.from("\0")]);

/** An index with one track of one picture that fills the whole file, beginning at `offset`. */
const moov = (size: number, offset: number): Buffer =>
  box(
    "moov",
    box("mvhd", words(0, 0, 0, 1_000, 1_000, 0x00010000), Buffer.alloc(76)),
    box(
      "trak",
      box("tkhd", words(7, 0, 0, 1, 0, 1_000), Buffer.alloc(60)),
      box(
        "mdia",
        box("mdhd", words(0, 0, 0, 1_000, 1_000, 0x55c40000)),
        box("hdlr", handler()),
        box(
          "minf",
          box("vmhd", words(1, 0, 0)),
          box(
            "stbl",
            box("stsd", words(0, 0)),
            box("stts", words(0, 1, 1, 1_000)),
            box("stsc", words(0, 1, 1, 1, 1)),
            box("stsz", words(0, size, 1)),
            box("stco", words(0, 1, offset)),
          ),
        ),
      ),
    ),
  );

/** Writes an MP4 file of so many megabytes: a real container around random bytes. Answers its size and SHA-256. */
export async function writeLargeVideo(path: string, megabytes: number): Promise<{ size: number; sha256: string }> {
  const payload = megabytes * 1024 * 1024;
  const ftyp = box("ftyp", Buffer.from("isom\0\0\0\0isommp42"));
  const before = ftyp.length + moov(payload, 0).length + 8;
  const mdat = words(payload + 8, 0);
  mdat.write("mdat", 4, "latin1");
  const hash = createHash("sha256");
  const out = createWriteStream(path);
  const write = async (bytes: Buffer) => {
    hash.update(bytes);
    if (!out.write(bytes)) await once(out, "drain");
  };
  await write(Buffer.concat([ftyp, moov(payload, before), mdat]));
  for (let n = 0; n < megabytes; n += 1) await write(randomBytes(1024 * 1024));
  out.end();
  await once(out, "close");
  return { size: before + payload, sha256: hash.digest("hex") };
}
