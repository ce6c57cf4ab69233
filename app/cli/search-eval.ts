import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase, db, inTransaction, useDatabase } from "#app/lib/db.server.ts";
import { env } from "#app/lib/env.server.ts";
import { silentLog } from "#app/lib/log.server.ts";
import { startMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { startTemporaryPostgres } from "#app/lib/runtime/temporary-postgres.server.ts";
import { applyMigrations } from "#prisma/migrate.server.ts";
import { Embeddings } from "#search/embeddings.server.ts";
import { type EvalDocument, type EvalQuery, evaluate, indexEvaluation } from "#search/evaluation.server.ts";
import type { Mode } from "#search/query.server.ts";
import { SearchService } from "#search/service.server.ts";

const USAGE =
  "npm run search:eval -- --docs FILE --queries FILE [--engine meilisearch|postgres] [--mode auto|keyword|sentence]";

const { values } = parseArgs({
  options: {
    docs: { type: "string" },
    queries: { type: "string" },
    engine: { type: "string", default: "meilisearch" },
    mode: { type: "string", default: "auto" },
  },
});
const { docs, queries, engine, mode } = values;
if (
  !docs ||
  !queries ||
  !["meilisearch", "postgres"].includes(engine) ||
  !["auto", "keyword", "sentence"].includes(mode)
) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const readLines = <T>(file: string): T[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);

/** A scratch database and index, gone afterwards: the set never mixes with the alliance's problems. */
const folder = mkdtempSync(join(tmpdir(), "jianglian-eval-"));
const stops: (() => Promise<unknown>)[] = [];
try {
  const server = await startTemporaryPostgres();
  stops.push(() => server.stop());
  await applyMigrations(server.url);
  useDatabase(server.url);
  stops.push(closeDatabase);
  let meili: { url: string; apiKey: string } | null = null;
  if (engine === "meilisearch") {
    const started = await startMeilisearch({
      folder: join(folder, "meili"),
      pidFile: join(folder, "meili.pid"),
      logFile: join(folder, "meili.log"),
      masterKey: randomBytes(24).toString("hex"),
      log: silentLog,
    });
    stops.push(() => started.stop());
    meili = started;
  }
  const service = new SearchService(db, meili, () => {});
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_KEY: apiKey } = env();
  if (url)
    service.embeddings = new Embeddings({ url, model, apiKey }, (message) => process.stderr.write(`${message}\n`));
  await indexEvaluation(service, inTransaction, readLines<EvalDocument>(docs));
  const result = await evaluate(service, readLines<EvalQuery>(queries), mode as Mode);
  process.stdout.write(`${JSON.stringify({ engine, mode, ...result })}\n`);
} finally {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
