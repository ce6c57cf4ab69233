import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create, extract } from "tar";
import { afterAll, beforeAll, expect, test } from "vitest";
import { holdsData, loadDatabase, restoreWasInterrupted } from "#app/lib/backup/load-database.server.ts";
import { type BackupError, placeFiles, unpackBackup } from "#app/lib/backup/read-backup.server.ts";
import { writeBackup } from "#app/lib/backup/write-backup.server.ts";
import { openDataFolder } from "#app/lib/runtime/data-folder.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";
import { migrationNames } from "#prisma/migrate.server.ts";
import { createTestDatabase, testFacts, useTestDatabase } from "#tests/support/database.server.ts";
import { withClient } from "#tests/support/postgres-access.server.ts";
import { temporaryFolder } from "#tests/support/product.server.ts";

const database = useTestDatabase();
const home = temporaryFolder();
const archive = join(home, "backup.tar.gz");
const organisation = "0190a000-0000-7000-8000-000000000001";
const tricky = 'tab\there, line\nbreak, back\\slash, \\N, 中文 and "quotes"';

beforeAll(async () => {
  await withClient(database.url, async (client) => {
    await client.query('INSERT INTO "Setting" (key, value, "updatedAt") VALUES ($1, $2, now())', ["note", { tricky }]);
    await client.query('INSERT INTO "ChainHead" ("organisationId", seq, hash, "updatedAt") VALUES ($1, 7, $2, now())', [
      organisation,
      "head-hash",
    ]);
    // More than any buffer on the way holds.
    await client.query(
      `INSERT INTO "SearchPush" ("documentId") SELECT 'row-' || n || repeat(md5(n::text), 20) FROM generate_series(1, 4000) n`,
    );
    await client.query("SELECT setval(pg_get_serial_sequence('\"Event\"', 'id'), 4711)");
  });
  mkdirSync(join(database.facts.filesDir, "ab"), { recursive: true });
  writeFileSync(join(database.facts.filesDir, "ab/photo"), Buffer.from([0, 255, 10, 13, 26]));
  await writeBackup(database.facts, archive, new Date("2026-11-20T08:00:00Z"));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

const stage = () => join(home, "stage");
const refusal = (work: Promise<unknown>) => work.then(() => "accepted").catch((error: BackupError) => error.message);

test("the manifest names version, migrations, chain heads and a hash for every file", async () => {
  const manifest = await unpackBackup(archive, stage());
  expect(manifest.migrations).toEqual(migrationNames());
  expect(manifest.chainHeads).toEqual([{ organisationId: organisation, seq: 7, hash: "head-hash" }]);
  expect(manifest.createdAt).toBe("2026-11-20T08:00:00.000Z");
  expect(Object.keys(manifest.entries)).toEqual(
    expect.arrayContaining(["files/ab/photo", "secrets/chain", "secrets/app"]),
  );
});

test("a backup restored elsewhere holds the same rows, sequences, files and secrets", async () => {
  const target = await createTestDatabase();
  try {
    expect(await holdsData(target.url)).toBe(false);
    const manifest = await unpackBackup(archive, stage());
    await loadDatabase(target.url, manifest, stage());
    expect(await holdsData(target.url)).toBe(true);
    await withClient(target.url, async (client) => {
      const { rows } = await client.query('SELECT value FROM "Setting" WHERE key = $1', ["note"]);
      expect(rows[0]?.value).toEqual({ tricky });
      const next = await client.query("SELECT nextval(pg_get_serial_sequence('\"Event\"', 'id'))::int AS id");
      expect(next.rows[0]?.id).toBe(4712);
    });
    expect(await digest(target.url)).toEqual(await digest(database.url));
    expect(await constraints(target.url)).toEqual(await constraints(database.url));

    const folder = openDataFolder(join(home, "elsewhere"));
    writeFileSync(join(folder.files, "older"), "gone afterwards");
    placeFiles(stage(), folder);
    expect(readFileSync(join(folder.files, "ab/photo"))).toEqual(Buffer.from([0, 255, 10, 13, 26]));
    expect(() => readFileSync(join(folder.files, "older"))).toThrow();
    expect(readFileSync(join(folder.secrets, "chain"), "utf8")).toBe(database.facts.secrets.chain);
  } finally {
    await target.drop();
  }
});

test("a backup is of one moment although people go on writing", async () => {
  const counts = new Set<number>();
  let writing = true;
  const writer = withClient(database.url, async (client) => {
    for (let n = 0; writing; n++) {
      await client.query("BEGIN");
      await client.query('INSERT INTO "Setting" (key, value, "updatedAt") VALUES ($1, $2, now())', [`pair-${n}`, n]);
      await client.query('INSERT INTO "SearchPush" ("documentId") VALUES ($1)', [`pair-${n}`]);
      await client.query("COMMIT");
    }
  });
  try {
    for (let round = 0; round < 3; round++) {
      const file = join(home, `moment-${round}.tar.gz`);
      await writeBackup(database.facts, file, new Date());
      await unpackBackup(file, stage());
      const lines = (table: string) => readFileSync(join(stage(), `database/public/${table}.copy`), "utf8").split("\n");
      const settings = lines("Setting").filter((line) => line.startsWith("pair-")).length;
      expect(lines("SearchPush").filter((line) => line.startsWith("pair-"))).toHaveLength(settings);
      counts.add(settings);
    }
  } finally {
    writing = false;
    await writer;
  }
  expect(counts.size).toBeGreaterThan(1);
});

test("a changed, a missing and a foreign archive are refused", async () => {
  const rewrite = async (name: string, change: (folder: string) => void) => {
    const folder = join(home, name);
    mkdirSync(folder);
    await extract({ file: archive, cwd: folder });
    change(folder);
    await create({ file: `${folder}.tar.gz`, gzip: true, cwd: folder }, ["."]);
    return `${folder}.tar.gz`;
  };
  const changed = await rewrite("changed", (folder) =>
    writeFileSync(join(folder, "database/public/Setting.copy"), "x\n"),
  );
  expect(await refusal(unpackBackup(changed, stage()))).toMatch(/Setting\.copy differs from its hash/);
  const cut = await rewrite("cut", (folder) => rmSync(join(folder, "files/ab/photo")));
  expect(await refusal(unpackBackup(cut, stage()))).toMatch(/files\/ab\/photo is missing/);
  const newer = await rewrite("newer", (folder) => {
    const file = join(folder, "manifest.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { migrations: string[] };
    writeFileSync(file, JSON.stringify({ ...manifest, migrations: [...manifest.migrations, "99990101000000_later"] }));
  });
  expect(await refusal(unpackBackup(newer, stage()))).toMatch(/newer version/);
  const foreign = join(home, "foreign.tar.gz");
  writeFileSync(foreign, "not an archive");
  expect(await refusal(unpackBackup(foreign, stage()))).toMatch(/not a whole archive|no manifest/);
  expect(await refusal(unpackBackup(join(home, "nowhere"), stage()))).toMatch(/There is no file/);
});

test("the command refuses a target with data, and replaces it when forced", async () => {
  const target = await createTestDatabase();
  const dataDir = join(home, "command");
  const restore = (...args: string[]) =>
    spawnSync(process.execPath, ["app/cli/restore.ts", archive, ...args], {
      cwd: projectFolder,
      encoding: "utf8",
      timeout: 60_000,
      env: {
        ...process.env,
        DATABASE_URL: target.url,
        DATA_DIR: dataDir,
        CHAIN_SECRET: "",
        APP_SECRET: "",
        SEED: "none",
      },
    });
  try {
    await withClient(target.url, (client) =>
      client.query("INSERT INTO \"Setting\" (key, value, \"updatedAt\") VALUES ('mine', '1', now())"),
    );
    const refused = restore();
    expect(refused.stderr).toMatch(/There is data here already/);
    expect(refused.status).toBe(1);
    const forced = restore("--force");
    expect(forced.stderr).toBe("");
    expect(forced.stdout).toMatch(/Restored the backup of 2026-11-20/);
    const keys = await withClient(target.url, (client) => client.query('SELECT key FROM "Setting"'));
    expect(keys.rows.map(({ key }) => key)).toEqual(["note"]);
    const facts = testFacts(target.url, dataDir);
    expect(readFileSync(join(facts.filesDir, "ab/photo"))).toHaveLength(5);
    expect(readFileSync(join(dataDir, "audit/chain-heads.jsonl"), "utf8")).toContain("head-hash");
  } finally {
    await target.drop();
  }
});

test("a restore that fails, or dies half way, leaves what was there", async () => {
  const target = await createTestDatabase();
  const mine = async () =>
    withClient(target.url, async (client) => (await client.query('SELECT key FROM "Setting" ORDER BY key')).rows);
  try {
    await withClient(target.url, (client) =>
      client.query("INSERT INTO \"Setting\" (key, value, \"updatedAt\") VALUES ('mine', '1', now())"),
    );
    const before = await constraints(target.url);
    const manifest = await unpackBackup(archive, stage());
    const [first] = manifest.tables;
    if (!first) throw new Error("an empty backup");
    const broken = { ...manifest, tables: [...manifest.tables, { ...first, name: "NoSuchTable" }] };
    expect(await refusal(loadDatabase(target.url, broken, stage()))).toMatch(/NoSuchTable/);
    expect(await mine()).toEqual([{ key: "mine" }]);
    expect(await constraints(target.url)).toEqual(before);
    expect(await restoreWasInterrupted(target.url)).toBe(false);

    // As a killed one leaves it.
    await withClient(target.url, (client) =>
      client.query('ALTER SCHEMA public RENAME TO before_restore; CREATE SCHEMA public; CREATE TABLE "Half" ()'),
    );
    expect(await restoreWasInterrupted(target.url)).toBe(true);
    expect(await refusal(loadDatabase(target.url, broken, stage()))).toMatch(/NoSuchTable/);
    expect(await mine()).toEqual([{ key: "mine" }]);
    await loadDatabase(target.url, manifest, stage());
    expect(await mine()).toEqual([{ key: "note" }]);
    expect(await restoreWasInterrupted(target.url)).toBe(false);
  } finally {
    await target.drop();
  }
});

/** Number and content of the many rows. */
async function digest(url: string): Promise<unknown> {
  const sql = `SELECT count(*)::int AS rows, md5(string_agg("documentId", ',' ORDER BY "documentId")) AS content FROM "SearchPush" WHERE "documentId" LIKE 'row-%'`;
  return withClient(url, async (client) => (await client.query(sql)).rows[0]);
}

/** Every constraint and trigger with whether it is in force; a restore must put back what it takes off. */
async function constraints(url: string): Promise<unknown[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(`
      SELECT conname AS name, pg_get_constraintdef(oid) AS definition, convalidated::text AS state FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace
      UNION ALL
      SELECT tgname, tgrelid::regclass::text, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`);
    return rows;
  });
}
