/** `npm run import -- FILE [--organisation NAME] [--as E-MAIL] [--enterprise NAME] [--yes] [--json]`: brings a ledger in. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { formatWan } from "#app/lib/format.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { confirmImport } from "#app/modules/ledgers/confirm-import.server.ts";
import { discardImport } from "#app/modules/ledgers/discard-import.server.ts";
import { firmKey } from "#app/modules/ledgers/firm-names.ts";
import {
  foundEnterprise,
  installationImporter,
  possiblePlaces,
} from "#app/modules/ledgers/installation-importer.server.ts";
import { importPlaces, type ImportPlace } from "#app/modules/ledgers/policy.ts";
import { loadImport } from "#app/modules/ledgers/queries.server.ts";
import { runImport } from "#app/modules/ledgers/run-import.server.ts";
import { uploadImport } from "#app/modules/ledgers/upload-import.server.ts";
import { errorText } from "#app/words/error-text.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import { registerWork } from "#app/worker/register.server.ts";
import { CommandError, withRuntime } from "./with-runtime.server.ts";

const USAGE = `Usage: npm run import -- FILE [--organisation NAME] [--as E-MAIL] [--enterprise NAME] [--yes] [--json]
  FILE                 an Excel (.xlsx) or CSV ledger
  --organisation NAME  the alliance or enterprise it is for (default: the largest alliance)
  --as E-MAIL          the person who imports: reviewer of an enterprise, secretariat of an alliance
  --enterprise NAME    the firm of rows that name none; created when it is new
  --yes                import without asking
  --json               print the report as JSON`;

const w = ledgersWords.en;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const find = (places: ImportPlace[], name: string) =>
  places.find((place) => place.organisationId === name || place.name === name) ??
  places.find((place) => firmKey(place.name) === firmKey(name));

function pick(places: ImportPlace[], wanted: string | undefined): ImportPlace {
  const place = wanted === undefined ? places[0] : find(places, wanted);
  if (place) return place;
  const names = places.map((one) => `  ${one.name}`).join("\n");
  throw new CommandError(
    wanted === undefined
      ? "There is no alliance or enterprise to import into yet."
      : `No organisation “${wanted}”. Possible:\n${names}`,
  );
}

async function importer(
  person: string | undefined,
  organisation: string | undefined,
  enterprise: string | undefined,
): Promise<{ actor: Actor; place: ImportPlace }> {
  const now = new Date();
  if (person === undefined) {
    const places = await possiblePlaces(now);
    const alone = organisation === undefined && enterprise !== undefined && places[0]?.kind !== "ALLIANCE";
    const place = alone
      ? (find(places, enterprise) ?? (await foundEnterprise(enterprise, now)))
      : pick(places, organisation);
    return { actor: await installationImporter(place, now), place };
  }
  const found = await db.person.findFirst({
    where: { OR: [{ email: person.toLowerCase() }, { phone: person }] },
    select: { id: true, disabledAt: true },
  });
  if (!found || found.disabledAt) throw new CommandError(`No account ${person}.`);
  const actor = await loadActor(found.id, now);
  const places = importPlaces(actor);
  if (places.length === 0)
    throw new CommandError(`${person} is neither reviewer of an enterprise nor secretariat of an alliance.`);
  return { actor, place: pick(places, organisation) };
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    say("Nothing was imported. Add --yes to import.");
    return false;
  }
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question("Import? [y/N] ");
  ask.close();
  return /^y(es)?$/i.test(answer.trim());
}

type Run = Awaited<ReturnType<typeof loadImport>>;

function describe(run: Run): void {
  const { counts, plan, reading, totals } = run;
  if (!plan || !reading || !totals) return;
  say(`${run.fileName} → ${run.place.name}`);
  say(
    `Headings in row ${reading.headerRow}${reading.sheet ? ` of “${reading.sheet}”` : ""}: ${Object.entries(
      reading.mapping,
    )
      .map(([c, field]) => `${reading.headings[Number(c)]} = ${w.field[field]}`)
      .join(", ")}`,
  );
  say(
    `${counts.ready + counts.warned} rows (${counts.warned} worth a look), ${counts.refused} refused, ${counts.leftOut} subtotals or notes left out, ${totals.blankRows} blank, ${counts.again} came in before`,
  );
  for (const issue of run.issues) say(`  ${w.issue[issue.code]}: ${issue.rows}`);
  const firms = new Map(plan.firms.map((firm) => [firm.key, firm]));
  for (const [key, firm] of firms) {
    const from = plan.spellings.filter((spelling) => spelling.to === key);
    if (from.length > 0)
      say(
        `  ${firm.enterpriseId ? "" : "new: "}${firm.name} ← ${from.map((s) => `${s.text || "(no firm)"} × ${s.rows}`).join(", ")}`,
      );
  }
  const nowhere = plan.spellings.filter((spelling) => spelling.to === null);
  if (nowhere.length > 0)
    say(
      `  left out: ${nowhere.map((s) => `${s.text || "(no firm; name it with --enterprise)"} × ${s.rows}`).join(", ")}`,
    );
  if (!totals.hasBenefit) return;
  say(
    `Rows add up to ${formatWan(totals.sumFen, "zh-CN")} (${totals.aboutRows} approximate, ${totals.textRows} written as text)`,
  );
  for (const sum of totals.printed) {
    say(
      `  printed ${sum.kind} in row ${sum.row}: ${formatWan(sum.printedFen, "zh-CN")}, its rows ${formatWan(sum.rowsFen, "zh-CN")}, difference ${formatWan(sum.printedFen - sum.rowsFen, "zh-CN")}${sum.formula ? ` (${sum.formula} leaves out ${sum.missedRows} rows and amounts written as text)` : ""}`,
    );
  }
}

function result(run: Run, started: number) {
  const { counts, report, totals } = run;
  return {
    file: run.fileName,
    organisation: run.place.name,
    rows: counts.imported + counts.repeated + counts.refused,
    imported: counts.imported,
    repeated: counts.repeated,
    refused: counts.refused,
    leftOut: counts.leftOut,
    firms: (report.firms ?? []).map(({ name, imported, repeated }) => ({ name, imported, repeated })),
    sumWan: totals?.hasBenefit ? totals.sumFen / 1_000_000 : null,
    printed: (totals?.printed ?? []).map((sum) => ({
      row: sum.row,
      kind: sum.kind,
      printedWan: sum.printedFen / 1_000_000,
      rowsWan: sum.rowsFen / 1_000_000,
    })),
    dates: totals?.dateSpellings ?? {},
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    organisation: { type: "string" },
    as: { type: "string" },
    enterprise: { type: "string" },
    yes: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const [path] = positionals;
if (values.help || !path) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(values.help ? 0 : 1);
}

await withRuntime(
  async () => {
    const bytes = await readFile(path).catch(() => {
      throw new CommandError(`Cannot read ${path}.`);
    });
    registerWork();
    await startJobs({ work: false });
    try {
      const { actor, place } = await importer(values.as, values.organisation, values.enterprise);
      const started = performance.now();
      const id = await uploadImport(actor, {
        organisationId: place.organisationId,
        fileName: basename(path),
        bytes,
        enterprise: values.enterprise,
      });
      const preview = await loadImport(actor, id);
      if (!values.json) describe(preview);
      if (!values.yes && !(await confirmed())) return await discardImport(actor, { id });
      const importing = performance.now();
      await confirmImport(actor, { id, version: preview.version }).catch(async (error: unknown) => {
        await discardImport(actor, { id });
        throw error;
      });
      await runImport(id, () => new Date());
      const done = result(await loadImport(actor, id), values.yes ? started : importing);
      if (values.json) say(JSON.stringify(done, null, 2));
      else
        say(
          `Imported ${done.imported} rows, ${done.repeated} came in before, ${done.refused} refused, ${done.firms.length} enterprises, ${done.seconds} s`,
        );
    } catch (error) {
      if (error instanceof DomainError) throw new CommandError(errorText("en", error.messageKey, error.details.values));
      throw error;
    } finally {
      await stopJobs();
    }
  },
  { search: false },
);
