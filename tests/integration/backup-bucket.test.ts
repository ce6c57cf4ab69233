import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeFiles, unpackBackup } from "#app/lib/backup/read-backup.server.ts";
import { writeBackup } from "#app/lib/backup/write-backup.server.ts";
import { openDataFolder } from "#app/lib/runtime/data-folder.server.ts";
import { bucketStorage, configuredStorage } from "#app/lib/storage/configured.server.ts";
import { diskStorage } from "#app/lib/storage/disk.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
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
