import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { Meilisearch } from "meilisearch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { BundledMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { indexProblems } from "#app/modules/knowledge/index-problems.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { countEveryWord, reindexEverything } from "#app/modules/knowledge/reindex-everything.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { CountedOnTheWay, countWords } from "#search/counts.server.ts";
import { type BuiltDocument, buildDocument, DOCUMENTS_MARK } from "#search/documents.ts";
import { soundsOf } from "#search/statistics.server.ts";
import { writeDocuments } from "#search/store.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";

const database = useTestDatabase();
let meilisearch: BundledMeilisearch;
let world: World;
beforeAll(async () => {
  meilisearch = await startTestMeilisearch();
  setRuntimeFacts({ ...database.facts, meili: meilisearch });
  world = await makeWorld();
}, 120_000);
afterAll(() => meilisearch.stop());

const empty = () =>
  db.$executeRawUnsafe(`TRUNCATE "SearchDocument", "SearchTerm", "SearchPush", "SearchState", "SearchUncounted"`);

const made = (problemId: string, text: string, scope: string): BuiltDocument =>
  buildDocument({
    problemId,
    layer: scope === "" ? "DETAIL" : "CONFIDENTIAL",
    readers: ["own:test"],
    scope,
    state: "SOLVED",
    category: "EQUIPMENT",
    industry: null,
    severity: "DEGRADED",
    equipmentType: "",
    allianceId: null,
    year: 2026,
    createdAt: new Date(0),
    numbers: ["N1"],
    title: text,
    phenomenon: "AL.32",
    cause: "",
    action: "",
    other: "",
    files: "",
  });

/** The statistics as they ought to be, and as they are; sounds included, zeros left out. */
function expected(documents: readonly BuiltDocument[]): Map<string, string> {
  const counts = new Map<string, number>();
  const add = (scope: string, token: string, by: number) =>
    counts.set(`${scope}|${token}`, (counts.get(`${scope}|${token}`) ?? 0) + by);
  for (const { scope, length, lexemes } of documents) {
    add(scope, "", 1);
    add(scope, " ", Math.round(length / 10));
    for (const token of lexemes) if (!token.startsWith("#")) add(scope, token, 1);
  }
  return new Map(
    [...counts]
      .filter(([, count]) => count !== 0)
      .map(([key, count]) => [key, `${count} ${soundsOf(key.slice(key.indexOf("|") + 1)).sound ?? ""}`]),
  );
}
async function counted(): Promise<Map<string, string>> {
  const rows = await db.searchTerm.findMany({ where: { documents: { not: 0 } } });
  return new Map(rows.map((row) => [`${row.scope}|${row.token}`, `${row.documents} ${row.sound ?? ""}`]));
}

it("counts every word once, whether at once or later, whoever changes what waits to be counted", async () => {
  const problems = Array.from({ length: 4 }, () => randomUUID());
  const scopes = ["", "11111111-1111-4111-8111-111111111111"];
  const TEXTS = ["主轴异响", "主轴箱漏油 E32", "bearing noise", "夹紧缸泄漏", ""];
  const step = fc.oneof(
    fc.record({
      what: fc.constantFrom("fill" as const, "write" as const),
      texts: fc.array(fc.record({ problem: fc.nat(3), text: fc.nat(TEXTS.length - 1), scope: fc.nat(1) }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
    fc.record({ what: fc.constant("count" as const), most: fc.integer({ min: 1, max: 3 }) }),
    // Counted by the writer itself: by one that is done, or by one that was killed and whose counts are lost.
    fc.record({ what: fc.constant("counted on the way" as const) }),
    fc.record({ what: fc.constant("killed" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      await empty();
      const stand = new Map<string, BuiltDocument[]>();
      let onTheWay = new CountedOnTheWay();
      for (const one of steps) {
        if (one.what === "killed") onTheWay = new CountedOnTheWay();
        else if (one.what === "counted on the way")
          await Promise.all([onTheWay.write(inTransaction), inTransaction((tx) => countWords(tx, 1))]);
        else if (one.what === "count") await inTransaction((tx) => countWords(tx, one.most));
        else {
          const changed = new Map<string, BuiltDocument[]>();
          for (const { problem, text, scope } of one.texts) {
            const id = problems[problem] as string;
            // No text: the problem has no document any more.
            changed.set(id, TEXTS[text] ? [made(id, TEXTS[text], scopes[scope] as string)] : []);
          }
          // At the same moment as somebody counts.
          await Promise.all([
            inTransaction((tx) =>
              writeDocuments(tx, [...changed.keys()], [...changed.values()].flat(), {
                filling: one.what === "fill",
                push: false,
                counts: onTheWay,
              }),
            ),
            inTransaction((tx) => countWords(tx, 1)),
          ]);
          for (const [id, documents] of changed) stand.set(id, documents);
        }
      }
      await onTheWay.write(inTransaction);
      await countEveryWord();
      const sorted = (map: Map<string, string>) => [...map].sort();
      expect(sorted(await counted())).toEqual(sorted(expected([...stand.values()].flat())));
    }),
    { numRuns: 40 },
  );
});

it("writes documents as they are, whatever characters people type and however little there is", async () => {
  const scope = "11111111-1111-4111-8111-111111111111";
  const odd = `主轴\u001e异响\u0001 "引号" \\ \\N {a,b} 'x' \u0000NULL~`;
  for (const texts of [[odd], [""], [odd, "", "null", odd]]) {
    await empty();
    const documents = texts.map((text, n) => ({
      ...made(randomUUID(), text, n % 2 === 0 ? scope : ""),
      cause: "",
      allianceId: n % 2 === 0 ? null : randomUUID(),
    }));
    await inTransaction((tx) =>
      writeDocuments(
        tx,
        documents.map((one) => one.problemId),
        documents,
      ),
    );
    const rows = await db.$queryRaw<(Record<string, unknown> & { id: string; lexemes: string[] })[]>`
      SELECT "id", "title", "cause", "readers", "codes", "industry", "allianceId"::text, "createdAt", "scope", "bag", "length", "hash",
        array_remove(tsvector_to_array("tsv"), '@own:test') AS "lexemes" FROM "SearchDocument"`;
    const wanted = new Map(documents.map((one) => [one.id, one]));
    expect(rows).toHaveLength(documents.length);
    for (const { lexemes, ...row } of rows) {
      const document = wanted.get(row.id);
      expect(document).toMatchObject(row);
      expect(lexemes.sort()).toEqual([...(document?.lexemes ?? [])].sort());
    }
    expect([...(await counted())].sort()).toEqual([...expected(documents)].sort());
  }
});

it("fills an empty index while problems are written, and loses none in either engine", async () => {
  const early: string[] = [];
  for (let n = 0; n < 12; n += 1)
    early.push(await publishedProblem(world, { title: `填充前第${n}台捏合机`, phenomenon: "桨叶刮壁" }));
  await empty();
  const late: string[] = [];
  let filling = true;
  const writer = (async () => {
    while (filling) {
      const id = await publishedProblem(world, { title: `填充时第${late.length}台捏合机`, phenomenon: "出料螺杆堵转" });
      late.push(id);
      await indexProblems([id]);
    }
  })();
  await reindexEverything().finally(() => {
    filling = false;
  });
  await writer;
  await reconcileSearch();
  expect(await db.searchUncounted.count()).toBe(0);
  expect(await db.searchPush.count()).toBe(0);
  const client = new Meilisearch({ host: meilisearch.url, apiKey: meilisearch.apiKey });
  const { value } = await db.setting.findUniqueOrThrow({ where: { key: "search.index" } });
  const { numberOfDocuments } = await client.index((value as { live: string }).live).getStats();
  expect(numberOfDocuments).toBe(await db.searchDocument.count());
  expect(late.length).toBeGreaterThan(0);
  for (const meili of [meilisearch, null]) {
    setRuntimeFacts({ ...database.facts, meili });
    for (const [when, all] of [["填充前", early] as const, ["填充时", late] as const])
      for (const [n, id] of all.entries()) {
        const q = `${when}第${n}台捏合机`;
        const found = await searchFixes(world.toolsEngineer, parseSearch(new URLSearchParams({ q })));
        expect(found.hits.map((hit) => hit.id)).toContain(id);
      }
  }
}, 120_000);

it("documents of another version of the product are made anew, once, and those alike are not written", async () => {
  const id = await publishedProblem(world, { title: "热封刀温度波动", phenomenon: "封口起泡" });
  await reconcileSearch();
  const before = await db.searchDocument.findMany({ select: { id: true, writtenAt: true, hash: true } });
  await db.$executeRaw`UPDATE "SearchDocument" SET "title" = 'an older reading', "hash" = 'older' WHERE "problemId" = ${id}::uuid`;
  await db.setting.update({ where: { key: "search.documents" }, data: { value: "1" } });
  setRuntimeFacts({ ...database.facts, meili: meilisearch });
  await Promise.all([reconcileSearch(), reconcileSearch()]);
  const after = new Map(
    (await db.searchDocument.findMany({ select: { id: true, writtenAt: true, hash: true } })).map((row) => [
      row.id,
      row,
    ]),
  );
  expect(after.size).toBe(before.length);
  for (const row of before) {
    expect(after.get(row.id)?.hash).toBe(row.hash);
    expect(after.get(row.id)?.writtenAt.getTime() === row.writtenAt.getTime()).toBe(!row.id.startsWith(id));
  }
  expect((await db.setting.findUniqueOrThrow({ where: { key: "search.documents" } })).value).toBe(DOCUMENTS_MARK);
  const found = await searchFixes(world.toolsEngineer, parseSearch(new URLSearchParams({ q: "热封刀" })));
  expect(found).toMatchObject({ engine: "meilisearch", hits: [{ id }] });
});
