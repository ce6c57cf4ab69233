import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase, useDatabase } from "#app/lib/db.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { runOnce, withDatabase } from "#prisma/engine/adapter.server.ts";

export type TestDatabase = { readonly url: string; readonly facts: RuntimeFacts };

/** A new, migrated, empty database, and how to remove it. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject("databaseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runOnce(server, `CREATE DATABASE "${name}" TEMPLATE "${inject("templateDatabase")}" STRATEGY file_copy`);
  return {
    url: withDatabase(server, name),
    drop: () => runOnce(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

/** Facts of a process that has nothing but a database and a folder of its own. */
export function testFacts(databaseUrl: string, dataDir: string, changes: Partial<RuntimeFacts> = {}): RuntimeFacts {
  return {
    databaseUrl,
    meili: null,
    dataDir,
    filesDir: join(dataDir, "files"),
    secrets: { chain: "a-chain-secret-for-tests-of-32-characters", app: "an-app-secret-for-tests-of-32-characters" },
    publicUrl: null,
    secureCookies: false,
    version: "0.0.0-test",
    mode: "test",
    worker: "off",
    seed: "none",
    seedForced: false,
    ...changes,
  };
}

/**
 * Gives the test file a database of its own before its first test, and makes it the one the business code
 * uses. Call it once, at the top of the file.
 */
export function useTestDatabase(changes: Partial<RuntimeFacts> = {}): TestDatabase {
  let facts: RuntimeFacts | undefined;
  let drop: (() => Promise<void>) | undefined;
  const dataDir = mkdtempSync(join(tmpdir(), "jianglian-test-"));

  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = database.drop;
    facts = testFacts(database.url, dataDir, changes);
    setRuntimeFacts(facts);
    useDatabase(database.url);
  });

  afterAll(async () => {
    await closeDatabase();
    await drop?.();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const ready = (): RuntimeFacts => {
    if (!facts) throw new Error("The test database is there from beforeAll on.");
    return facts;
  };
  return {
    get url() {
      return ready().databaseUrl;
    },
    get facts() {
      return ready();
    },
  };
}
