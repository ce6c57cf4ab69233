/** Small films and recordings made box by box, for tests: whole, or lying where a test wants them to. */
export const box = (type: string, ...content: Buffer[]): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, one) => sum + one.length, 0), 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, ...content]);
};

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [n, value] of values.entries()) bytes.writeUInt32BE(value, n * 4);
  return bytes;
};

/** One track whose samples lie in one chunk. */
export function track(kind: string, chunk: { at: number; sizes: number[]; name?: string }, ...more: Buffer[]): Buffer {
  const handler = Buffer.concat([
    words(0, 0),
    Buffer.from(kind, "latin1"),
    words(0, 0, 0),
    Buffer.from(`${chunk.name ?? ""}\0`),
  ]);
  const stbl = box(
    "stbl",
    box("stsd", words(0, 0)),
    box("stsc", words(0, 1, 1, chunk.sizes.length, 1)),
    box("stsz", words(0, 0, chunk.sizes.length, ...chunk.sizes)),
    box("stco", words(0, 1, chunk.at)),
  );
  return box("trak", box("tkhd", Buffer.alloc(84)), box("mdia", box("hdlr", handler), box("minf", stbl)), ...more);
}

/** A film with one track of pictures in a body of `size` bytes, everything before the body of a fixed length. */
export function film(size = 50_000, fill = 7): Buffer {
  const ftyp = box("ftyp", Buffer.from("isom\0\0\0\0isommp42"));
  const moov = (at: number) => box("moov", box("mvhd", Buffer.alloc(100)), track("vide", { at, sizes: [size] }));
  const at = ftyp.length + moov(0).length + 8;
  return Buffer.concat([ftyp, moov(at), box("mdat", Buffer.alloc(size, fill))]);
}
