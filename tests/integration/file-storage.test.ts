import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { diskStorage } from "#app/lib/storage/disk.server.ts";
import { layeredStorage } from "#app/lib/storage/layered.ts";
import { s3Storage } from "#app/lib/storage/s3.server.ts";
import type { Storage } from "#app/lib/storage/storage.ts";
import { moveToBucket } from "#app/modules/attachments/move-to-bucket.server.ts";
import { testFacts } from "#tests/support/database.server.ts";
import { type S3Server, startS3 } from "#tests/support/s3.server.ts";

const folder = mkdtempSync(join(tmpdir(), "jianglian-storage-"));
let server: S3Server;
beforeAll(async () => {
  setRuntimeFacts(testFacts("postgresql://nowhere/none", folder));
  server = await startS3();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const newName = (kind = "original") => `${randomBytes(24).toString("hex")}.${kind}`;
const written = (bytes: Buffer): string => {
  const path = join(folder, randomBytes(8).toString("hex"));
  writeFileSync(path, bytes);
  return path;
};
const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const whole = async (storage: Storage, name: string) => {
  const found = await storage.find(name);
  return found ? buffer(found.read()) : null;
};
const listed = async (storage: Storage) => {
  const names: string[] = [];
  for await (const { name } of storage.names()) names.push(name);
  return names.sort();
};
const fresh = async (storage: Storage): Promise<Storage> => {
  for (const name of await listed(storage)) await storage.remove(name);
  return storage;
};

const homes: [string, () => Promise<Storage>][] = [
  ["a folder", () => fresh(diskStorage(() => join(folder, "here")))],
  ["a bucket", () => fresh(s3Storage(server.settings))],
  [
    "a bucket over a folder",
    () =>
      fresh(
        layeredStorage(
          s3Storage(server.settings),
          diskStorage(() => join(folder, "below")),
        ),
      ),
  ],
];

describe.each(homes)("%s", (_, open) => {
  it("keeps bytes, small and large, and gives back the whole or any part of them", async () => {
    const storage = await open();
    const small = newName("thumb");
    await storage.put(small, Buffer.from("0123456789"));
    const large = newName();
    const bytes = randomBytes(20 * 1024 * 1024 + 17);
    const path = written(bytes);
    await storage.take(large, path);
    expect(existsSync(path)).toBe(false);
    expect(sha((await whole(storage, large)) ?? Buffer.alloc(0))).toBe(sha(bytes));
    const found = await storage.find(large);
    expect(found?.size).toBe(bytes.length);
    for (const [start, end] of [
      [0, 1],
      [8 * 1024 * 1024 - 3, 8 * 1024 * 1024 + 5],
      [bytes.length - 7, bytes.length - 1],
    ] as const)
      expect(found && sha(await buffer(found.read({ start, end })))).toBe(sha(bytes.subarray(start, end + 1)));
    expect((await whole(storage, small))?.toString()).toBe("0123456789");
    expect(await listed(storage)).toEqual([small, large].sort());
    await storage.remove(large);
    await storage.remove(large);
    expect(await storage.find(large)).toBeNull();
    expect(await listed(storage)).toEqual([small]);
    for await (const { keptAt } of storage.names())
      expect(Math.abs(keptAt.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it("replaces nothing, and keeps nothing under a name that is not of ours", async () => {
    const storage = await open();
    const name = newName();
    await storage.put(name, Buffer.from("first"));
    await expect(storage.put(name, Buffer.from("second"))).rejects.toThrow();
    await expect(storage.take(name, written(Buffer.from("third")))).rejects.toThrow();
    expect((await whole(storage, name))?.toString()).toBe("first");
    for (const bad of ["../../etc/passwd", "a.original", `${"0".repeat(48)}.a/b`, ""]) {
      await expect(storage.put(bad, Buffer.from("x"))).rejects.toThrow("not a storage name");
      await expect(storage.find(bad)).rejects.toThrow("not a storage name");
      await expect(storage.remove(bad)).rejects.toThrow("not a storage name");
    }
  });

  it("lets go of a file that nobody reads to its end", async () => {
    const storage = await open();
    const name = newName();
    await storage.take(name, written(randomBytes(9 * 1024 * 1024)));
    const stream = (await storage.find(name))?.read();
    await new Promise((resolve) => stream?.once("data", resolve));
    stream?.destroy();
    await new Promise((resolve) => stream?.once("close", resolve));
    expect((await whole(storage, name))?.length).toBe(9 * 1024 * 1024);
  });
});

describe("a bucket", () => {
  it("opens nothing to whoever has the wrong key, or no key", async () => {
    const storage = s3Storage(server.settings);
    const name = newName();
    await storage.put(name, Buffer.from("secret"));
    const wrong = s3Storage({ ...server.settings, secretAccessKey: "another" });
    await expect(wrong.find(name)).rejects.toThrow();
    await expect(wrong.put(newName(), Buffer.from("x"))).rejects.toThrow();
    const { endpoint, bucket } = server.settings;
    expect((await fetch(`${endpoint}/${bucket}/${name}`)).status).toBe(403);
  });

  it("takes over what lay in the folder; every file stays readable", async () => {
    const below = diskStorage(() => join(folder, "before"));
    const above = await fresh(s3Storage(server.settings));
    const both = layeredStorage(above, below);
    const names = [newName(), newName(), newName("thumb")];
    for (const name of names) await below.put(name, Buffer.from(name));
    await above.put(names[1] ?? "", Buffer.from(names[1] ?? ""));
    for (const name of names) expect((await whole(both, name))?.toString()).toBe(name);
    expect(await moveToBucket(below, above)).toBe(3);
    expect(await listed(below)).toEqual([]);
    for (const name of names) expect((await whole(above, name))?.toString()).toBe(name);
    expect(await moveToBucket(below, above)).toBe(0);
  });
});

describe("a bucket behind a bad line", () => {
  // A server of its own: half-sent pieces stay in it.
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3();
  });
  afterAll(() => server.stop());

  it("takes the pieces of a large file again that broke on the way, and only those", async () => {
    const storage = s3Storage(server.settings);
    const bytes = randomBytes(30 * 1024 * 1024);
    const name = newName();
    server.seen();
    server.breakNext(/^PUT .*partNumber=[23]/, 3);
    await storage.take(name, written(bytes));
    const lines = server.seen();
    expect(lines.filter((line) => line.endsWith("broken"))).toHaveLength(3);
    expect(lines.filter((line) => /^PUT .*partNumber=1\b.* 200$/.test(line))).toHaveLength(1);
    expect(sha((await whole(storage, name)) ?? Buffer.alloc(0))).toBe(sha(bytes));
  });

  it("keeps nothing of a file whose pieces never come through, and leaves the file where it was", async () => {
    const storage = s3Storage(server.settings);
    const name = newName();
    const path = written(randomBytes(20 * 1024 * 1024));
    server.breakNext(/^PUT .*partNumber=2/, 99);
    await expect(storage.take(name, path)).rejects.toThrow();
    server.breakNext(/nothing/, 0);
    expect(server.seen().some((line) => /^DELETE .*uploadId=.*/.test(line))).toBe(true);
    expect(await storage.find(name)).toBeNull();
    expect(existsSync(path)).toBe(true);
  });
});
