/** `npm run search:reindex`: rebuilds the search index from the database while the product runs. */
import { reindexEverything } from "#app/modules/knowledge/reindex-everything.server.ts";
import { withRuntime } from "./with-runtime.server.ts";

await withRuntime(async ({ meili }) => {
  const started = performance.now();
  let told = 0;
  const { problems, documents } = await reindexEverything((done) => {
    if (done - told < 1_000) return;
    told = done;
    process.stdout.write(`${done} problems read\n`);
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `${problems} problems, ${documents} documents in ${meili ? "Meilisearch and PostgreSQL" : "PostgreSQL"}, ${seconds} s\n`,
  );
});
