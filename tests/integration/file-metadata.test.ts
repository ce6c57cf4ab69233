import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { prepareImage } from "#app/modules/attachments/image.server.ts";
import { scrubMedia } from "#app/modules/attachments/scrub-media.server.ts";
import { testFacts } from "#tests/support/database.server.ts";
import { box, film, track } from "#tests/support/media.ts";

const folder = mkdtempSync(join(tmpdir(), "jianglian-metadata-"));
beforeAll(() => setRuntimeFacts(testFacts("postgresql://nowhere/none", folder)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scrubbed = async (bytes: Buffer, ending: string): Promise<Buffer> => {
  const path = join(folder, `a.${ending}`);
  writeFileSync(path, bytes);
  await scrubMedia(path, ending);
  return readFileSync(path);
};
const has = (bytes: Buffer, text: string) => bytes.includes(Buffer.from(text, "latin1"));

describe("films and recordings", () => {
  it("lose places, makers and hidden bytes, while nothing moves", async () => {
    const ftyp = box("ftyp", Buffer.from("qt  \0\0\0\0qt  "));
    const PICTURES = Buffer.alloc(4_000, 1);
    const SOUND = Buffer.alloc(2_000, 2);
    const POSITIONS = Buffer.from("GPS-TRACK +34.3619+107.2370/".repeat(10));
    const BETWEEN = Buffer.from("freeGPS 34.3619N");
    const moov = (at: number) =>
      box(
        "moov",
        box("mvhd", Buffer.alloc(100)),
        track("vide", { at, sizes: [1_000, 3_000], name: "name of a phone" }, box("udta", Buffer.from("TRACK-NOTE"))),
        track("soun", { at: at + 4_000 + BETWEEN.length, sizes: [2_000] }),
        track("meta", { at: at + 6_000 + BETWEEN.length, sizes: [POSITIONS.length] }),
        box("udta", box("\xa9xyz", Buffer.from("+34.3619+107.2370/"))),
        box("meta", Buffer.from("com.apple.quicktime.location.ISO6709 +34.3619")),
        box("gps ", Buffer.from("table of positions")),
      );
    const at = ftyp.length + moov(0).length + 8;
    const before = Buffer.concat([
      ftyp,
      moov(at),
      box("mdat", PICTURES, BETWEEN, SOUND, POSITIONS),
      box("uuid", Buffer.from("XMP <exif:GPSLatitude>34")),
      box("free", Buffer.from("MODEL-OF-THE-PHONE")),
    ]);
    const after = await scrubbed(before, "mov");
    expect(after.length).toBe(before.length);
    for (const secret of ["34.3619", "107.2370", "GPS", "XMP", "MODEL", "TRACK-NOTE", "name of a phone", "positions"]) {
      expect(has(before, secret), secret).toBe(true);
      expect(has(after, secret), secret).toBe(false);
    }
    expect(after.subarray(at, at + 4_000).equals(PICTURES)).toBe(true);
    expect(after.subarray(at + 4_000 + BETWEEN.length, at + 6_000 + BETWEEN.length).equals(SOUND)).toBe(true);
  });

  it("without anything to lose stay as they are", async () => {
    expect((await scrubbed(film(), "mp4")).length).toBe(film().length);
    const again = await scrubbed(film(), "mp4");
    expect((await scrubbed(again, "mp4")).equals(again)).toBe(true);
  });

  it("whose parts lie about themselves are refused", async () => {
    const inner = (lie: (bytes: Buffer) => void) => {
      const bytes = film(200);
      lie(bytes);
      return bytes;
    };
    const broken: [string, Buffer][] = [
      ["a box larger than its parent", inner((b) => b.writeUInt32BE(9_999_999, b.indexOf("mvhd") - 4))],
      ["a table shorter than it says", inner((b) => b.writeUInt32BE(0xffffffff, b.indexOf("stco") + 8))],
      ["sizes of samples that are not there", inner((b) => b.writeUInt32BE(0x7fffffff, b.indexOf("stsc") + 16))],
      ["no track of pictures or sound", Buffer.concat([box("ftyp", Buffer.from("isom")), box("moov"), box("mdat")])],
    ];
    for (const [name, bytes] of broken)
      await expect(scrubbed(bytes, "mp4"), name).rejects.toMatchObject({ messageKey: "file-broken" });
  });

  it("of other kinds lose their tags", async () => {
    const SECRET = Buffer.from("SECRET PLACE");
    const id3 = Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\0\x0c", "latin1"), SECRET]);
    const id3v1 = Buffer.concat([Buffer.from("TAG"), SECRET, Buffer.alloc(128 - 3 - SECRET.length)]);
    const mp3 = await scrubbed(Buffer.concat([id3, Buffer.alloc(1_000, 0xff), id3v1]), "mp3");
    expect(has(mp3, "SECRET")).toBe(false);
    expect(mp3.length).toBe(22 + 1_000);

    const chunk = (type: string, content: Buffer) => {
      const head = Buffer.alloc(8);
      head.write(type, "latin1");
      head.writeUInt32LE(content.length, 4);
      return Buffer.concat([head, content]);
    };
    const wav = await scrubbed(
      Buffer.concat([
        Buffer.from("RIFF\0\0\0\0WAVE"),
        chunk("fmt ", Buffer.alloc(16)),
        chunk("LIST", SECRET),
        chunk("data", Buffer.alloc(100, 5)),
        chunk("bext", SECRET),
      ]),
      "wav",
    );
    expect(has(wav, "SECRET")).toBe(false);
    expect(has(wav, "\x05".repeat(100))).toBe(true);

    const block = (type: number, content: Buffer) =>
      Buffer.concat([Buffer.from([type, 0, 0, content.length]), content]);
    const flac = await scrubbed(
      Buffer.concat([Buffer.from("fLaC"), block(0, Buffer.alloc(34, 3)), block(0x84, SECRET), Buffer.alloc(50, 9)]),
      "flac",
    );
    expect(has(flac, "SECRET")).toBe(false);
    expect(has(flac, "\x09".repeat(50))).toBe(true);
  });
});

function ffmpeg(): boolean {
  try {
    execFileSync("ffmpeg", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(ffmpeg())("real films, where ffmpeg is installed", () => {
  const make = (name: string, ...more: string[]) => {
    const path = join(folder, name);
    const source = ["-f", "lavfi", "-i", "testsrc=size=160x120:duration=2", "-f", "lavfi", "-i", "sine=duration=2"];
    const about = [
      "location=+34.3619+107.2370/",
      "location-eng=+34.3619+107.2370/",
      "comment=SECRET-WORKSHOP",
      "make=SECRETPHONE",
    ];
    execFileSync("ffmpeg", [
      "-v",
      "error",
      ...source,
      ...about.flatMap((one) => ["-metadata", one]),
      ...more,
      "-y",
      path,
    ]);
    return path;
  };
  const frames = (path: string) => {
    const all = ["-fps_mode", "passthrough", "-map", "0:v?", "-map", "0:a?", "-f", "framehash", "-"];
    const hash = execFileSync("ffmpeg", ["-v", "error", "-i", path, ...all]).toString();
    // Only what is seen and heard, stream by stream: where the counting begins is the container's affair.
    const lines = hash.split("\n").filter((line) => /^\d/.test(line));
    return lines.map((line) => [line[0], line.split(",").at(-1)]).sort(([a = ""], [b = ""]) => a.localeCompare(b));
  };

  it.each([
    ["plain.mp4"],
    ["early.mov", "-movflags", "use_metadata_tags+faststart"],
    ["pieces.mp4", "-movflags", "frag_keyframe+empty_moov"],
    ["voice.m4a", "-vn"],
    ["sound.mp3", "-vn"],
    ["page.webm", "-c:v", "libvpx", "-c:a", "libopus"],
    ["voice.ogg", "-vn", "-c:a", "libopus"],
  ])("%s carries nothing any more, and plays the same pictures and sounds", async (name, ...more) => {
    const path = make(name, ...more);
    expect(has(readFileSync(path), "SECRET")).toBe(true);
    const before = frames(path);
    await scrubMedia(path, name.split(".")[1] ?? "");
    const after = readFileSync(path);
    for (const secret of ["SECRET", "34.3619"]) expect(has(after, secret)).toBe(false);
    expect(before.length).toBeGreaterThan(20);
    expect(frames(path)).toEqual(before);
    expect(statSync(path).size).toBeGreaterThan(1_000);
  });
});

describe("photos", () => {
  const XMP =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="34,21.71N SECRET"/></rdf:RDF></x:xmpmeta>';
  it.each(["jpeg", "png", "webp", "avif"] as const)(
    "as %s keep neither position nor camera in any size",
    async (format) => {
      const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: "#357" } })
        .withExif({ IFD0: { Make: "SECRET" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "34/1 21/1 0/1" } })
        .withXmp(XMP)
        .toFormat(format)
        .toBuffer();
      const given = await sharp(bytes).metadata();
      expect([given.exif !== undefined, given.xmp !== undefined]).toEqual([true, true]);
      const { sizes } = await prepareImage(bytes, "files");
      for (const made of Object.values(sizes)) {
        const { exif, xmp, icc, iptc, comments } = await sharp(made).metadata();
        expect([exif, xmp, icc, iptc, comments]).toEqual([undefined, undefined, undefined, undefined, undefined]);
        expect(has(made, "SECRET")).toBe(false);
      }
    },
  );
});
