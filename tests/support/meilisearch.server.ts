import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "#app/lib/log.server.ts";
import { type BundledMeilisearch, startMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";

/** A Meilisearch of the test's own, gone afterwards. */
export async function startTestMeilisearch(): Promise<BundledMeilisearch> {
  const folder = mkdtempSync(join(tmpdir(), "jianglian-meili-"));
  const server = await startMeilisearch({
    folder: join(folder, "index"),
    pidFile: join(folder, "meilisearch.pid"),
    logFile: join(folder, "meilisearch.log"),
    masterKey: randomBytes(24).toString("hex"),
    log: silentLog,
    endWithParent: true,
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
