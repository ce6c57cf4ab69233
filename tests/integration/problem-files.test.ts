import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { filesToManage } from "#app/modules/attachments/queries-manage.server.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { addFiles } from "#app/modules/problems/add-files.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { movePhoto } from "#app/modules/problems/move-photo.server.ts";
import { loadFiles } from "#app/modules/problems/queries-step.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeWorld, releasedProblem, versionOf, type World } from "#tests/support/factories.server.ts";

useTestDatabase();
let world: World;
let photo: File;
beforeAll(async () => {
  registerProblemFiles();
  world = await makeWorld();
  const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();
  photo = new File([new Uint8Array(bytes)], "标.jpg", { type: "image/jpeg" });
});

const pdf = (name = "说明.pdf"): File =>
  new File([Buffer.from("%PDF-1.7\n"), new Uint8Array(randomBytes(500)), Buffer.from("\n%%EOF")], name, {
    type: "application/pdf",
  });
const kept = (id: string) => filesToManage("problem", id);

describe("files sent with a form", () => {
  it("are of any kind, stored once however often the form is sent, and say who added them", async () => {
    const id = await draftedProblem(world);
    const document = pdf();
    for (let n = 0; n < 2; n += 1) await addFiles(world.engineer, id, [photo, document], false);
    const files = await kept(id);
    expect(files.map(({ kind, layer, uploadedBy, hasPicture }) => ({ kind, layer, uploadedBy, hasPicture }))).toEqual([
      { kind: "PHOTO", layer: "DETAIL", uploadedBy: world.engineer.name, hasPicture: true },
      { kind: "DOCUMENT", layer: "CONFIDENTIAL", uploadedBy: world.engineer.name, hasPicture: false },
    ]);
  });

  it("may be kept closer than their kind begins, and added again once they were removed", async () => {
    const id = await draftedProblem(world);
    await addFiles(world.engineer, id, [photo], true);
    const [first] = await kept(id);
    expect(first?.layer).toBe("CONFIDENTIAL");
    await removePhoto(world.engineer, first?.id ?? "");
    expect(await kept(id)).toEqual([]);
    await addFiles(world.engineer, id, [photo], false);
    expect((await kept(id)).map(({ layer }) => layer)).toEqual(["DETAIL"]);
  });

  it("are refused with a reason beside the field; those before stay", async () => {
    const id = await draftedProblem(world);
    const field = { details: { field: "files" } };
    const disguised = new File(["MZ"], "坏.pdf", { type: "application/pdf" });
    await expect(addFiles(world.engineer, id, [pdf(), disguised], false)).rejects.toMatchObject({
      messageKey: "file-type",
      ...field,
    });
    const program = new File(["MZ"], "程序.exe", { type: "application/x-msdownload" });
    await expect(addFiles(world.engineer, id, [program], false)).rejects.toMatchObject(field);
    expect(await kept(id)).toHaveLength(1);
    await expect(addFiles(world.toolsEngineer, id, [photo], false)).rejects.toMatchObject({ code: "not_found" });
  });

  it("are still there to be read and hidden once the problem has ended, and nothing is added or shown any more", async () => {
    const id = await releasedProblem(world);
    await addFiles(world.engineer, id, [photo], false);
    const [file] = await kept(id);
    await movePhoto(world.reviewer, { id, photoId: file?.id ?? "", layer: "DETAIL" });
    await withdrawProblem(world.engineer, { id, version: await versionOf(id), reason: "自己修好了" });
    expect(await loadFiles(world.reviewer, id)).toMatchObject({
      open: false,
      mayMove: true,
      files: [{ id: file?.id }],
    });
    await expect(addFiles(world.engineer, id, [pdf()], false)).rejects.toMatchObject({ code: "conflict" });
    await movePhoto(world.reviewer, { id, photoId: file?.id ?? "", layer: "CONFIDENTIAL" });
    const back = movePhoto(world.reviewer, { id, photoId: file?.id ?? "", layer: "DETAIL" });
    await expect(back).rejects.toMatchObject({ code: "conflict" });
    expect(await db.attachment.count({ where: { problemId: id } })).toBe(1);
    await expect(loadFiles(world.toolsEngineer, id)).rejects.toMatchObject({ code: "not_found" });
  });
});
