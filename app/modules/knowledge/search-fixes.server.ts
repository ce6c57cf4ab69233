import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { FACETS, type FacetCounts, type Filters, MOST_HITS } from "#search/engines/engine.ts";
import { ask } from "#search/question.ts";
import { type FixLine, namesOf, readHits, readPage } from "./queries-hits.server.ts";
import { PAGE_SIZE, type SearchInput, searchQuery } from "./schema.ts";
import { searchReader } from "./search-reader.server.ts";
import { searchService } from "./search-service.server.ts";

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
  /** The question describes: hits are like it, and hardly one holds all of its words. */
  described: boolean;
  /** The search as its address has it, to be kept under a name; empty when nothing was asked. */
  query: string;
  /** The last page with hits. */
  pages: number;
  engine: "meilisearch" | "postgres";
};

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
  const shown = nothing ? [] : found.hits;
  const { hits, alliances } = await readPage(actor, question, shown, Object.keys(found.facets.alliance));
  const total = nothing ? 0 : Math.max(0, found.total - (found.hits.length - hits.length));
  return {
    hits,
    total,
    capped: total >= MOST_HITS,
    facets: found.facets,
    alliances,
    asked: question.empty ? "" : question.text,
    described: question.sentence,
    query: nothing ? "" : searchQuery(input),
    pages: Math.ceil(Math.min(total, MOST_HITS) / PAGE_SIZE),
    engine: found.engine,
  };
}

/** The fixes most like a description, for whoever is about to post it: solved or answered ones; none for what speaks of something else. */
export async function similarFixes(actor: Actor, text: string, limit: number, exceptId?: string): Promise<FixLine[]> {
  if (ask(text).empty) return [];
  const { reader, index } = await searchReader(actor);
  const question = ask(text, searchService().vocabulary);
  const filters: Filters = { state: ["SOLVED", "ANSWERED"] };
  const page = { offset: 0, limit: limit + 1, uncounted: true, evident: true };
  const found = await searchService().find(question, reader, filters, page, index);
  return (
    await readHits(
      actor,
      question,
      found.hits.filter((hit) => hit.problemId !== exceptId),
      FULL,
    )
  ).slice(0, limit);
}

/** Names of alliances; only those whose problems the actor found. */
export async function allianceNames(actor: Actor, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await db.organisation.findMany({
    where: { id: { in: [...ids] }, kind: "ALLIANCE" },
    select: { id: true, name: true, shortName: true, nameEn: true },
  });
  return namesOf(actor, rows);
}

/** Whether the secretariat or an administrator should learn that the engine does not answer. */
export const searchTrouble = (actor: Actor): boolean =>
  searchService().troubled &&
  actor.standings.some((standing) => standing.role === "SECRETARIAT" || standing.role === "ADMIN");
