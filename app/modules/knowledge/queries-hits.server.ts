import { db, PLANNED_ONCE, Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Access, includesLayer, type Layer } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessOf, accessRowsOf } from "#app/modules/problems/visibility.server.ts";
import { documentKey } from "#search/documents.ts";
import type { Hit } from "#search/engines/engine.ts";
import type { Question } from "#search/question.ts";
import { opening, type Part, snippet } from "./highlight.ts";
import { pointToFiles } from "./point-to-files.server.ts";
import { searchService } from "./search-service.server.ts";

export type FixLine = {
  id: string;
  number: string;
  state: Hit["state"];
  partial: boolean;
  title: Part[];
  equipmentType: string;
  phenomenon: Part[];
  cause: Part[];
  action: Part[];
  /** It has not all that was asked for, but is like it. */
  related: boolean;
  /** Where else it matched: the log, the discussion, parameters, as far as the reader sees them. */
  elsewhere: Part[] | null;
  enterprise: string | null;
  studio: string | null;
  postedAt: string;
  solvedAt: string | null;
  measures: Measure[];
};

type Measure = { name: string; unit: string; before: number | null; after: number | null };

/** A problem with what a hit shows of it. Times are text of a UTC time without its mark. */
type Row = {
  id: string;
  number: string;
  state: Hit["state"];
  partial: boolean;
  enterpriseId: string;
  enterprise: string;
  anonymous: boolean;
  shownToSecretariat: boolean;
  postedAt: string;
  solvedAt: string | null;
  fieldLayers: unknown;
  redactions: unknown;
  title: string;
  equipmentType: string;
  phenomenon: string;
  alarmCode: string;
  tried: string;
  parameters: string;
  assetNumber: string;
  equipmentModel: string;
  readers: { layer: Layer; via: string; until: null }[];
  solution: {
    rootCause: string;
    actions: string;
    containment: string;
    prevention: string;
    parts: string;
    parameters: string;
    measures: Measure[] | null;
  } | null;
  log: { text: string; why: string; layer: Layer }[] | null;
  studio: { name: string; parentId: string | null } | null;
};

const SNIPPET = 90;

/**
 * Reads the hits from the database as this actor sees them now, in one statement. A hit whose document belongs to a
 * layer the actor no longer has, or that is gone, is dropped; text always comes from here, never from the index.
 */
export const readHits = async (
  actor: Actor,
  question: Question,
  hits: readonly Hit[],
  length?: number,
): Promise<FixLine[]> => (await readPage(actor, question, hits, [], length)).hits;

/** The same, and in the same statement the names of alliances whose problems the actor found. */
export async function readPage(
  actor: Actor,
  question: Question,
  hits: readonly Hit[],
  allianceIds: readonly string[],
  length = SNIPPET,
): Promise<{ hits: FixLine[]; alliances: Record<string, string> }> {
  if (hits.length + allianceIds.length === 0) return { hits: [], alliances: {} };
  const { rows, alliances } = await readRows(
    actor,
    hits.map((hit) => hit.problemId),
    allianceIds,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lines = hits.flatMap((hit) => {
    const row = byId.get(hit.problemId);
    if (!row) return [];
    const access = accessOf(actor, row);
    if (!includesLayer(access.layer, documentKey(hit.id).layer)) return [];
    const terms = termsOf(question, hit);
    const line = { ...toLine(row, access, terms, length), related: hit.related ?? false };
    return [{ line, terms, layer: access.layer }];
  });
  return { hits: await pointToFiles(actor.locale, lines), alliances: namesOf(actor, alliances) };
}

type Named = { id: string; name: string; shortName: string; nameEn: string };

/** Names of organisations in the actor's language, by id. */
export const namesOf = (actor: Actor, rows: readonly Named[]): Record<string, string> =>
  Object.fromEntries(
    rows.map((row) => [row.id, actor.locale === "en" && row.nameEn ? row.nameEn : row.shortName || row.name]),
  );

/** One row, of texts: what the client makes of every single cell costs more than the database. */
async function readRows(
  actor: Actor,
  ids: readonly string[],
  allianceIds: readonly string[],
): Promise<{ rows: Row[]; alliances: Named[] }> {
  const [found] = await db.$queryRaw<{ rows: string | null; alliances: string | null }[]>`
    ${PLANNED_ONCE} SELECT (SELECT json_agg(a)::text FROM (
        SELECT o."id", o."name", o."shortName", o."nameEn" FROM "Organisation" o
        WHERE o."id" = ANY (${allianceIds}::uuid[]) AND o."kind" = 'ALLIANCE') a) AS "alliances",
      json_agg(row_to_json(h))::text AS "rows" FROM (
      SELECT p."id", p."number", p."state", p."partial", p."enterpriseId", p."anonymous", p."shownToSecretariat",
        coalesce(p."postedAt", p."createdAt") AS "postedAt", p."solvedAt", p."fieldLayers", p."redactions",
        p."title", p."equipmentType", p."phenomenon", p."alarmCode", p."tried", p."parameters", p."assetNumber", p."equipmentModel",
        coalesce(nullif(e."shortName", ''), e."name") AS "enterprise", access."readers",
        (SELECT row_to_json(s) FROM (
           SELECT s."rootCause", s."actions", s."containment", s."prevention", s."parts", s."parameters",
             (SELECT json_agg(m) FROM (
                SELECT m."name", m."unit", m."before", m."after" FROM "Measure" m
                WHERE m."solutionId" = s."id" ORDER BY m."position" LIMIT 3) m) AS "measures"
           FROM "Solution" s WHERE s."problemId" = p."id" AND s."state" IN ('SUBMITTED', 'ACCEPTED')
           ORDER BY s."createdAt" DESC LIMIT 1) s) AS "solution",
        (SELECT json_agg(l) FROM (
           SELECT l."text", l."why", l."layer" FROM "DiagnosisEntry" l
           WHERE l."problemId" = p."id" ORDER BY l."createdAt" LIMIT 30) l) AS "log",
        (SELECT row_to_json(o) FROM (
           SELECT o."name", o."parentId" FROM "Engagement" g JOIN "Organisation" o ON o."id" = g."studioId"
           WHERE g."problemId" = p."id" AND g."end" = 'FINISHED' ORDER BY g."startedAt" DESC LIMIT 1) o) AS "studio"
      FROM "Problem" p JOIN "Organisation" e ON e."id" = p."enterpriseId"
        CROSS JOIN ${accessRowsOf(actor, Prisma.sql`p."id"`)} access
      WHERE p."id" = ANY (${ids}::uuid[]) AND access."readers" IS NOT NULL) h`;
  return {
    rows: JSON.parse(found?.rows ?? "[]") as Row[],
    alliances: JSON.parse(found?.alliances ?? "[]") as Named[],
  };
}

/** What is marked: the words as typed, what the engine took them for, and of a description its telling parts. */
function termsOf(question: Question, hit: Hit): string[] {
  const typed = question.sentence
    ? []
    : question.tokens
        .map((token) => token.replace(/^\//, ""))
        .filter((token) => token.length > 1 || question.text.length <= 2);
  const { stops } = searchService().vocabulary;
  // A single character of a word stands in half of all texts.
  const matched = hit.matched.filter((term) => term.length > 1 || question.text.length <= 2);
  return [...new Set([...question.pieces, ...typed, ...matched])]
    .filter((term) => term !== "" && !stops.has(term))
    .slice(0, 120);
}

function toLine(row: Row, access: Access, terms: readonly string[], length: number): Omit<FixLine, "related"> {
  const seen = projectFields(row, access);
  const detail = includesLayer(access.layer, "DETAIL");
  const confidential = includesLayer(access.layer, "CONFIDENTIAL");
  const solution = detail ? row.solution : null;
  const show = (text: string | null | undefined) =>
    text ? (snippet(text, terms, length) ?? opening(text, terms, length)) : [];
  const shown = {
    title: opening(seen.title || row.number, terms, 200),
    phenomenon: show(seen.phenomenon),
    cause: show(solution?.rootCause),
    action: show(solution?.actions),
  };
  const marked = Object.values(shown).some((parts) => parts.some((part) => part.hit));
  const rest = (): string[] =>
    [
      seen.alarmCode,
      seen.equipmentModel,
      seen.tried,
      seen.assetNumber,
      seen.parameters,
      solution?.containment,
      solution?.prevention,
      ...(confidential ? [solution?.parts, solution?.parameters] : []),
      ...(row.log ?? [])
        .filter((entry) => includesLayer(access.layer, entry.layer))
        .map((entry) => `${entry.text} ${entry.why}`),
    ].filter((text) => typeof text === "string" && text !== "") as string[];
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    partial: row.partial,
    ...shown,
    equipmentType: seen.equipmentType ?? "",
    elsewhere: marked
      ? null
      : (rest()
          .map((text) => snippet(text, terms, SNIPPET))
          .find((parts) => parts !== null) ?? null),
    enterprise: access.knowsPoster ? row.enterprise : null,
    studio:
      detail && row.studio && (access.knowsPoster || row.studio.parentId !== row.enterpriseId) ? row.studio.name : null,
    postedAt: new Date(`${row.postedAt}Z`).toISOString(),
    solvedAt: row.solvedAt && new Date(`${row.solvedAt}Z`).toISOString(),
    measures: solution?.measures ?? [],
  };
}
