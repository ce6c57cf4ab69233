import { db } from "#app/lib/db.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { PAGE_SIZE } from "#app/modules/knowledge/schema.ts";
import { searchReader } from "#app/modules/knowledge/search-reader.server.ts";
import { ask } from "#search/question.ts";
import { SearchService } from "#search/service.server.ts";
import { startHoldingProxy } from "#tests/support/holding-proxy.server.ts";
import { keywords } from "./fault-cases.ts";
import { summary, timed } from "./timing.ts";

const QUESTIONS = 300;
const WARM_UP = 60;
const PAGE = { offset: 0, limit: PAGE_SIZE };
const silent = () => {};

/**
 * What each fault of Meilisearch costs a question, beside PostgreSQL asked without Meilisearch in the same run: the
 * first question, which finds out, the usual one, and the worst, which looks whether it is back.
 */
export async function measureFaults(actor: Actor, say: (text: string) => void) {
  const { reader, index } = await searchReader(actor);
  const { meili } = runtimeFacts();
  if (!meili || !index) throw new Error("there is no index to measure");
  const proxy = await startHoldingProxy(meili.url);
  let stopped = false;
  const texts = keywords(QUESTIONS + WARM_UP);

  async function measure(what: string, address: { url: string; apiKey: string }, live: string) {
    const without = new SearchService(db, null, silent);
    const faulty = new SearchService(db, address, silent);
    const find = (service: SearchService, text: string) => service.find(ask(text), reader, {}, PAGE, live);
    if ((await find(faulty, texts[0] ?? "")).engine === "meilisearch")
      throw new Error(`Meilisearch answers in spite of: ${what}`);
    // The first question of each warms what both need; the one that finds out is asked again of a service made anew.
    for (const text of texts.slice(0, WARM_UP)) for (const service of [without, faulty]) await find(service, text);
    const fresh = new SearchService(db, address, silent);
    const first: number[] = [];
    await timed(first, () => find(fresh, texts[0] ?? ""));
    const times = { without: [] as number[], faulty: [] as number[] };
    const before = proxy.questions;
    for (const [n, text] of texts.slice(WARM_UP).entries()) {
      const one = () => timed(times.without, () => find(without, text));
      const other = () => timed(times.faulty, () => find(faulty, text));
      // Neither is always the one who finds the pages warm.
      for (const work of n % 2 === 0 ? [one, other] : [other, one]) await work();
    }
    say(`asked with a fault: ${what}`);
    const [plain, fault] = [summary(times.without), summary(times.faulty)];
    return {
      postgres: plain,
      fault,
      ratio: Number((fault.p50 / plain.p50).toFixed(2)),
      extraMs: Number((fault.p50 - plain.p50).toFixed(2)),
      firstMs: Number((first[0] ?? 0).toFixed(2)),
      worstMs: Number(Math.max(...times.faulty).toFixed(2)),
      reachedIt: proxy.questions - before,
    };
  }

  try {
    const through = { url: proxy.url, apiKey: meili.apiKey };
    const wrongKey = await measure("wrong key", { ...through, apiKey: "a-key-of-some-other-server" }, index);
    const wiped = await measure("wiped", through, "an-index-that-is-gone");
    proxy.hold();
    const slow = await measure("slow", through, index);
    // Nobody listens there any more, as where a process was killed.
    await proxy.stop();
    stopped = true;
    return { killed: await measure("killed", through, index), slow, wiped, wrongKey };
  } finally {
    if (!stopped) await proxy.stop();
  }
}
