import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";
import { requireImport } from "./load-import.server.ts";
import { knownFirms } from "./known-firms.server.ts";
import { importPlaces } from "./policy.ts";
import { type IssueCode, type IssueLevel, ISSUE_LEVEL, type ParsedRow } from "./rows.ts";
import type { RowState } from "./row-states.ts";
import { issuesOf, planOf, readingOf, reportOf, rowOf, totalsOf } from "./stored.ts";
import { importsVisibleTo } from "./visible.server.ts";

const PAGE = 20;

/** Imports the actor may see, newest first. */
export async function listImports(actor: Actor, after: string | null) {
  const rows = await db.import.findMany({
    where: importsVisibleTo(actor),
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    ...(after ? { cursor: { id: after }, skip: 1 } : {}),
    take: PAGE + 1,
    select: {
      id: true,
      fileName: true,
      state: true,
      createdAt: true,
      rowsTotal: true,
      rowsDone: true,
      organisationId: true,
      byId: true,
    },
  });
  const page = rows.slice(0, PAGE);
  const counts = await db.importRow.groupBy({
    by: ["importId", "state"],
    where: { importId: { in: page.map((row) => row.id) } },
    _count: true,
  });
  const people = await db.person.findMany({
    where: { id: { in: page.map((row) => row.byId) } },
    select: { id: true, name: true },
  });
  const places = importPlaces(actor);
  return {
    imports: page.map(({ byId, organisationId, ...row }) => ({
      ...row,
      by: people.find((person) => person.id === byId)?.name ?? "",
      place: places.find((place) => place.organisationId === organisationId)?.name ?? "",
      imported: counts.find((c) => c.importId === row.id && c.state === "IMPORTED")?._count ?? 0,
    })),
    after: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

/** One import with all its page shows: counts, sums, how the file is read, where the firms go, the report. */
export async function loadImport(actor: Actor, id: string) {
  const { place } = await requireImport(db, actor, id);
  const row = await db.import.findUniqueOrThrow({ where: { id } });
  const tallies = await db.$queryRaw<{ state: string | null; code: IssueCode | null; rows: number }[]>`
    SELECT "state"::text AS "state", NULL AS "code", count(*)::int AS "rows"
    FROM "ImportRow" WHERE "importId" = ${id}::uuid GROUP BY 1
    UNION ALL
    SELECT NULL, i->>'code', count(DISTINCT r."id")::int
    FROM "ImportRow" r, jsonb_array_elements(r."issues") i WHERE r."importId" = ${id}::uuid GROUP BY 2
    ORDER BY "rows" DESC, "code"`;
  const issues = tallies.flatMap(({ code, rows }) => (code ? [{ code, rows }] : []));
  const preview = row.state === "PREVIEWED";
  const [again] = preview
    ? await db.$queryRaw<{ rows: number }[]>`
        SELECT count(*)::int AS "rows" FROM "ImportRow" r WHERE r."importId" = ${id}::uuid AND r."state" IN ('READY', 'WARNED') AND EXISTS (
          SELECT 1 FROM "ImportRow" o WHERE o."enterpriseId" = r."enterpriseId" AND o."sourceKey" = r."sourceKey" AND o."state" = 'IMPORTED')`
    : [];
  const by = await db.person.findUnique({ where: { id: row.byId }, select: { name: true } });
  const countOf = (state: string) => tallies.find((one) => one.state === state)?.rows ?? 0;
  return {
    id,
    place,
    fileName: row.fileName,
    state: row.state,
    version: row.version,
    by: by?.name ?? "",
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    undoneAt: row.undoneAt,
    rowsTotal: row.rowsTotal,
    rowsDone: row.rowsDone,
    // Samples are the rows' own words: nobody's any more once the rows belong to their enterprises.
    reading: row.state === "UPLOADED" ? null : { ...readingOf(row.mapping), ...(preview ? {} : { samples: [] }) },
    plan: row.state === "UPLOADED" ? null : planOf(row.firms),
    totals: row.state === "UPLOADED" ? null : totalsOf(row.totals),
    report: reportOf(row.report),
    counts: {
      ready: countOf("READY"),
      warned: countOf("WARNED"),
      refused: countOf("REFUSED"),
      leftOut: countOf("SUBTOTAL"),
      imported: countOf("IMPORTED"),
      repeated: countOf("REPEATED"),
      undone: countOf("UNDONE"),
      again: again?.rows ?? 0,
    },
    issues: issues.map((issue) => ({ ...issue, level: ISSUE_LEVEL[issue.code] as IssueLevel })),
    known: preview
      ? (await knownFirms(db, place, actor.now)).map(({ id: firmId, name }) => ({ id: firmId, name }))
      : [],
  };
}

export type RowFilter = { state?: RowState; issue?: IssueCode };
const ROWS = 25;

/**
 * A page of an import's rows, by row number. Once a row belongs to an enterprise, its text is shown only to those who
 * may read the problem: the secretariat that brought it in is not one of them. `known` is the import as loaded for the
 * same actor.
 */
export async function loadImportRows(
  actor: Actor,
  id: string,
  filter: RowFilter,
  after: number,
  known?: { state: string; organisationId: string },
) {
  const found =
    known ??
    (await db.import.findFirst({
      where: { id, AND: importsVisibleTo(actor) },
      select: { state: true, organisationId: true },
    }));
  if (!found) throw notFound();
  const settled = found.state === "RUNNING" || found.state === "DONE" || found.state === "UNDONE";
  // What went into other enterprises is not for the one that brought it: only the rows that stayed out are listed.
  const inside =
    settled && importPlaces(actor).find((place) => place.organisationId === found.organisationId)?.kind === "ALLIANCE";
  const where: Prisma.ImportRowWhereInput = {
    importId: id,
    rowNumber: { gt: after },
    ...(filter.state ? { state: filter.state } : inside ? { state: { in: ["REFUSED", "SUBTOTAL"] } } : {}),
    ...(filter.issue ? { issues: { array_contains: [{ code: filter.issue }] } } : {}),
  };
  const rows = await db.importRow.findMany({
    where,
    orderBy: { rowNumber: "asc" },
    take: ROWS + 1,
    select: {
      id: true,
      rowNumber: true,
      state: true,
      parsed: true,
      issues: true,
      problemId: true,
      enterpriseId: true,
      raw: true,
    },
  });
  const page = rows.slice(0, ROWS);
  const readable = await db.problem.findMany({
    where: { id: { in: page.flatMap((row) => row.problemId ?? []) }, AND: visibleTo(actor) },
    select: { id: true, number: true },
  });
  const numbers = new Map(readable.map((problem) => [problem.id, problem.number]));
  return {
    inside,
    rows: page.map((row) => {
      const parsed = rowOf(row.parsed);
      const number = row.problemId ? (numbers.get(row.problemId) ?? null) : null;
      const gone = settled && row.enterpriseId !== null && !own(actor, row.enterpriseId);
      const open = !gone || number !== null;
      return {
        id: row.id,
        rowNumber: row.rowNumber,
        state: row.state,
        problem: number && row.problemId ? { id: row.problemId, number } : null,
        leftOut: "leftOut" in parsed ? parsed.leftOut : null,
        text:
          open && "leftOut" in parsed ? (row.raw as unknown[]).map(said).filter(Boolean).join(" ").slice(0, 120) : "",
        parsed: open && !("leftOut" in parsed) ? shown(parsed) : null,
        issues: issuesOf(row.issues).map((issue) =>
          open ? issue : { code: issue.code, field: issue.field, max: issue.max, text: undefined },
        ),
      };
    }),
    after: rows.length > ROWS ? (page.at(-1)?.rowNumber ?? null) : null,
  };
}

const own = (actor: Actor, enterpriseId: string): boolean =>
  importPlaces(actor).some((place) => place.organisationId === enterpriseId);
const said = (cell: unknown): string =>
  typeof cell === "string" || typeof cell === "number"
    ? String(cell)
    : cell !== null && typeof cell === "object" && "v" in cell
      ? String(cell.v)
      : "";

const shown = ({
  firm,
  ident,
  title,
  state,
  partial,
  status,
  postedOn,
  solvedOn,
  benefitFen,
  benefitText,
}: ParsedRow) => ({
  firm,
  ident,
  title,
  state,
  partial,
  status,
  postedOn,
  solvedOn,
  benefitFen,
  benefitText,
});

/** How far an import has come; asked again and again while it runs. */
export async function loadProgress(actor: Actor, id: string) {
  const row = await db.import.findFirst({
    where: { id, AND: importsVisibleTo(actor) },
    select: { state: true, rowsDone: true, rowsTotal: true },
  });
  if (!row) throw notFound();
  return row;
}
