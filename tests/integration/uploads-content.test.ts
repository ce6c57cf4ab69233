import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { fileTexts, photosAndFilesOf, viewsOf } from "#app/modules/attachments/queries.server.ts";
import { readFileTexts } from "#app/modules/attachments/read-file-texts.server.ts";
import { storeUpload } from "#app/modules/attachments/store-upload.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { movePhoto } from "#app/modules/problems/move-photo.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { heic, pdf, sheet, word, zip } from "#tests/support/documents.ts";
import { box, film } from "#tests/support/media.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  registerProblemFiles();
  world = await makeWorld();
});

const upload = (ownerId: string, fileName: string, bytes: Buffer, claimedType = "") => {
  const path = join(database.facts.dataDir, `${randomUUID()}.part`);
  writeFileSync(path, bytes);
  return storeUpload(world.engineer, {
    ownerKind: "problem",
    ownerId,
    clientId: randomUUID(),
    fileName,
    claimedType,
    path,
  });
};

const mp4 = film();
const STEP = Buffer.from("ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n");
const DXF = Buffer.from("  0\nSECTION\n  2\nENTITIES\n  0\nENDSEC\n  0\nEOF\n");
const DWG = Buffer.concat([Buffer.from("AC1032\0\0\0\0\0"), Buffer.alloc(2_000)]);

describe("files by their content", () => {
  it("are taken for what they are, whatever they are called", async () => {
    const id = await draftedProblem(world);
    const good: [string, Buffer, string, string, string?][] = [
      ["x.txt", pdf("Hello"), "DOCUMENT", "application/pdf"],
      [
        "report.pdf",
        word("轴承"),
        "DOCUMENT",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      ],
      ["t.xlsx", sheet("轴承"), "DOCUMENT", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
      ["a.mp4", mp4, "VIDEO", "video/mp4"],
      ["voice.mp4", mp4, "AUDIO", "audio/mp4", "audio/mp4"],
      ["p.step", STEP, "DRAWING", "model/step"],
      ["p.dxf", DXF, "DRAWING", "image/vnd.dxf"],
      ["p.dwg", DWG, "DRAWING", "image/vnd.dwg"],
    ];
    for (const [name, bytes, kind, mime, claimed] of good) {
      const file = await upload(id, name, bytes, claimed);
      expect(await db.attachment.findUnique({ where: { id: file.id } })).toMatchObject({
        kind,
        mime,
        layer: "CONFIDENTIAL",
      });
      const opened = await openFile(world.engineer, file.id);
      expect(opened.inline).toBe(kind === "VIDEO" || kind === "AUDIO");
      expect((await buffer(opened.read())).equals(bytes)).toBe(true);
    }
  });

  it("are refused when they hide, cheat or break", async () => {
    const id = await draftedProblem(world);
    const bad: [string, Buffer, string][] = [
      ["zero.pdf", Buffer.alloc(0), "file-empty"],
      ["program.pdf", Buffer.from("MZ\x90\0 a program"), "file-type"],
      [
        "script.jpg",
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        "file-type",
      ],
      ["page.docx", Buffer.from("<!DOCTYPE html><script>alert(1)</script>"), "file-type"],
      ["page.pdf", Buffer.from("%PDF-1.4\n<html><script>alert(1)</script></html>\n%%EOF"), "file-type"],
      ["archive.zip", zip([{ name: "a.txt", text: "a" }]), "file-type"],
      ["cut.pdf", pdf("Hello").subarray(0, 300), "file-broken"],
      ["cut.docx", word("轴承").subarray(0, -30), "file-broken"],
      ["more.docx", Buffer.concat([word("轴承"), Buffer.from("more")]), "file-broken"],
      ["cut.mp4", mp4.subarray(0, 20_000), "file-broken"],
      ["cut.step", STEP.subarray(0, 30), "file-broken"],
      ["cut.dxf", DXF.subarray(0, 30), "file-broken"],
      ["both.pdf", Buffer.concat([pdf("Hello"), word("轴承")]), "file-two-in-one"],
      ["both.mp4", Buffer.concat([mp4, box("free", word("轴承"))]), "file-two-in-one"],
      ["macro.docx", word("轴承", [{ name: "word/vbaProject.bin", text: "x" }]), "file-macro"],
      ["program.docx", word("轴承", [{ name: "word/embeddings/a.exe", text: "x" }]), "file-macro"],
      ["path.docx", word("轴承", [{ name: "../../etc/passwd", text: "x" }]), "file-broken"],
      ["twice.docx", word("轴承", [{ name: "word/document.xml", text: "x" }]), "file-two-in-one"],
      ["bomb.docx", word("轴承", [{ name: "word/media/big.png", text: Buffer.alloc(60 * 1024 * 1024) }]), "file-bomb"],
      ["claims.docx", word("轴承", [{ name: "word/a.xml", text: "x", claims: 4_000_000_000 }]), "file-bomb"],
      [
        "huge.png",
        await sharp({ create: { width: 9_000, height: 8_000, channels: 3, background: "white" } })
          .png()
          .toBuffer(),
        "photo-broken",
      ],
      [
        "cut.jpg",
        (
          await sharp({ create: { width: 400, height: 400, channels: 3, background: "red" } })
            .jpeg()
            .toBuffer()
        ).subarray(0, 700),
        "photo-broken",
      ],
    ];
    for (const [name, bytes, messageKey] of bad)
      await expect(upload(id, name, bytes), name).rejects.toMatchObject({ code: "invalid", messageKey });
    expect(await db.attachment.count({ where: { problemId: id } })).toBe(0);
  });

  it("that are pictures lose whatever is behind them", async () => {
    const id = await draftedProblem(world);
    const jpeg = await sharp({ create: { width: 64, height: 64, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    const both = Buffer.concat([jpeg, Buffer.from("<script>alert(1)</script>"), word("SECRET")]);
    const file = await upload(id, "both.jpg", both);
    const opened = await openFile(world.engineer, file.id);
    expect(opened).toMatchObject({ mime: "image/webp", inline: true });
    expect((await buffer(opened.read())).includes("script")).toBe(false);
    await expect(openFile(world.engineer, file.id, "original")).rejects.toMatchObject({ code: "not_found" });
  });

  it("from an iPhone are read", async () => {
    const id = await draftedProblem(world);
    const file = await upload(id, "IMG_0001.HEIC", heic(), "image/heic");
    const bytes = await buffer((await openFile(world.engineer, file.id)).read());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 64, height: 48 });
  });

  it("outside photos begin confidential, open by layer, and every opening is on record", async () => {
    const id = await publishedProblem(world);
    const file = await upload(id, "甲厂工艺.docx", word("机密"));
    const gone = expect.objectContaining({ code: "not_found" });
    await expect(openFile(world.toolsEngineer, file.id)).rejects.toEqual(gone);
    expect((await photosAndFilesOf("problem", id, "DETAIL")).files).toEqual([]);
    await movePhoto(world.reviewer, { id, photoId: file.id, layer: "DETAIL" });
    const opened = await openFile(world.toolsEngineer, file.id);
    expect(opened.fileName).toBe("document.docx");
    await openFile(world.toolsEngineer, file.id);
    await openFile(world.engineer, file.id);
    const { views } = await viewsOf(world.reviewer, file.id);
    expect(views.map((one) => one.personName).sort()).toEqual([world.engineer.name, world.toolsEngineer.name].sort());
    await expect(viewsOf(world.engineer, file.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(viewsOf(world.toolsEngineer, file.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(viewsOf(world.outsider, file.id)).rejects.toEqual(gone);
  });

  it("have their words read, in the layer of the file", async () => {
    const id = await draftedProblem(world);
    await upload(id, "a.docx", word("主轴承 &lt;温升&gt; 过高"));
    await upload(id, "b.xlsx", sheet("备件 6205"));
    await upload(id, "c.pdf", pdf("Spindle runout"));
    await upload(id, "d.pdf", Buffer.from("%PDF-1.4\nnothing of a document\n%%EOF"));
    expect(await readFileTexts(id, new Date())).toBe(true);
    expect(await readFileTexts(id, new Date())).toBe(false);
    const found = (await fileTexts([id])).get(id) ?? [];
    expect(found.map(({ text, layer }) => [text, layer])).toEqual([
      ["主轴承 <温升> 过高", "CONFIDENTIAL"],
      ["备件 6205", "CONFIDENTIAL"],
      ["Spindle runout", "CONFIDENTIAL"],
    ]);
  });
});

function hasFfmpeg(): boolean {
  try {
    execFileSync("ffmpeg", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(hasFfmpeg())("videos, where ffmpeg is installed", () => {
  it("get a poster frame", async () => {
    const id = await draftedProblem(world);
    const path = join(database.facts.dataDir, "made.mp4");
    execFileSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:duration=1", "-y", path]);
    const { readFileSync } = await import("node:fs");
    const file = await upload(id, "现场.mp4", readFileSync(path));
    expect((await photosAndFilesOf("problem", id, "CONFIDENTIAL")).files[0]).toMatchObject({
      kind: "VIDEO",
      hasPoster: true,
    });
    const poster = await buffer((await openFile(world.engineer, file.id, "screen")).read());
    expect(await sharp(poster).metadata()).toMatchObject({ format: "webp", width: 320, height: 240 });
  });
});
