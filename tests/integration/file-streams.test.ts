import { createHash, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { closeSession } from "#app/modules/accounts/session.server.ts";
import { db } from "#app/lib/db.server.ts";
import { viewsOf } from "#app/modules/attachments/queries.server.ts";
import { storeUpload } from "#app/modules/attachments/store-upload.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { movePhoto } from "#app/modules/problems/move-photo.server.ts";
import { loader } from "#app/routes/files.$id.tsx";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { pdf } from "#tests/support/documents.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { film } from "#tests/support/media.ts";
import { senderFor } from "#tests/support/uploads.ts";

const database = useTestDatabase();
const MB = 1024 * 1024;
let world: World;
let problem: string;
let video: string;
const bytes = film(20 * MB);
beforeAll(async () => {
  registerProblemFiles();
  world = await makeWorld();
  problem = await publishedProblem(world);
  video = await upload("现场.mp4", bytes);
});

async function upload(fileName: string, content: Buffer): Promise<string> {
  const path = join(database.facts.dataDir, `${randomUUID()}.part`);
  writeFileSync(path, content);
  const where = { ownerKind: "problem", ownerId: problem, clientId: randomUUID() };
  return (await storeUpload(world.engineer, { ...where, fileName, claimedType: "", path })).id;
}

async function ask(cookie: string, id: string, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`http://files.test/files/${id}`, { headers: { Cookie: cookie, ...headers } });
  try {
    return await loader({ request, params: { id }, context: {} });
  } catch (error) {
    if (error instanceof Response) return error;
    return new Response(null, { status: (error as { status: number }).status });
  }
}

it("plays in pieces of 8 MB, each asked for by itself, which together are the film and count as one opening", async () => {
  const { cookie } = await senderFor(world.engineer.personId);
  const hash = createHash("sha256");
  let at = 0;
  let pieces = 0;
  for (; at < bytes.length; pieces += 1) {
    const answer = await ask(cookie, video, { Range: `bytes=${at}-`, "Sec-Fetch-Dest": "video" });
    const piece = Buffer.from(await answer.arrayBuffer());
    expect(answer.status).toBe(206);
    expect(answer.headers.get("Content-Range")).toBe(`bytes ${at}-${at + piece.length - 1}/${bytes.length}`);
    expect(piece.length).toBeLessThanOrEqual(8 * MB);
    hash.update(piece);
    at += piece.length;
  }
  expect(pieces).toBe(3);
  expect(hash.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect((await viewsOf(world.reviewer, video)).views).toHaveLength(1);
  // A download that goes on wants the rest in one.
  const rest = await ask(cookie, video, { Range: "bytes=100-", "Sec-Fetch-Dest": "document" });
  expect(rest.headers.get("Content-Length")).toBe(String(bytes.length - 100));
  await rest.body?.cancel();
  const paper = await upload("手册.pdf", pdf("x"));
  expect((await ask(cookie, paper, { Range: "bytes=0-" })).headers.get("Content-Disposition")).toMatch(/^attachment;/);
});

it("stops at the next piece when the session, the right or the file has ended", async () => {
  const piece = { Range: "bytes=1000-1999" };
  const own = await senderFor(world.engineer.personId);
  const foreign = await senderFor(world.toolsEngineer.personId);
  expect((await ask(foreign.cookie, video, piece)).status).toBe(404);
  await movePhoto(world.reviewer, { id: problem, photoId: video, layer: "DETAIL" });
  const open = await ask(foreign.cookie, video, piece);
  const etag = open.headers.get("ETag") ?? "";
  expect([open.status, (await open.arrayBuffer()).byteLength]).toEqual([206, 1_000]);
  await movePhoto(world.reviewer, { id: problem, photoId: video, layer: "CONFIDENTIAL" });
  // Knowing what it was opens nothing, not even word that it has not changed.
  for (const headers of [piece, { "If-None-Match": etag }, { ...piece, "If-Range": etag }])
    expect((await ask(foreign.cookie, video, headers as Record<string, string>)).status).toBe(404);

  expect((await ask(own.cookie, video, piece)).status).toBe(206);
  await closeSession(new Request("http://files.test/", { headers: { Cookie: own.cookie } }));
  for (const headers of [piece, { "If-None-Match": etag }]) {
    const after = await ask(own.cookie, video, headers as Record<string, string>);
    expect([after.status, after.headers.get("ETag"), after.body]).toEqual([302, null, null]);
  }
  const again = await senderFor(world.engineer.personId);
  expect((await ask(again.cookie, video, piece)).status).toBe(206);
  await db.attachment.update({ where: { id: video }, data: { removedAt: new Date() } });
  expect((await ask(again.cookie, video, piece)).status).toBe(404);
});
