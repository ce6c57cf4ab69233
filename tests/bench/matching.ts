/**
 * `npm run bench:matching -- [--cases 100000] [--craftsmen 2000] [--folder DIR]`: fills a database of its own with generated cases and
 * craftsmen, indexes them as the product does, and measures one client's suggestions and problems for craftsmen, one
 * after the other, each of another problem. One line of JSON on standard output, in milliseconds. With --folder the
 * database stays there, and the next run measures it again.
 */
import { parseArgs } from "node:util";
import { db } from "#app/lib/db.server.ts";
import { reindexEverything } from "#app/modules/knowledge/reindex-everything.server.ts";
import { similarSolved } from "#app/modules/knowledge/similar-solved.server.ts";
import { problemsForMe } from "#app/modules/solving/for-me/queries.server.ts";
import { loadSuggestions } from "#app/modules/solving/matching/queries-suggestions.server.ts";
import { actorOf, makePerson } from "#tests/support/factories.server.ts";
import { addCraftsmen, addTeams } from "./matching-world.server.ts";
import { withOwnDatabase } from "./own-database.server.ts";
import { addCases, type BenchWorld, benchWorld } from "./search-world.server.ts";

/** What must be reached (issue "Working together, in time"). */
const MOST_MS = 150;
const ASKED = 200;
const WARM_UP = 30;

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "100000" },
    craftsmen: { type: "string", default: "2000" },
    folder: { type: "string" },
  },
});
const cases = Number(values.cases);
const craftsmen = Number(values.craftsmen);
const say = (text: string) => process.stderr.write(`${text}\n`);

async function timesOf<T>(all: readonly T[], work: (one: T) => Promise<number>) {
  const times: number[] = [];
  let found = 0;
  for (const [n, one] of all.entries()) {
    const start = performance.now();
    found += await work(one);
    if (n >= WARM_UP) times.push(performance.now() - start);
  }
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1));
  return { p50: at(0.5), p95: at(0.95), asked: times.length, found: Number((found / all.length).toFixed(1)) };
}

async function fill(world: BenchWorld): Promise<void> {
  await addCases(world, cases, (n) => n % 20_000 === 0 && say(`${n} cases written`));
  await addTeams(await addCraftsmen(world, craftsmen), (n) => n % 10_000 === 0 && say(`${n} cases with teams`));
  await db.$executeRawUnsafe("ANALYZE");
  await reindexEverything((n) => n % 20_000 === 0 && say(`${n} cases indexed`));
  await db.$executeRawUnsafe("VACUUM ANALYZE");
}

await withOwnDatabase(async () => {
  const world = await benchWorld();
  if ((await db.searchDocument.count()) < cases) await fill(world);

  const [first] = world.enterprises;
  if (!first) throw new Error("no enterprise");
  const now = new Date();
  const poster = await actorOf(first.authorId, now);
  const secretariat = await actorOf(await makePerson([["SECRETARIAT", first.allianceId]]), now);
  const open = await db.problem.findMany({
    where: { enterpriseId: first.id, state: "PUBLISHED", publishedAt: { not: null } },
    orderBy: { id: "asc" },
    take: WARM_UP + ASKED,
    select: { id: true },
  });
  const suggested = (actor: typeof poster) =>
    timesOf(open, async ({ id }) => (await loadSuggestions(actor, id, similarSolved)).people.length);
  const craft = await db.membership.findMany({
    where: { role: "CRAFTSMAN" },
    orderBy: { personId: "asc" },
    take: WARM_UP + ASKED,
    select: { personId: true },
  });
  const people = await Promise.all(craft.map(({ personId }) => actorOf(personId, now)));
  const measured = {
    secretariat: await suggested(secretariat),
    poster: await suggested(poster),
    forMe: await timesOf(people, async (actor) => (await problemsForMe(actor, 20)).problems.length),
  };
  const kept = measured.secretariat.p95 <= MOST_MS && measured.poster.p95 <= MOST_MS;
  process.stdout.write(
    `${JSON.stringify({ what: "matching", cases, craftsmen, limit: { p95: MOST_MS, kept }, ...measured })}\n`,
  );
}, values.folder);
process.exit();
