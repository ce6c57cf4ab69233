/**
 * `npm run bench:dossier -- [--applications 2000]`: exports the dossiers of a whole round (form, paper, evidence, manifests,
 * summary sheet) as the background job does, and reads the archive through. One line of JSON on standard output:
 * applications a second, the largest resident memory in MB when a tenth and when all of them were done (threads
 * included), and the archive's size.
 */
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { db } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { askRoundExport } from "#app/modules/awards/dossier/ask-export.server.ts";
import { openExport } from "#app/modules/awards/dossier/queries.server.ts";
import { runExport } from "#app/modules/awards/dossier/run-export.server.ts";
import { addDossiers } from "./dossier-world.server.ts";
import { withOwnDatabase } from "./own-database.server.ts";

/** What must be reached (issue "From fix to award"). */
const LEAST_A_SECOND = 5;
const { values } = parseArgs({ options: { applications: { type: "string", default: "2000" } } });
const applications = Number(values.applications);
const say = (text: string) => process.stderr.write(`${text}\n`);
const residentMb = (): number => Math.round(process.memoryUsage.rss() / 1024 / 1024);

await withOwnDatabase(async () => {
  await startJobs({ work: false });
  const { world, roundId } = await addDossiers(applications, (n) => say(`${n} applications written`));
  await db.$executeRawUnsafe("VACUUM ANALYZE");
  const { id } = await askRoundExport(world.officer, roundId, { clientId: crypto.randomUUID(), states: [] });
  const peaks = { early: 0, late: 0 };
  const before = residentMb();
  const look = setInterval(async () => {
    const { done } = await db.dossierExport.findUniqueOrThrow({ where: { id }, select: { done: true } });
    const now = residentMb();
    if (done <= applications / 10) peaks.early = Math.max(peaks.early, now);
    peaks.late = Math.max(peaks.late, now);
  }, 500);
  const start = performance.now();
  await runExport(id, () => new Date());
  const seconds = (performance.now() - start) / 1_000;
  clearInterval(look);
  const row = await db.dossierExport.findUniqueOrThrow({ where: { id } });
  const hash = createHash("sha256");
  for await (const piece of (await openExport(world.officer, id)).read()) hash.update(piece as Buffer);
  const perSecond = Number((applications / seconds).toFixed(1));
  const result = {
    applications,
    seconds: Number(seconds.toFixed(1)),
    perSecond,
    residentMb: { before, tenth: peaks.early, all: peaks.late },
    archiveMb: Math.round(Number(row.size) / 1024 / 1024),
    whole: hash.digest("hex") === row.sha256 && row.done === applications,
    reached: perSecond >= LEAST_A_SECOND,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  await stopJobs();
});
