import { db, type Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Access, includesLayer, type Layer } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { documentKey } from "#search/documents.ts";
import { FACETS, type FacetCounts, type Filters, type Hit, MOST_HITS } from "#search/engines/engine.ts";
import { ask, type Question } from "#search/question.ts";
import { opening, type Part, snippet } from "./highlight.ts";
import { PAGE_SIZE, type SearchInput, searchQuery } from "./schema.ts";
import { searchReader } from "./search-reader.server.ts";
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
  measures: { name: string; unit: string; before: number | null; after: number | null }[];
};

export type SearchResult = {
  hits: FixLine[];
  total: number;
  /** There are more hits than anybody turns pages for. */
  capped: boolean;
  facets: FacetCounts;
  /** Names of the alliances among the facets. */
  alliances: Record<string, string>;
  /** What was asked, as understood; empty when there was nothing to search for. */
  asked: string;
  /** The search as its address has it, to be kept under a name; empty when nothing was asked. */
  query: string;
  /** The last page with hits. */
  pages: number;
  engine: "meilisearch" | "postgres";
};

const SNIPPET = 90;
/** Enough to judge a fix without opening it. */
const FULL = 400;

/** Past problems and their fixes that answer a question, as far as the actor may know them. Never fails on what was typed. */
export async function searchFixes(actor: Actor, input: SearchInput): Promise<SearchResult> {
  const { text, filters, page, sort } = input;
  const { reader, index } = await searchReader(actor);
  const question = ask(text, searchService().vocabulary);
  const nothing = question.empty && (question.text !== "" || FACETS.every((facet) => !filters[facet]?.length));
  const asked = nothing ? ask("") : question;
  const slice = { offset: (page - 1) * PAGE_SIZE, limit: nothing ? 1 : PAGE_SIZE, sort };
  const found = await searchService().find(asked, reader, filters, slice, index);
  const [hits, alliances] = await Promise.all([
    nothing ? [] : readHits(actor, question, found.hits),
    allianceNames(actor, Object.keys(found.facets.alliance)),
  ]);
  const total = nothing ? 0 : Math.max(0, found.total - (found.hits.length - hits.length));
  return {
    hits,
    total,
    capped: total >= MOST_HITS,
    facets: found.facets,
    alliances,
    asked: question.empty ? "" : question.text,
    query: nothing ? "" : searchQuery(input),
    pages: Math.ceil(Math.min(total, MOST_HITS) / PAGE_SIZE),
    engine: found.engine,
  };
}

/** The fixes most like a description, for whoever is about to post it. Solved ones first. */
export async function similarFixes(actor: Actor, text: string, limit: number, exceptId?: string): Promise<FixLine[]> {
  if (ask(text).empty) return [];
  const { reader, index } = await searchReader(actor);
  const question = ask(text, searchService().vocabulary);
  const filters: Filters = { state: ["SOLVED", "ANSWERED"] };
  const found = await searchService().find(question, reader, filters, { offset: 0, limit: limit + 1 }, index, "auto");
  return (
    await readHits(
      actor,
      question,
      found.hits.filter((hit) => hit.problemId !== exceptId),
      FULL,
    )
  ).slice(0, limit);
}

const hitSelect = {
  id: true,
  number: true,
  state: true,
  partial: true,
  enterpriseId: true,
  postedAt: true,
  createdAt: true,
  solvedAt: true,
  fieldLayers: true,
  redactions: true,
  title: true,
  equipmentType: true,
  phenomenon: true,
  alarmCode: true,
  tried: true,
  parameters: true,
  assetNumber: true,
  equipmentModel: true,
  enterprise: { select: { name: true, shortName: true } },
  solutions: {
    where: { state: { in: ["SUBMITTED", "ACCEPTED"] } },
    orderBy: { createdAt: "desc" },
    take: 1,
    select: {
      state: true,
      rootCause: true,
      actions: true,
      containment: true,
      prevention: true,
      parts: true,
      parameters: true,
      measures: {
        orderBy: { position: "asc" },
        take: 3,
        select: { name: true, unit: true, before: true, after: true },
      },
    },
  },
  log: { orderBy: { createdAt: "asc" }, take: 30, select: { text: true, why: true, layer: true } },
  engagements: {
    where: { end: "FINISHED" },
    orderBy: { startedAt: "desc" },
    take: 1,
    select: { studio: { select: { name: true, parentId: true } } },
  },
} satisfies Prisma.ProblemSelect;

type Row = Prisma.ProblemGetPayload<{ select: typeof hitSelect }>;

/**
 * Reads the hits from the database as this actor sees them now. A hit whose document belongs to a layer the actor
 * no longer has, or that is gone, is dropped; text always comes from here, never from the index.
 */
export async function readHits(
  actor: Actor,
  question: Question,
  hits: readonly Hit[],
  length = SNIPPET,
): Promise<FixLine[]> {
  if (hits.length === 0) return [];
  const rows = await db.problem.findMany({
    where: { id: { in: hits.map((hit) => hit.problemId) }, AND: visibleTo(actor) },
    select: { ...hitSelect, ...accessSelect(actor) },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return hits.flatMap((hit) => {
    const row = byId.get(hit.problemId);
    if (!row) return [];
    const access = accessOf(actor, row);
    if (!includesLayer(access.layer, documentKey(hit.id).layer)) return [];
    return [{ ...toLine(row, access, termsOf(question, hit), length), related: hit.related ?? false }];
  });
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
  const [solution] = detail ? row.solutions : [];
  const open = (layer: Layer) => includesLayer(access.layer, layer);
  const rest = [
    seen.alarmCode,
    seen.equipmentModel,
    seen.tried,
    seen.assetNumber,
    seen.parameters,
    solution?.containment,
    solution?.prevention,
    ...(confidential ? [solution?.parts, solution?.parameters] : []),
    ...row.log.filter((entry) => open(entry.layer)).map((entry) => `${entry.text} ${entry.why}`),
  ].filter(Boolean);
  const show = (text: string | null | undefined) =>
    text ? (snippet(text, terms, length) ?? opening(text, terms, length)) : [];
  const shown = {
    title: opening(seen.title || row.number, terms, 200),
    phenomenon: show(seen.phenomenon),
    cause: show(solution?.rootCause),
    action: show(solution?.actions),
  };
  const marked = Object.values(shown).some((parts) => parts.some((part) => part.hit));
  const studio = row.engagements[0]?.studio;
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    partial: row.partial,
    ...shown,
    equipmentType: seen.equipmentType ?? "",
    elsewhere: marked
      ? null
      : (rest.map((text) => snippet(text ?? "", terms, SNIPPET)).find((parts) => parts !== null) ?? null),
    enterprise: access.knowsPoster ? row.enterprise.shortName || row.enterprise.name : null,
    studio: detail && studio && (access.knowsPoster || studio.parentId !== row.enterpriseId) ? studio.name : null,
    postedAt: (row.postedAt ?? row.createdAt).toISOString(),
    solvedAt: row.solvedAt?.toISOString() ?? null,
    measures: (solution?.measures ?? []).map((m) => ({
      name: m.name,
      unit: m.unit,
      before: m.before?.toNumber() ?? null,
      after: m.after?.toNumber() ?? null,
    })),
  };
}

/** Names of alliances; only those whose problems the actor found. */
export async function allianceNames(actor: Actor, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await db.organisation.findMany({
    where: { id: { in: [...ids] }, kind: "ALLIANCE" },
    select: { id: true, name: true, shortName: true, nameEn: true },
  });
  return Object.fromEntries(
    rows.map((row) => [row.id, actor.locale === "en" && row.nameEn ? row.nameEn : row.shortName || row.name]),
  );
}

/** Whether the secretariat or an administrator should learn that the engine does not answer. */
export const searchTrouble = (actor: Actor): boolean =>
  searchService().troubled &&
  actor.standings.some((standing) => standing.role === "SECRETARIAT" || standing.role === "ADMIN");
