import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { db, inTransaction } from "#app/lib/db.server.ts";
import type { Locale } from "#app/lib/i18n.ts";
import { log } from "#app/lib/log.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { withSessionLock } from "#app/lib/session-lock.server.ts";
import { fileStorage, newKey } from "#app/modules/attachments/storage.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { DrawFailure, openDrawer } from "./drawer.server.ts";
import { exportedApplications } from "./exported.server.ts";
import { type ChainEnd, safeName } from "./manifest.ts";
import { isUnderWay, SILENT_MS } from "./policy.ts";
import { dossierParts, prepareDossier } from "./prepare-dossier.server.ts";
import { readRecords } from "./records.server.ts";
import { type DrawnSheet, openSheets } from "./summary-sheet.server.ts";
import { templateFor } from "./templates.server.ts";
import { writeZip, type ZipPart } from "./write-zip.server.ts";

/** Read from the database at a time. */
const BATCH = 20;
const BEAT_MS = 1_000;

/** Of what is kept under an export's key. */
export const EXPORT_ENDING = "dossier";
export const exportsFolder = (): string => join(runtimeFacts().dataDir, "exports");

type Row = NonNullable<Awaited<ReturnType<typeof load>>>;
const load = (id: string) =>
  db.dossierExport.findUnique({
    where: { id },
    select: { id: true, roundId: true, applicationId: true, byId: true, state: true, states: true, exact: true },
  });

/** Somebody does not want it any more. */
class Cancelled extends Error {}
/** The lock is lost: another process may be at it already. */
class Overtaken extends Error {}

/**
 * Makes what an export asks for, from wherever an earlier process was killed: what it had drawn is used again. Two runs at
 * once are one. What is made goes into files as it is made: memory does not grow with the number of applications.
 */
export async function runExport(id: string, clock: () => Date): Promise<void> {
  await withSessionLock(`dossier export ${id}`, async (held) => {
    const row = await load(id);
    if (!row || !isUnderWay(row.state)) return;
    const folder = join(exportsFolder(), id);
    try {
      await make(row, folder, clock, held);
    } catch (error) {
      if (error instanceof Overtaken) return;
      // Killed or disturbed from outside it goes on later; what cannot be drawn cannot be drawn then either.
      if (!(error instanceof DrawFailure || error instanceof Cancelled)) throw error;
      if (error instanceof DrawFailure) {
        log.warn("dossiers: an export failed", { id, error: error.message });
        await fail(row, error.message.slice(0, 300), clock());
      }
    }
    await rm(folder, { recursive: true, force: true });
  });
}

async function make(row: Row, folder: string, clock: () => Date, held: () => boolean): Promise<void> {
  const now = clock();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const round = await db.awardRound.findUniqueOrThrow({
    where: { id: row.roundId },
    select: { titleId: true, organisationId: true },
  });
  const ids = await exportedApplications(row);
  const heads: ChainEnd[] = await db.chainHead.findMany({
    orderBy: { organisationId: "asc" },
    select: { organisationId: true, seq: true, hash: true },
  });
  const form = await templateFor(round.organisationId, round.titleId, "FORM");
  const beat = beatOf(row.id, ids.length, clock, held);
  const drawer = openDrawer();
  try {
    await beat(0, true);
    const sheets = row.applicationId
      ? null
      : await openSheets(round, await localeOf(row.byId), { folder, drawer, now });
    const made: Listed[] = [];
    const told = new Set<string>();
    try {
      for (let from = 0; from < ids.length; from += BATCH) {
        for (const record of await readRecords(ids.slice(from, from + BATCH), { exact: row.exact, now })) {
          const manifest = await prepareDossier(record, { folder, drawer, template: form.bytes, heads, now });
          for (const head of manifest.heads) told.add(head.organisationId);
          await sheets?.add(record);
          made.push({
            id: record.id,
            name: safeName(`${record.enterprise} ${record.title}`, 66),
            zone: record.round.timeZone,
          });
          await beat(made.length, false);
        }
      }
      await beat(made.length, true);
      // Fonts and forms go before the sheet comes: the thread ends, the next task begins a new one.
      await drawer.close();
      const parts = sheets ? roundParts(folder, made, await sheets.draw()) : oneParts(folder, made);
      await drawer.close();
      const whole = await packed(join(folder, "whole.zip"), parts, now, () => beat(made.length, true));
      const ends = heads.filter((head) => told.has(head.organisationId));
      await finish(row, whole, ends, made.length, clock());
    } finally {
      await sheets?.close();
    }
  } finally {
    await drawer.close();
  }
}

/** What the archive needs to know of an application; all else is in files. */
type Listed = { id: string; name: string; zone: string };

const localeOf = async (personId: string): Promise<Locale> => {
  const person = await db.person.findUnique({ where: { id: personId }, select: { locale: true } });
  return person?.locale === "en" ? "en" : "zh-CN";
};

type Whole = { path: string; size: number; sha256: string };

/** The archive, written while the export says every few seconds that it goes on. */
async function packed(
  path: string,
  parts: AsyncIterable<ZipPart>,
  at: Date,
  goesOn: () => Promise<void>,
): Promise<Whole> {
  const stopped = new AbortController();
  const timer = setInterval(() => void goesOn().catch((error) => stopped.abort(error)), BEAT_MS * 5);
  const made = await writeZip(path, parts, { at, stopped: stopped.signal }).finally(() => clearInterval(timer));
  return { path, ...made };
}

async function* oneParts(folder: string, [one]: readonly Listed[]): AsyncGenerator<ZipPart> {
  if (one) yield* dossierParts(folder, one.id, "", one.zone);
}

/** Everything of a round: the summary sheets, then a folder for each application. */
async function* roundParts(
  folder: string,
  listed: readonly Listed[],
  sheets: readonly DrawnSheet[],
): AsyncGenerator<ZipPart> {
  yield* sheets;
  const digits = Math.max(3, String(listed.length).length);
  for (const [n, { id, name, zone }] of listed.entries())
    yield* dossierParts(folder, id, `${String(n + 1).padStart(digits, "0")} ${name}/`, zone);
}

/** Says once a second how far it is, and learns whether it was cancelled, or its lock lost. @throws Cancelled, Overtaken */
function beatOf(id: string, total: number, clock: () => Date, held: () => boolean) {
  let last = 0;
  return async (done: number, now: boolean): Promise<void> => {
    if (!now && Date.now() - last < BEAT_MS) return;
    last = Date.now();
    if (!held()) throw new Overtaken("another process goes on with it");
    const { count } = await db.dossierExport.updateMany({
      where: { id, state: { in: ["WAITING", "RUNNING"] } },
      data: { state: "RUNNING", done, total, beatAt: clock() },
    });
    if (count === 0) throw new Cancelled("it was cancelled");
  };
}

async function finish(
  row: Row,
  { path, ...made }: Whole,
  heads: ChainEnd[],
  applications: number,
  now: Date,
): Promise<void> {
  const key = newKey();
  const name = `${key}.${EXPORT_ENDING}`;
  await fileStorage().take(name, path);
  const done = await inTransaction(async (tx) => {
    const { count } = await tx.dossierExport.updateMany({
      where: { id: row.id, state: "RUNNING" },
      data: {
        state: "DONE",
        done: applications,
        finishedAt: now,
        key,
        heads,
        failure: "",
        ...made,
        size: BigInt(made.size),
      },
    });
    if (count === 0) return false;
    await record(tx, row, "dossier.export-made", { ...made, applications, heads }, now);
    return true;
  });
  // Cancelled at the very end.
  if (!done) await fileStorage().remove(name);
}

const fail = (row: Row, failure: string, now: Date): Promise<void> =>
  inTransaction(async (tx) => {
    const { count } = await tx.dossierExport.updateMany({
      where: { id: row.id, state: { in: ["WAITING", "RUNNING"] } },
      data: { state: "FAILED", failure, finishedAt: now },
    });
    if (count === 1) await record(tx, row, "dossier.export-failed", { failure }, now);
  });

async function record(
  tx: Parameters<typeof recordEvent>[0],
  row: Row,
  type: "dossier.export-made" | "dossier.export-failed",
  payload: Record<string, unknown>,
  at: Date,
): Promise<void> {
  const round = await tx.awardRound.findUniqueOrThrow({
    where: { id: row.roundId },
    select: { organisationId: true },
  });
  await recordEvent(tx, {
    type,
    organisationId: round.organisationId,
    subjectKind: "dossier",
    subjectId: row.id,
    by: null,
    payload: { ...payload, round: row.roundId, application: row.applicationId },
    at,
  });
}

/** Exports that nobody works on any more although they are not done. */
export async function silentExports(now: Date): Promise<string[]> {
  const since = new Date(now.getTime() - SILENT_MS);
  const rows = await db.dossierExport.findMany({
    where: {
      OR: [
        { state: "RUNNING", OR: [{ beatAt: null }, { beatAt: { lt: since } }] },
        { state: "WAITING", createdAt: { lt: since } },
      ],
    },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  return rows.map((one) => one.id);
}
