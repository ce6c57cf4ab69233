import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, useDatabase } from "#app/lib/db.server.ts";
import { silentLog } from "#app/lib/log.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { startPostgres } from "#app/lib/runtime/postgres.server.ts";
import { applyMigrations } from "#prisma/migrate.server.ts";

/**
 * A migrated PostgreSQL in a folder of its own, removed at the end unless it is named; without Meilisearch, the
 * database answers.
 */
export async function withOwnDatabase(work: () => Promise<void>, kept?: string): Promise<void> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), "jianglian-bench-"));
  const postgres = await startPostgres({
    folder: join(folder, "postgres"),
    logFile: join(folder, "postgres.log"),
    password: "a-password-of-the-bench-only",
    log: silentLog,
    endWithParent: true,
  });
  try {
    await applyMigrations(postgres.url);
    useDatabase(postgres.url);
    setRuntimeFacts({
      databaseUrl: postgres.url,
      meili: null,
      dataDir: folder,
      filesDir: join(folder, "files"),
      secrets: {
        chain: "a-chain-secret-of-the-bench-of-32-characters",
        app: "an-app-secret-of-the-bench-of-32-characters",
      },
      publicUrl: null,
      secureCookies: false,
      version: "bench",
      mode: "production",
      worker: "off",
      seed: "none",
      seedForced: false,
    });
    await work();
  } finally {
    await closeDatabase();
    await postgres.stop();
    if (!kept) rmSync(folder, { recursive: true, force: true });
  }
}
