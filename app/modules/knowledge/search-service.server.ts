import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { db } from "#app/lib/db.server.ts";
import { env } from "#app/lib/env.server.ts";
import { log } from "#app/lib/log.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { Embeddings } from "#search/embeddings.server.ts";
import { giveLeaseBack, takeLease } from "#search/index-state.server.ts";
import { pump } from "#search/pump.server.ts";
import { isMeilisearchs, SearchService } from "#search/service.server.ts";

type Holder = {
  service?: SearchService;
  address?: string;
  pumping?: Promise<void>;
  again?: boolean;
  /** Ends every wait for another process to be done. */
  waiting?: AbortController;
};
const holder: Holder = ((globalThis as { __jianglianSearch?: Holder }).__jianglianSearch ??= {});
const OWNER = randomUUID();
const LEASE_TRIES = 300;

/** The search of this process; follows a change of address (tests). */
export function searchService(): SearchService {
  const { meili } = runtimeFacts();
  const address = JSON.stringify(meili);
  if (!holder.service || holder.address !== address) {
    holder.service = new SearchService(db, meili, (message) => log.warn(message), pumpSoon);
    const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_KEY: apiKey } = env();
    if (url) holder.service.embeddings = new Embeddings({ url, model, apiKey }, (message) => log.warn(message));
    holder.address = address;
  }
  return holder.service;
}

/**
 * Brings Meilisearch up to date in the background. Calls while it runs are served by one more round, so a bulk
 * of changes costs a few rounds, not one each. Failures are left to the next change or the reconciler.
 */
export function pumpSoon(): void {
  if (holder.pumping) {
    holder.again = true;
    return;
  }
  holder.pumping = rounds().finally(() => {
    holder.pumping = undefined;
  });
}

async function rounds(): Promise<void> {
  do {
    holder.again = false;
    try {
      await pumpNow();
    } catch (error) {
      if (isStopping(error)) return;
      log.debug(`search: not sent to Meilisearch yet (${(error as Error).message})`);
      if (!isMeilisearchs(error)) log.warn("search: sending changes failed, trying again in a minute", { error });
      return;
    }
  } while (holder.again);
}

/** Lets what is being sent arrive, and no longer waits for another process to be done: whoever is next sends what is left. */
export async function stopPumping(): Promise<void> {
  holder.again = false;
  (holder.waiting ??= new AbortController()).abort();
  await holder.pumping;
}

/** The other way round, at the start. */
export function startPumping(): void {
  if (holder.waiting?.signal.aborted) holder.waiting = undefined;
}

/** Whether something failed only because the process is about to end. */
export const isStopping = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** Waits until nothing is being sent; for commands before they end, and tests. */
export async function pumpSettled(): Promise<void> {
  while (holder.pumping) await holder.pumping;
}

/** Brings Meilisearch up to date, after whoever else is at it. @throws the engine's errors */
export async function pumpNow(): Promise<void> {
  const { sql, meili } = searchService();
  const { signal } = (holder.waiting ??= new AbortController());
  for (let tries = 0; !(await takeLease(sql, OWNER)); tries += 1) {
    if (tries > LEASE_TRIES) throw new Error("another process has been sending to Meilisearch for too long");
    await wait(100, undefined, { signal });
  }
  try {
    await pump(sql, meili, () => takeLease(sql, OWNER));
  } finally {
    await giveLeaseBack(sql, OWNER);
  }
}
