/**
 * `npm run bench:dossier -- [--applications 2000]`: exports the dossiers of a whole round (form, paper, evidence, manifests,
 * summary sheet) as the background job does, in a process of its own, and reads the archive through. One line of JSON on
 * standard output: applications a second; that process's largest resident memory in MB (threads included), heap and buffers
 * while the first tenth, the rest of the first half and the second half were made; and the archive's size.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { db } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { askRoundExport } from "#app/modules/awards/dossier/ask-export.server.ts";
import { openExport } from "#app/modules/awards/dossier/queries.server.ts";
import { addDossiers } from "./dossier-world.server.ts";
import { withOwnDatabase } from "./own-database.server.ts";

/** What must be reached (issue "From fix to award"). */
const LEAST_A_SECOND = 5;
const { values } = parseArgs({ options: { applications: { type: "string", default: "2000" } } });
const applications = Number(values.applications);
const say = (text: string) => process.stderr.write(`${text}\n`);

type Run = { seconds: number; before: number; tenth: number[]; half: number[]; all: number[] };
async function exportedApart(id: string): Promise<Run> {
  const asked = JSON.stringify({ facts: runtimeFacts(), id, total: applications });
  const script = join(import.meta.dirname, "dossier-export.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--disable-warning=DeprecationWarning", script], {
    env: { ...process.env, EXPORT: asked },
  });
  return JSON.parse(stdout) as Run;
}

await withOwnDatabase(async () => {
  await startJobs({ work: false });
  const { world, roundId } = await addDossiers(applications, (n) => say(`${n} applications written`));
  await db.$executeRawUnsafe("VACUUM ANALYZE");
  const { id } = await askRoundExport(world.officer, roundId, { clientId: crypto.randomUUID(), states: [] });
  const run = await exportedApart(id);
  const row = await db.dossierExport.findUniqueOrThrow({ where: { id } });
  const hash = createHash("sha256");
  for await (const piece of (await openExport(world.officer, id)).read()) hash.update(piece as Buffer);
  const { seconds, before, tenth, half, all } = run;
  const perSecond = Number((applications / seconds).toFixed(1));
  const result = {
    applications,
    seconds: Number(seconds.toFixed(1)),
    perSecond,
    memoryMb: { before, tenth, half, all },
    archiveMb: Math.round(Number(row.size) / 1024 / 1024),
    whole: hash.digest("hex") === row.sha256 && row.done === applications,
    reached: perSecond >= LEAST_A_SECOND,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  await stopJobs();
});
