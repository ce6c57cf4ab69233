import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { addPhotos } from "#app/modules/problems/add-photos.server.ts";
import { approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { getProblem } from "#app/modules/problems/queries-problem.server.ts";
import { movePhoto } from "#app/modules/problems/move-photo.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeWorld, publishedProblem, versionOf, type World } from "#tests/support/factories.server.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  registerProblemFiles();
  world = await makeWorld();
});

const gone = expect.objectContaining({ code: "not_found" });
let shade = 0;
/** A small picture nobody else has, with a place and a sideways mark in its metadata. */
const photo = async (name = "现场.jpg"): Promise<File> => {
  shade += 1;
  const bytes = await sharp({
    create: {
      width: 120,
      height: 60,
      channels: 3,
      background: { r: (shade * 37) % 256, g: (shade * 91) % 256, b: 40 },
    },
  })
    .withMetadata({
      orientation: 6,
      exif: { IFD0: { Make: "SECRET-CAMERA" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "34/1 21/1 0/1" } },
    })
    .jpeg()
    .toBuffer();
  if (!bytes.toString("latin1").includes("SECRET-CAMERA")) throw new Error("the picture carries no metadata to lose");
  return new File([new Uint8Array(bytes)], name, { type: "image/jpeg" });
};
const stored = (): string[] =>
  readdirSync(database.facts.filesDir, { recursive: true, withFileTypes: true }).flatMap((one) =>
    one.isFile() ? [join(one.parentPath, one.name)] : [],
  );

describe("photos of a problem", () => {
  it("are turned upright, encoded anew and carry nothing of where they were taken", async () => {
    const id = await draftedProblem(world);
    await addPhotos(world.engineer, id, [await photo()]);
    const [row] = await db.attachment.findMany({ where: { problemId: id } });
    expect(row).toMatchObject({
      mime: "image/webp",
      layer: "DETAIL",
      enterpriseId: world.brewery,
      fileName: "现场.jpg",
      width: 60,
      height: 120,
    });
    const bytes = await buffer((await openFile(world.engineer, row?.id ?? "", "screen")).read());
    expect(bytes.toString("latin1")).not.toContain("SECRET-CAMERA");
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ format: "webp", width: 60, height: 120 });
    expect(metadata.exif).toBeUndefined();
    const thumb = await buffer((await openFile(world.engineer, row?.id ?? "", "thumb")).read());
    expect(await sharp(thumb).metadata()).toMatchObject({
      width: 320,
      height: 320,
    });
  });

  it("are judged by content: no program, page, drawing with scripts, broken or far too large picture gets in", async () => {
    const id = await draftedProblem(world);
    const before = stored().length;
    const file = (content: string | Buffer, name = "x.jpg") =>
      new File([typeof content === "string" ? content : new Uint8Array(content)], name, { type: "image/jpeg" });
    const real = Buffer.from(await (await photo()).arrayBuffer());
    // 72 megapixels in a few bytes.
    const bomb = await sharp({ create: { width: 9_000, height: 8_000, channels: 3, background: "white" } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const refusals: [File, string][] = [
      [file("MZ\x90\x00 this is a program"), "photo-type"],
      [file("<html><script>alert(1)</script></html>"), "photo-type"],
      [file('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "x.svg"), "photo-type"],
      [file("%PDF-1.7 ..."), "photo-type"],
      [file(real.subarray(0, real.length / 2)), "photo-broken"],
      [file(bomb, "x.png"), "photo-broken"],
      [file(Buffer.concat([real, Buffer.alloc(16 * 1024 * 1024)])), "photo-too-big"],
    ];
    for (const [one, key] of refusals) {
      await expect(addPhotos(world.engineer, id, [one])).rejects.toMatchObject({
        code: "invalid",
        messageKey: key,
        details: { field: "photos" },
      });
    }
    expect(await db.attachment.count({ where: { problemId: id } })).toBe(0);
    expect(stored().length).toBe(before);
  });

  it("are kept once, however often a form is sent, and eight at most", async () => {
    const id = await draftedProblem(world);
    const one = await photo();
    await addPhotos(world.engineer, id, [one, one]);
    await addPhotos(world.engineer, id, [one]);
    expect(await db.attachment.count({ where: { problemId: id } })).toBe(1);
    for (let n = 0; n < 7; n += 1) await addPhotos(world.engineer, id, [await photo()]);
    await expect(addPhotos(world.engineer, id, [await photo()])).rejects.toMatchObject({
      messageKey: "photo-too-many",
    });
  });

  it("are seen by layer at each request, and by nobody once removed", async () => {
    const id = await draftedProblem(world);
    await addPhotos(world.engineer, id, [await photo("甲厂机密铭牌.jpg"), await photo()]);
    const [shown, hidden] = await db.attachment.findMany({
      where: { problemId: id },
      orderBy: { createdAt: "asc" },
      select: { id: true },
    });
    if (!shown || !hidden) throw new Error("two photos were added");
    await expect(openFile(world.reviewer, shown.id, "thumb")).rejects.toEqual(gone);
    await submitProblem(world.engineer, { id, version: 0 });
    await approveProblem(world.reviewer, {
      id,
      version: await versionOf(id),
      allianceId: world.alliance,
      photoLayers: { [hidden.id]: "CONFIDENTIAL" },
    });
    await expect(openFile(world.toolsEngineer, shown.id, "screen")).rejects.toEqual(gone);
    await publishProblem(world.secretariat, { id, version: null });
    const file = await openFile(world.toolsEngineer, shown.id, "screen");
    expect(file.fileName).not.toContain("甲厂");
    expect(file.size).toBeGreaterThan(0);
    expect((await getProblem(world.toolsEngineer, id)).photos).toEqual([
      { id: shown.id, layer: "DETAIL", fileName: null },
    ]);
    await expect(openFile(world.toolsEngineer, hidden.id, "screen")).rejects.toEqual(gone);
    expect((await openFile(world.engineer2, hidden.id, "screen")).mime).toBe("image/webp");
    for (const actor of [world.officer, world.outsider])
      await expect(openFile(actor, shown.id, "thumb")).rejects.toEqual(gone);
    await expect(removePhoto(world.toolsEngineer, shown.id)).rejects.toMatchObject({ code: "forbidden" });
    await removePhoto(world.engineer2, shown.id);
    for (const actor of [world.engineer, world.toolsEngineer])
      await expect(openFile(actor, shown.id, "screen")).rejects.toEqual(gone);
  });

  it("are not added by strangers, nor once it has ended", async () => {
    const id = await draftedProblem(world);
    await expect(addPhotos(world.engineer2, id, [await photo()])).rejects.toEqual(gone);
    await withdrawProblem(world.engineer, { id, version: null, reason: "误报" });
    await expect(addPhotos(world.engineer, id, [await photo()])).rejects.toMatchObject({ code: "conflict" });
  });

  it("moves no photo of another problem at a review", async () => {
    const other = await draftedProblem(world);
    await addPhotos(world.engineer, other, [await photo()]);
    const { id: foreign } = await db.attachment.findFirstOrThrow({ where: { problemId: other }, select: { id: true } });
    const id = await draftedProblem(world);
    await submitProblem(world.engineer, { id, version: 0 });
    await approveProblem(world.reviewer, {
      id,
      version: null,
      allianceId: world.alliance,
      photoLayers: { [foreign]: "CONFIDENTIAL" },
    });
    expect((await db.attachment.findUniqueOrThrow({ where: { id: foreign } })).layer).toBe("DETAIL");
  });

  it("added after the review stay inside until the reviewer shows them", async () => {
    const id = await publishedProblem(world);
    await addPhotos(world.engineer2, id, [await photo()]);
    const { id: photoId } = await db.attachment.findFirstOrThrow({ where: { problemId: id }, select: { id: true } });
    await expect(openFile(world.toolsEngineer, photoId, "screen")).rejects.toEqual(gone);
    await expect(movePhoto(world.engineer, { id, photoId, layer: "DETAIL" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await movePhoto(world.reviewer, { id, photoId, layer: "DETAIL" });
    expect((await openFile(world.toolsEngineer, photoId, "screen")).mime).toBe("image/webp");
    await movePhoto(world.reviewer, { id, photoId, layer: "CONFIDENTIAL" });
    await expect(openFile(world.toolsEngineer, photoId, "screen")).rejects.toEqual(gone);
    const other = await publishedProblem(world);
    await expect(movePhoto(world.reviewer, { id: other, photoId, layer: "DETAIL" })).rejects.toEqual(gone);
  });
});

it("never come to more than eight, however many are sent at once", async () => {
  const id = await draftedProblem(world);
  await addPhotos(world.engineer, id, await Promise.all(Array.from({ length: 6 }, () => photo())));
  const more = await Promise.all(Array.from({ length: 6 }, () => photo()));
  const sent = await Promise.allSettled(more.map((one) => addPhotos(world.engineer, id, [one])));
  expect(sent.filter((one) => one.status === "fulfilled")).toHaveLength(2);
  expect(sent.find((one) => one.status === "rejected")?.reason).toMatchObject({ messageKey: "photo-too-many" });
  expect(await db.attachment.count({ where: { ownerId: id, removedAt: null } })).toBe(8);
});
