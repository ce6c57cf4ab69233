import { Meilisearch } from "meilisearch";
import { db } from "#app/lib/db.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { PAGE_SIZE } from "#app/modules/knowledge/schema.ts";
import { readHits } from "#app/modules/knowledge/queries-hits.server.ts";
import { similarFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { searchReader } from "#app/modules/knowledge/search-reader.server.ts";
import { searchService } from "#app/modules/knowledge/search-service.server.ts";
import { MeilisearchEngine } from "#search/engines/meilisearch.server.ts";
import { PostgresEngine } from "#search/engines/postgres.server.ts";
import { query } from "#search/query.server.ts";
import { ask } from "#search/question.ts";
import { keywords, sentences, typing } from "./fault-cases.ts";
import { summary, timed } from "./timing.ts";

const QUESTIONS = 300;
const WARM_UP = 60;
const SIMILAR = 5;
const PAGE = { offset: 0, limit: PAGE_SIZE };

/** Everything asked by one client, one question after the other, all in one run. */
export async function measureSearch(actor: Actor, say: (text: string) => void) {
  const { reader, index } = await searchReader(actor);
  const { meili } = runtimeFacts();
  if (!meili || !index) throw new Error("there is no index to measure");
  const service = searchService();
  const bare = await bareRequests(meili, index, reader);
  const stray: string[] = [];
  const find = async (text: string) => {
    const found = await service.find(ask(text), reader, {}, PAGE, index);
    if (found.engine !== "meilisearch") stray.push(text);
    return found;
  };
  const postgres = (text: string) =>
    query({ means: service, engine: new PostgresEngine(db), question: ask(text), reader }, {}, PAGE);

  const words = keywords(QUESTIONS + WARM_UP);
  const times = { product: [] as number[], bare: [] as number[], reread: [] as number[] };
  let hits = 0;
  for (const [n, text] of words.entries()) {
    const counts = n >= WARM_UP;
    const send = await bare(text);
    const one = () => timed(counts ? times.product : [], () => find(text));
    const other = () => timed(counts ? times.bare : [], send);
    // Neither is always the one who finds the pages warm.
    if (n % 2 === 0) await other();
    const found = await one();
    if (n % 2 === 1) await other();
    hits += found.hits.length;
    await timed(counts ? times.reread : [], () => readHits(actor, ask(text), found.hits));
  }
  say("keywords asked");

  const series = async (texts: readonly string[], work: (text: string) => Promise<unknown>) => {
    const spent: number[] = [];
    for (const [n, text] of texts.entries()) await timed(n >= WARM_UP ? spent : [], () => work(text));
    return summary(spent);
  };
  const descriptions = sentences(QUESTIONS + WARM_UP);
  const sentence = await series(descriptions, find);
  const similar = await series(typing(QUESTIONS + WARM_UP), (text) => similarFixes(actor, text, SIMILAR));
  say("descriptions asked");
  const alone = { keywords: await series(words, postgres), sentences: await series(descriptions, postgres) };
  const [product, plain] = [summary(times.product), summary(times.bare)];
  return {
    keywords: {
      ...product,
      bare: plain,
      ratio: Number((product.p50 / plain.p50).toFixed(2)),
      meanHits: Math.round(hits / words.length),
    },
    rereadMs: summary(times.reread),
    sentences: sentence,
    similar,
    postgres: alone,
    answeredByPostgres: stray.length,
  };
}

/** The very request the product sends for a question, as plain HTTP. */
async function bareRequests(
  meili: { url: string; apiKey: string },
  index: string,
  reader: Parameters<typeof query>[0]["reader"],
) {
  let body = "";
  const client = new Meilisearch({
    host: meili.url,
    apiKey: meili.apiKey,
    httpClient: async (_url, init) => {
      body = JSON.stringify(JSON.parse(String(init?.body)).queries[0], (key, value) =>
        key === "indexUid" ? undefined : value,
      );
      return { results: [] };
    },
  });
  const engine = new MeilisearchEngine(client, index, 10_000);
  return async (text: string) => {
    await engine.strict(ask(text), reader, {}, PAGE);
    const sent = body;
    return async () => {
      const answer = await fetch(`${meili.url}/indexes/${index}/search`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${meili.apiKey}`,
          "content-type": "application/json",
          // As curl asks: a compressed answer comes in pieces and waits 40 ms for their receipt.
          "accept-encoding": "identity",
        },
        body: sent,
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    };
  };
}
