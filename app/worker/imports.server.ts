import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { indexProblems } from "#app/modules/knowledge/index-problems.server.ts";
import { pumpSoon } from "#app/modules/knowledge/search-service.server.ts";
import { problemsOfEvent } from "#app/modules/ledgers/queries-batch.server.ts";
import { giveUpOldAssetLists } from "#app/modules/ledgers/import-assets.server.ts";
import { runImport, stalledImports } from "#app/modules/ledgers/run-import.server.ts";

const CHUNK = 50;

/** A confirmed import is brought in by a job; each batch that came, went out or was undone is followed by the search index at once. */
export function registerImports(): void {
  defineJob("ledger-import", async ({ subjectId }) => {
    if (subjectId) await runImport(subjectId, () => new Date());
  });
  subscribe({ name: "ledger-import", on: ["import.confirmed"] });

  defineJob("ledger-resume", async () => {
    for (const id of await stalledImports(new Date())) await runImport(id, () => new Date());
  });
  defineSchedule("ledger-resume", "* * * * *");

  defineJob("ledger-index", async ({ eventId }) => {
    const ids = eventId ? await problemsOfEvent(BigInt(eventId)) : [];
    for (let from = 0; from < ids.length; from += CHUNK) await indexProblems(ids.slice(from, from + CHUNK));
    pumpSoon();
  });
  defineJob("asset-lists-give-up", async () => {
    await giveUpOldAssetLists(new Date());
  });
  defineSchedule("asset-lists-give-up", "20 4 * * *");
  subscribe({ name: "ledger-index", on: ["import.rows-imported", "import.rows-released", "import.rows-undone"] });
}
