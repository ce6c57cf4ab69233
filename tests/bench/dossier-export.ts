/**
 * Makes one export as the worker does, in a process of its own, so that what it holds is told apart from what the bench
 * needed to write its world. EXPORT: { facts, id, total }. One line of JSON on standard output.
 */
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { runExport } from "#app/modules/awards/dossier/run-export.server.ts";

type Asked = { facts: RuntimeFacts; id: string; total: number };
const { facts, id, total } = JSON.parse(process.env.EXPORT ?? "") as Asked;
setRuntimeFacts(facts);
useDatabase(facts.databaseUrl);
await startJobs({ work: false });

const mb = (bytes: number): number => Math.round(bytes / 1024 / 1024);
/** The largest seen while so much of it was done: resident with its thread, then heap and buffers of the main one. */
const peaks = { tenth: [0, 0, 0], half: [0, 0, 0], all: [0, 0, 0] };
const before = mb(process.memoryUsage.rss());
const look = setInterval(async () => {
  const { done } = await db.dossierExport.findUniqueOrThrow({ where: { id }, select: { done: true } });
  const { rss, heapUsed, external } = process.memoryUsage();
  const now = [mb(rss), mb(heapUsed), mb(external)];
  const part = done <= total / 10 ? "tenth" : done <= total / 2 ? "half" : "all";
  peaks[part] = peaks[part].map((most, n) => Math.max(most, now[n] ?? 0));
}, 500);
const start = performance.now();
await runExport(id, () => new Date());
const seconds = (performance.now() - start) / 1_000;
clearInterval(look);
process.stdout.write(`${JSON.stringify({ seconds, before, ...peaks })}\n`);
await stopJobs();
await closeDatabase();
