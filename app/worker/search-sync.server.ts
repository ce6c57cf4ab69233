import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { log } from "#app/lib/log.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { followEvents } from "#app/modules/knowledge/index-problems.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { forgetOldSearches } from "#app/modules/knowledge/note-in-vain.server.ts";
import { isStopping, pumpSoon, startPumping, stopPumping } from "#app/modules/knowledge/search-service.server.ts";

const FOLLOW = "search-follow";
const FORGET = "search-forget";
const RECONCILE = "search-reconcile";

/** The index follows every event of a problem at once, and looks each minute whether it missed one. */
export function registerSearchSync(): void {
  defineJob(FOLLOW, async ({ eventId }) => {
    if (eventId) await followEvents(BigInt(eventId));
    pumpSoon();
  });
  subscribe({ name: FOLLOW, on: ["problem.*"] });
  defineJob(RECONCILE, reconcileSearch);
  // Other synonyms are other settings: the index is replaced while it goes on answering.
  subscribe({ name: RECONCILE, on: ["organisation.vocabulary-changed"] });
  defineSchedule(RECONCILE, "* * * * *");
  defineJob(FORGET, () => forgetOldSearches(new Date()));
  defineSchedule(FORGET, "40 3 * * *");
}

/** Brings the index up to date in the background right after the start; what was written while nobody listened is found so. */
export function startSearchSync(): { stop(): Promise<void> } {
  startPumping();
  const running = reconcileSearch().catch((error: unknown) => {
    if (!isStopping(error)) log.warn("search: the index is not up to date, trying again in a minute", { error });
  });
  return {
    async stop() {
      await stopPumping();
      await running;
    },
  };
}
