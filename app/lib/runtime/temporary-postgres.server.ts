import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "#app/lib/log.server.ts";
import { type EmbeddedPostgres, startPostgres } from "./postgres.server.ts";

/** A fast PostgreSQL without durability that disappears when stopped, or when the process dies. */
export async function startTemporaryPostgres(settings: Record<string, string> = {}): Promise<EmbeddedPostgres> {
  const home = mkdtempSync(join(quickFolder(), "jianglian-pg-"));
  const server = await startPostgres({
    folder: join(home, "data"),
    logFile: join(home, "postgres.log"),
    password: randomBytes(18).toString("base64url"),
    log: silentLog,
    endWithParent: true,
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      max_connections: "120",
      wal_level: "minimal",
      max_wal_senders: "0",
      ...settings,
    },
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Memory where there is plenty of it: copying a database there takes a tenth of the time. */
function quickFolder(): string {
  const memory = "/dev/shm";
  if (process.env.TMPDIR || !existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2_000_000_000 ? memory : tmpdir();
}
