import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { PDFDocument } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { drawPages } from "#app/modules/attachments/draw-pages.server.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { photosAndFilesOf, viewsOf } from "#app/modules/attachments/queries.server.ts";
import { filePreview } from "#app/modules/attachments/queries-preview.server.ts";
import { readFileTexts } from "#app/modules/attachments/read-file-texts.server.ts";
import { runReader } from "#app/modules/attachments/run-reader.server.ts";
import type { FileSize } from "#app/modules/attachments/storage.server.ts";
import { storeUpload } from "#app/modules/attachments/store-upload.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { movePhoto } from "#app/modules/problems/move-photo.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { word } from "#tests/support/documents.ts";
import { draftedProblem, makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  registerProblemFiles();
  world = await makeWorld();
});

async function upload(ownerId: string, fileName: string, bytes: Buffer): Promise<string> {
  const path = join(database.facts.dataDir, `${randomUUID()}.part`);
  writeFileSync(path, bytes);
  const input = { ownerKind: "problem", ownerId, clientId: randomUUID(), fileName, claimedType: "", path };
  return (await storeUpload(world.engineer, input)).id;
}
const bytesOf = async (actor: Actor, id: string, size?: FileSize) => buffer((await openFile(actor, id, size)).read());
const pageCount = async (id: string) => (await db.attachment.findUniqueOrThrow({ where: { id } })).pages;

async function pages(count: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let n = 1; n <= count; n += 1) document.addPage([300, 400]).drawText(`page ${n}`, { x: 40, y: 200 });
  return Buffer.from(await document.save());
}
/** The part of the picture that is not white. */
const ink = async (picture: Buffer): Promise<number> => {
  const { channels } = await sharp(picture).greyscale().stats();
  return 255 - (channels[0]?.mean ?? 255);
};

describe("documents", () => {
  it("show their first pages as pictures, and only those", async () => {
    const id = await draftedProblem(world);
    const file = await upload(id, "手册.pdf", await pages(10));
    const locked = await upload(id, "坏的.pdf", Buffer.from("%PDF-1.4\nnothing of a document\n%%EOF"));
    await drawPages(id);
    await drawPages(id);
    expect([await pageCount(file), await pageCount(locked)]).toEqual([8, 0]);
    expect(await sharp(await bytesOf(world.engineer, file, "screen")).metadata()).toMatchObject({
      format: "webp",
      width: 1200,
      height: 1600,
    });
    const [second, third] = [
      await bytesOf(world.engineer, file, "page2"),
      await bytesOf(world.engineer, file, "page3"),
    ];
    expect(second.equals(third)).toBe(false);
    expect(await ink(second)).toBeGreaterThan(0.1);
    const gone = expect.objectContaining({ code: "not_found" });
    await expect(openFile(world.engineer, locked, "screen")).rejects.toEqual(gone);
    expect((await openFile(world.engineer, file)).inline).toBe(false);
    const { files } = await photosAndFilesOf("problem", id, "CONFIDENTIAL");
    expect(files.map(({ hasPoster, hasPreview }) => [hasPoster, hasPreview])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(await filePreview(world.engineer, file)).toMatchObject({ pages: 8, text: "", fileName: "手册.pdf" });
  });

  it("without pages show their words; looking counts as opening, and goes as far as the layer", async () => {
    const id = await publishedProblem(world);
    const file = await upload(id, "甲厂工艺.docx", word("主轴承温升"));
    await drawPages(id);
    await readFileTexts(id, new Date());
    const gone = expect.objectContaining({ code: "not_found" });
    await expect(filePreview(world.toolsEngineer, file)).rejects.toEqual(gone);
    await movePhoto(world.reviewer, { id, photoId: file, layer: "DETAIL" });
    expect(await filePreview(world.toolsEngineer, file)).toMatchObject({
      pages: 0,
      text: "主轴承温升",
      fileName: null,
    });
    const { views } = await viewsOf(world.reviewer, file);
    expect(views.map((one) => one.personName)).toEqual([world.toolsEngineer.name]);
  });
});

describe("a watermark", () => {
  const withWatermark = (on: boolean) =>
    db.enterprise.update({ where: { organisationId: world.brewery }, data: { watermark: on } });

  it("names the reader on confidential pictures, in every size, and on no others", async () => {
    const id = await publishedProblem(world);
    const white = await sharp({ create: { width: 900, height: 600, channels: 3, background: "white" } })
      .png()
      .toBuffer();
    const photo = await upload(id, "图.png", white);
    const paper = await upload(id, "手册.pdf", await pages(2));
    await drawPages(id);
    await db.attachment.update({ where: { id: photo }, data: { layer: "CONFIDENTIAL" } });
    const sizes: [string, FileSize][] = [
      [photo, "screen"],
      [photo, "thumb"],
      [paper, "page2"],
    ];
    const plain = await Promise.all(sizes.map(([file, size]) => bytesOf(world.engineer, file, size)));
    await withWatermark(true);
    for (const [n, [file, size]] of sizes.entries()) {
      const mine = await bytesOf(world.engineer, file, size);
      const theirs = await bytesOf(world.reviewer, file, size);
      expect(await ink(mine)).toBeGreaterThan((await ink(plain[n] ?? mine)) + 1);
      expect(mine.equals(theirs)).toBe(false);
      expect((await bytesOf(world.engineer, file, size)).equals(mine)).toBe(true);
      const [a, b] = [await openFile(world.engineer, file, size), await openFile(world.reviewer, file, size)];
      expect(a.etag).not.toBe(b.etag);
      expect((await buffer(a.read({ start: 10, end: 19 }))).equals(mine.subarray(10, 20))).toBe(true);
    }
    await db.attachment.update({ where: { id: photo }, data: { layer: "DETAIL" } });
    expect((await bytesOf(world.engineer, photo)).equals(plain[0] ?? white)).toBe(true);
    await withWatermark(false);
  });

  it("is written into every page of a PDF file, which stays readable; a locked one is not given out", async () => {
    const id = await publishedProblem(world);
    const paper = await upload(id, "手册.pdf", await pages(3));
    const broken = await upload(id, "坏的.pdf", Buffer.from("%PDF-1.4\nno document\n%%EOF"));
    await withWatermark(true);
    const opened = await openFile(world.engineer, paper);
    const mine = await buffer(opened.read());
    expect(mine.length).toBe(opened.size);
    const path = join(database.facts.dataDir, "marked.pdf");
    writeFileSync(path, mine);
    const limits = { milliseconds: 30_000, megabytes: 64 };
    const text = (await runReader("pdf-text.ts", [path, "1000"], limits)).toString("utf8");
    expect(text.match(/page \d/g)).toEqual(["page 1", "page 2", "page 3"]);
    const drawn = await runReader("pdf-pages.ts", [path, "3", "20000"], limits);
    let count = 0;
    for (let at = 0; at < drawn.length; count += 1) {
      const end = at + 4 + drawn.readUInt32BE(at);
      expect(await ink(drawn.subarray(at + 4, end))).toBeGreaterThan(1);
      at = end;
    }
    expect(count).toBe(3);
    // The pieces of one download come from one and the same copy, also when asked for together.
    const [again, part] = await Promise.all([
      bytesOf(world.engineer, paper),
      openFile(world.engineer, paper).then((one) => buffer(one.read({ start: 100, end: 299 }))),
    ]);
    expect(again.equals(mine)).toBe(true);
    expect(part.equals(mine.subarray(100, 300))).toBe(true);
    expect((await bytesOf(world.reviewer, paper)).equals(mine)).toBe(false);
    await expect(openFile(world.engineer, broken)).rejects.toMatchObject({
      code: "conflict",
      messageKey: "file-no-watermark",
    });
    await withWatermark(false);
    expect((await bytesOf(world.engineer, paper)).equals(mine)).toBe(false);
  });
});
