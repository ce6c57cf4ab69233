import { Meilisearch } from "meilisearch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import type { BundledMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import type { Reader } from "#search/engines/engine.ts";
import { indexEvaluation } from "#search/evaluation.server.ts";
import { readIndexState } from "#search/index-state.server.ts";
import { pump } from "#search/pump.server.ts";
import { ask } from "#search/question.ts";
import { rebuild, whatIsWrong } from "#search/rebuild.server.ts";
import { SearchService } from "#search/service.server.ts";
import { DEFAULT_VOCABULARY, readVocabulary, STARTING_SYNONYMS, type Vocabulary } from "#search/vocabulary.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";

useTestDatabase();
const READER: Reader = { keys: ["person:evaluation"], denied: [], lapsed: [], scopes: [] };
const CHANGED = readVocabulary({ synonyms: [...STARTING_SYNONYMS, ["憋停", "Stall Torque"]] });
let meilisearch: BundledMeilisearch;
let meili: Meilisearch;
let service: SearchService;
const pumpNow = () => pump(db, meili, async () => {});

beforeAll(async () => {
  meilisearch = await startTestMeilisearch();
  meili = new Meilisearch({ host: meilisearch.url, apiKey: meilisearch.apiKey });
  service = new SearchService(db, meilisearch, () => {});
  await indexEvaluation(service, inTransaction, [
    { id: "zh", text: "搅拌桨憋停，更换变频器" },
    { id: "en", text: "Agitator stall torque reached, inverter replaced" },
    ...Array.from({ length: 300 }, (_, n) => ({ id: `n${n}`, text: `第${n}号皮带轮磨损` })),
  ]);
});
afterAll(() => meilisearch.stop());

const ENGINES = ["meilisearch", "postgres"] as const;
async function found(engine: (typeof ENGINES)[number], text: string, vocabulary: Vocabulary): Promise<string[]> {
  const { live } = await readIndexState(db);
  const index = engine === "meilisearch" ? live : null;
  const answer = await service.find(ask(text, vocabulary), READER, {}, { offset: 0, limit: 10 }, index);
  expect(answer.engine).toBe(engine);
  const rows = await db.searchDocument.findMany({
    where: { id: { in: answer.hits.filter((hit) => !hit.related).map((hit) => hit.id) } },
    select: { phenomenon: true },
  });
  return rows.map((row) => row.phenomenon.slice(0, 3)).sort();
}

it("finds the index outdated when the words change, and replaces it while it answers", async () => {
  expect(await whatIsWrong(db, meili, new Date())).toBeNull();
  for (const engine of ENGINES) expect(await found(engine, "憋停", DEFAULT_VOCABULARY)).toEqual(["搅拌桨"]);
  expect(await whatIsWrong(db, meili, new Date(), CHANGED)).toBe("outdated");
  const before = (await readIndexState(db)).live;
  let answered = 0;
  let building = true;
  const asking = (async () => {
    for (; building; answered += 1) expect(await found("meilisearch", "搅拌桨", CHANGED)).toEqual(["搅拌桨"]);
  })();
  await rebuild(db, meili, pumpNow, CHANGED).finally(() => {
    building = false;
  });
  await asking;
  expect(answered).toBeGreaterThan(1);
  expect((await readIndexState(db)).live).not.toBe(before);
  expect(await whatIsWrong(db, meili, new Date(), CHANGED)).toBeNull();
  expect(await whatIsWrong(db, meili, new Date())).toBe("outdated");
});

describe.each(ENGINES)("by %s", (engine) => {
  it("finds the other language by the librarian's words", async () => {
    expect(await found(engine, "憋停", CHANGED)).toEqual(["Agi", "搅拌桨"]);
    expect(await found(engine, "stall torque", CHANGED)).toEqual(["Agi", "搅拌桨"]);
    expect(await found(engine, "inverter", CHANGED)).toEqual(["Agi", "搅拌桨"]);
  });
});
