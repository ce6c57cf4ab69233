import { deflateRawSync, inflateRawSync } from "node:zlib";

export type Part = {
  name: string;
  text: string | Buffer;
  /** The size it says it unpacks to. */
  claims?: number;
  /** Takes the bytes of the first part for its own. */
  likeFirst?: boolean;
};
/** A zip archive made by hand, so that it may also lie about itself. */
export function zip(parts: Part[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, text, claims, likeFirst } of parts) {
    const packed = deflateRawSync(text);
    const size = claims ?? Buffer.byteLength(text);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(likeFirst ? 0 : offset, 42);
    local.push(head, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
const TYPES = { name: "[Content_Types].xml", text: "<Types/>" };
/** A Word file with one paragraph. */
export const word = (text: string, more: Part[] = []) =>
  zip([
    TYPES,
    { name: "word/document.xml", text: `<w:document><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:document>` },
    ...more,
  ]);
/** An Excel file with one string. */
export const sheet = (text: string, more: Part[] = []) =>
  zip([
    TYPES,
    { name: "xl/workbook.xml", text: "<workbook/>" },
    { name: "xl/sharedStrings.xml", text: `<sst><si><t xml:space="preserve">${text}</t></si></sst>` },
    ...more,
  ]);
/** A PDF file of one page; `more` goes into its catalogue, `content` in place of its text. */
export function pdf(text: string, more = "", content?: { filter: string; bytes: Buffer }): Buffer {
  const plain = Buffer.from(`BT /F1 24 Tf 100 700 Td (${text}) Tj ET`, "latin1");
  const { filter = "", bytes: stream = plain } = content ?? {};
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${more} >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} ${filter} >>\nstream\n${stream.toString("latin1")}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const start = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const xref = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((n) => `${String(n).padStart(10, "0")} 00000 n \n`).join("")}`;
  body += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(body, "latin1");
}
/** A picture of 64 by 48 in HEVC, as iPhones make them. */
const HEIC =
  "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAAGQACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAADAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAACFtZGF0AAAAFSgBrwtg9eWDr//w8lbi8j+GDT/UOA==";

export const heic = (): Buffer => Buffer.from(HEIC, "base64");

/** The words of a Word file as somebody reads them: unzipped, the text of its body and foot, a line for each paragraph. */
export function wordText(file: Buffer): string {
  const texts = new Map(unzip(file));
  const parts = [...texts].filter(([name]) => /^word\/(document|footer\d*)\.xml$/.test(name));
  if (!texts.has("[Content_Types].xml") || parts.length === 0) throw new Error("this is no Word file");
  const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
  return parts
    .map(([, xml]) =>
      xml
        .toString("utf8")
        .replace(/<\/w:p>/g, "\n")
        .replace(/<[^>]+>/g, "")
        .replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? ""),
    )
    .join("\n");
}

/** The files in a zip archive, by its central directory. */
function unzip(archive: Buffer): [name: string, content: Buffer][] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Error("this is no zip archive");
  const files: [string, Buffer][] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let n = archive.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [method, packed] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(from, from + packed);
    files.push([archive.toString("utf8", at + 46, at + 46 + name), method === 8 ? inflateRawSync(bytes) : bytes]);
    at += 46 + name + extra + comment;
  }
  return files;
}
