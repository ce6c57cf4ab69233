import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Stored } from "#app/lib/storage/storage.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { fileStorage } from "#app/modules/attachments/storage.server.ts";
import { isUnderWay, KEPT_DAYS } from "./policy.ts";
import { numberOf } from "./record.ts";
import { EXPORT_ENDING } from "./run-export.server.ts";
import { mayAttachScan } from "./scans.server.ts";
import { dossiersReadExactlyBy, dossiersVisibleTo, roundsExportedBy, roundsReadBy } from "./visibility.server.ts";

const LISTED = 20;

/**
 * The one filter for exports, asked at every download: whole rounds, and single dossiers with exact amounts, for who
 * reads those; dossiers with bands for everybody who reads the application.
 */
export async function exportsVisibleTo(
  actor: Actor,
  reader: Pick<Tx, "awardRound" | "awardApplication"> = db,
  within: { roundId?: string; applicationId?: string } = {},
): Promise<Prisma.DossierExportWhereInput> {
  const ofRound = within.roundId ? { id: within.roundId } : {};
  const ofOne = within.applicationId ? { id: within.applicationId } : {};
  const [rounds, exactly, banded] = await Promise.all([
    within.applicationId
      ? []
      : reader.awardRound.findMany({ where: { ...ofRound, AND: roundsReadBy(actor) }, select: { id: true } }),
    within.roundId
      ? []
      : reader.awardApplication.findMany({
          where: { ...ofOne, AND: dossiersReadExactlyBy(actor) },
          select: { id: true },
        }),
    within.roundId
      ? []
      : reader.awardApplication.findMany({ where: { ...ofOne, AND: dossiersVisibleTo(actor) }, select: { id: true } }),
  ]);
  const ids = (rows: readonly { id: string }[]) => rows.map((one) => one.id);
  return {
    OR: [
      { applicationId: null, roundId: { in: ids(rounds) } },
      { applicationId: { in: ids(exactly) } },
      { applicationId: { in: ids(banded) }, exact: false },
    ],
  };
}

const exportSelect = {
  id: true,
  state: true,
  states: true,
  total: true,
  done: true,
  createdAt: true,
  finishedAt: true,
  removedAt: true,
  size: true,
  sha256: true,
  exact: true,
  failure: true,
  byId: true,
} satisfies Prisma.DossierExportSelect;
type ExportRow = Prisma.DossierExportGetPayload<{ select: typeof exportSelect }>;

const lineOf = (row: ExportRow, names: ReadonlyMap<string, string>) => ({
  ...row,
  size: row.size === null ? null : Number(row.size),
  by: names.get(row.byId) ?? "",
  ready: row.state === "DONE" && row.removedAt === null,
});
export type ExportLine = ReturnType<typeof lineOf>;

async function exportsOf(where: Prisma.DossierExportWhereInput): Promise<ExportLine[]> {
  const rows = await db.dossierExport.findMany({
    where,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LISTED,
    select: exportSelect,
  });
  const people = await db.person.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.byId))] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((one) => [one.id, one.name]));
  return rows.map((row) => lineOf(row, names));
}

/** The page of one application's dossier: what it is, what was made of it, its stamped scans. Six statements at most. */
export async function loadDossier(actor: Actor, id: string) {
  const row = await db.awardApplication.findFirst({
    where: { id, AND: dossiersVisibleTo(actor) },
    select: {
      id: true,
      state: true,
      factsHash: true,
      roundId: true,
      enterpriseId: true,
      achievement: { select: { title: true } },
      studio: { select: { name: true } },
      person: { select: { name: true } },
      round: {
        select: {
          name: true,
          nameEn: true,
          year: true,
          organisationId: true,
          organisation: { select: { timeZone: true } },
        },
      },
    },
  });
  if (!row) throw notFound();
  const exact = (await db.awardApplication.count({ where: { id, AND: dossiersReadExactlyBy(actor) } })) > 0;
  const [exports, scans] = await Promise.all([
    exportsOf({ applicationId: id, ...(exact ? {} : { exact: false }) }),
    db.attachment.findMany({
      where: { ownerKind: "application-scan", ownerId: id, removedAt: null },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true, fileName: true, kind: true, size: true, sha256: true, createdAt: true, uploadedById: true },
    }),
  ]);
  const people = await db.person.findMany({
    where: { id: { in: [...new Set(scans.map((one) => one.uploadedById))] } },
    select: { id: true, name: true },
  });
  return {
    id,
    title: row.achievement?.title ?? row.studio?.name ?? row.person?.name ?? "",
    number: numberOf(row.round.year, id),
    round: { id: row.roundId, name: row.round.name, nameEn: row.round.nameEn },
    state: row.state,
    factsHash: row.factsHash,
    timeZone: row.round.organisation.timeZone,
    exact,
    exports,
    underWay: exports.some((one) => isUnderWay(one.state)),
    scans: scans.map((one) => ({ ...one, by: people.find((p) => p.id === one.uploadedById)?.name ?? "" })),
    mayScan: mayAttachScan(actor, row),
    keptDays: KEPT_DAYS,
  };
}

/** The page of a round's exports, for who reads them. Five statements at most. */
export async function loadRoundExports(actor: Actor, roundId: string) {
  const round = await db.awardRound.findFirst({
    where: { id: roundId, AND: roundsReadBy(actor) },
    select: {
      id: true,
      name: true,
      nameEn: true,
      organisationId: true,
      organisation: { select: { timeZone: true } },
    },
  });
  if (!round) throw notFound();
  const [mayMake, exports, counts] = await Promise.all([
    db.awardRound.count({ where: { id: roundId, AND: roundsExportedBy(actor) } }),
    exportsOf({ roundId, applicationId: null }),
    db.awardApplication.groupBy({
      by: ["state"],
      where: { roundId, submittedAt: { not: null }, state: { not: "DRAFT" } },
      _count: true,
    }),
  ]);
  return {
    id: round.id,
    name: round.name,
    nameEn: round.nameEn,
    organisationId: round.organisationId,
    timeZone: round.organisation.timeZone,
    mayMake: mayMake > 0,
    exports,
    underWay: exports.some((one) => isUnderWay(one.state)),
    counts: Object.fromEntries(counts.map((one) => [one.state, one._count])) as Record<string, number>,
    keptDays: KEPT_DAYS,
  };
}

export type OpenedExport = Stored & { sha256: string; name: { round: string; number: string | null } };

/** The file of an export; whoever lost the right since it was made finds nothing. Errors: not_found. */
export async function openExport(actor: Actor, id: string): Promise<OpenedExport> {
  const row = await db.dossierExport.findUnique({
    where: { id },
    select: { id: true, key: true, sha256: true, roundId: true, applicationId: true, state: true, removedAt: true },
  });
  if (!row?.key || row.state !== "DONE" || row.removedAt) throw notFound();
  const within = row.applicationId ? { applicationId: row.applicationId } : { roundId: row.roundId };
  const seen = await db.dossierExport.count({ where: { id, AND: await exportsVisibleTo(actor, db, within) } });
  const stored = seen > 0 ? await fileStorage().find(`${row.key}.${EXPORT_ENDING}`) : null;
  if (!stored) throw notFound();
  const round = await db.awardRound.findUniqueOrThrow({
    where: { id: row.roundId },
    select: { name: true, year: true },
  });
  const number = row.applicationId ? numberOf(round.year, row.applicationId) : null;
  return { ...stored, sha256: row.sha256 ?? "", name: { round: round.name, number } };
}
