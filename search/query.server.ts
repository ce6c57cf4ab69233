import {
  countFacets,
  FACETS,
  type Facet,
  type FacetCounts,
  type Filters,
  type Hit,
  MOST_HITS,
  type Page,
  type Reader,
  type SearchEngine,
  type Strict,
} from "./engines/engine.ts";
import type { Embeddings } from "./embeddings.server.ts";
import { fused } from "./fused.server.ts";
import type { Question } from "./question.ts";
import { type Means, ranked, reorder } from "./ranked.server.ts";

/** Which way of asking; "auto" lets the question decide. */
export type Mode = "auto" | "keyword" | "sentence";

export type Found = {
  hits: Hit[];
  /** Exact for keywords; the number of worthwhile hits for a description. */
  total: number;
  facets: FacetCounts;
};

/** Fewer strict matches than this are completed by related ones. */
const FEW = 10;
/** A description finds this many at most. */
const MOST_RELATED = 60;
/** So many strict hits are put in order here, where the engine does not, and so many places belong to an exact code. */
const MOST_ORDERED = 100;
const FIRST_ONES: Page = { offset: 0, limit: MOST_ORDERED };

type Asked = {
  means: Means;
  engine: SearchEngine;
  question: Question;
  reader: Reader;
  mode?: Mode;
  embeddings?: Embeddings | null;
};

/**
 * Answers a question. Keywords go to the engine and come back as they are; where few texts hold every word,
 * and for descriptions, what the engine found strictly stands first and ranked candidates follow.
 * An exact alarm code comes before everything else. Counts of a chosen facet show its alternatives.
 */
export async function query(asked: Asked, filters: Filters, page: Page): Promise<Found> {
  const chosen = FACETS.filter((facet) => (filters[facet]?.length ?? 0) > 0);
  const [found, ...others] = await Promise.all([
    answer(asked, filters, page),
    ...chosen.map(async (facet) => {
      const without = { ...filters, [facet]: [] };
      return [facet, (await answer(asked, without, { offset: 0, limit: 1 })).facets[facet]] as [
        Facet,
        Record<string, number>,
      ];
    }),
  ]);
  return { ...found, facets: { ...found.facets, ...Object.fromEntries(others) } };
}

async function answer(
  { means, engine, question, reader, mode = "auto", embeddings = null }: Asked,
  filters: Filters,
  page: Page,
): Promise<Found> {
  const descriptive = mode === "sentence" || (mode === "auto" && question.sentence);
  const byCode = question.codes.length > 0;
  const strictly = (slice: Page) => engine.strict(question, reader, filters, slice);
  let first: Strict | null = null;
  if (!descriptive && !byCode) {
    const inReach =
      engine.orders || question.empty || page.sort !== undefined || page.offset + page.limit > MOST_ORDERED;
    first = await strictly(inReach ? page : FIRST_ONES);
    if (mode === "keyword" || question.empty || first.total >= FEW) {
      if (inReach) return first;
      const hits = await reorder(means, question, reader, first.hits);
      return { ...first, hits: hits.slice(page.offset, page.offset + page.limit) };
    }
  }
  const whole = first && page.offset === 0 && first.total <= first.hits.length ? first : null;
  const [coded, strict, related] = await Promise.all([
    byCode ? engine.strict(question, reader, filters, FIRST_ONES, { codesOnly: true }) : null,
    descriptive ? null : (whole ?? strictly(FIRST_ONES)),
    mode === "keyword"
      ? []
      : ranked(means, question, reader, filters, MOST_RELATED).then((found) =>
          embeddings ? fused(means.sql, embeddings, question, found) : found,
        ),
  ]);
  if (strict && strict.total > FIRST_ONES.limit && !coded?.total) return strictly(page);
  const exact = strict && !engine.orders ? await reorder(means, question, reader, strict.hits) : strict?.hits;
  const hits = inOrder(merge([...(coded?.hits ?? []), ...(exact ?? [])], related), page.sort);
  return { hits: hits.slice(page.offset, page.offset + page.limit), total: hits.length, facets: countFacets(hits) };
}

const inOrder = (hits: Hit[], sort: Page["sort"]): Hit[] =>
  sort ? hits.sort((a, b) => (sort === "newest" ? b.createdAt - a.createdAt : a.createdAt - b.createdAt)) : hits;

/** One list, each problem once, the marks of both kept. */
function merge(first: readonly Hit[], second: readonly Hit[]): Hit[] {
  const hits = new Map<string, Hit>();
  for (const hit of [...first, ...second.map((one) => ({ ...one, related: true }))]) {
    const known = hits.get(hit.problemId);
    if (!known) hits.set(hit.problemId, { ...hit });
    else known.matched = [...new Set([...known.matched, ...hit.matched])];
  }
  return [...hits.values()].slice(0, MOST_HITS);
}
