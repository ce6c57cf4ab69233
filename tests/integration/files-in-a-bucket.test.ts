import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeFiles, unpackBackup } from "#app/lib/backup/read-backup.server.ts";
import { writeBackup } from "#app/lib/backup/write-backup.server.ts";
import { db } from "#app/lib/db.server.ts";
import { openDataFolder } from "#app/lib/runtime/data-folder.server.ts";
import { bucketStorage, configuredStorage } from "#app/lib/storage/configured.server.ts";
import { diskStorage } from "#app/lib/storage/disk.server.ts";
import type { Storage } from "#app/lib/storage/storage.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { storeUpload } from "#app/modules/attachments/store-upload.server.ts";
import { sweepUploads } from "#app/modules/attachments/sweep-uploads.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeWorld } from "#tests/support/factories.server.ts";
import { film } from "#tests/support/media.ts";
import { picture } from "#tests/support/pictures.ts";
import { temporaryFolder } from "#tests/support/product.server.ts";
import { type S3Server, startS3 } from "#tests/support/s3.server.ts";

let server: S3Server;
// Before the database is opened: settings are read once.
beforeAll(async () => {
  server = await startS3();
  const { endpoint, bucket, accessKeyId, secretAccessKey } = server.settings;
  Object.assign(process.env, {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  });
});
const database = useTestDatabase();
const home = temporaryFolder();
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

test("what lies in the bucket is in the backup, and comes back to the folder it is restored to", async () => {
  const name = `${randomBytes(24).toString("hex")}.original`;
  const bytes = randomBytes(10_000);
  await configuredStorage().put(name, bytes);
  expect((await bucketStorage()?.find(name))?.size).toBe(10_000);
  mkdirSync(join(database.facts.filesDir, "imports"), { recursive: true });
  writeFileSync(join(database.facts.filesDir, "imports/list"), "a ledger");

  const archive = join(home, "backup.tar.gz");
  await writeBackup(database.facts, archive, new Date());
  await unpackBackup(archive, join(home, "stage"));
  const folder = openDataFolder(join(home, "elsewhere"));
  placeFiles(join(home, "stage"), folder);
  const restored = await diskStorage(() => folder.files).find(name);
  expect(restored?.size).toBe(10_000);
  expect(readFileSync(join(folder.files, name.slice(0, 2), name.slice(2, 4), name)).equals(bytes)).toBe(true);
  expect(readFileSync(join(folder.files, "imports/list"), "utf8")).toBe("a ledger");
});

test("a film and a photo go into the bucket, come out in parts, and what no record speaks of is swept", async () => {
  registerProblemFiles();
  const world = await makeWorld();
  const problem = await draftedProblem(world);
  const send = async (fileName: string, bytes: Buffer) => {
    const path = join(database.facts.dataDir, `${randomUUID()}.part`);
    writeFileSync(path, bytes);
    const where = { ownerKind: "problem", ownerId: problem, clientId: randomUUID() };
    return (await storeUpload(world.engineer, { ...where, fileName, claimedType: "", path })).id;
  };
  const bytes = film(20 * 1024 * 1024, 9);
  const video = await send("现场.mp4", bytes);
  const photo = await send("现场.jpg", await picture("jpeg"));
  expect(existsSync(database.facts.filesDir) ? await namesIn(diskStorage(() => database.facts.filesDir)) : []).toEqual(
    [],
  );
  const opened = await openFile(world.engineer, video);
  expect(opened.size).toBe(bytes.length);
  const range = { start: 9_000_000, end: 9_000_999 };
  expect((await buffer(opened.read(range))).equals(bytes.subarray(range.start, range.end + 1))).toBe(true);
  expect(await buffer((await openFile(world.engineer, photo, "thumb")).read())).not.toHaveLength(0);

  const bucket = configuredStorage();
  const before = await namesIn(bucket);
  const orphan = `${randomBytes(24).toString("hex")}.screen`;
  await bucket.put(orphan, Buffer.from("of a crash"));
  await sweepUploads(new Date(Date.now() + 40 * 3_600_000));
  const after = await namesIn(bucket);
  expect(after).not.toContain(orphan);
  const { key } = await db.attachment.findUniqueOrThrow({ where: { id: video }, select: { key: true } });
  expect(after).toContain(`${key}.original`);
  expect(before.length).toBeGreaterThanOrEqual(after.length);
});

async function namesIn(storage: Storage): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of storage.names()) names.push(name);
  return names;
}
