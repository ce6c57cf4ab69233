import {
  chosenIn,
  countFacets,
  type FacetCounts,
  type Filters,
  type Hit,
  MOST_HITS,
  type Page,
  type Reader,
  type SearchEngine,
  type Strict,
  type StrictOptions,
  without,
} from "./engines/engine.ts";
import type { Embeddings } from "./embeddings.server.ts";
import { fused } from "./fused.server.ts";
import type { Question } from "./question.ts";
import { expectedTogether } from "./ranking.ts";
import { type Means, type RankedHit, ranked, reorder } from "./ranked.server.ts";

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
const NONE: Page = { offset: 0, limit: 0 };

type Asked = {
  means: Means;
  engine: SearchEngine;
  question: Question;
  reader: Reader;
  mode?: Mode;
  embeddings?: Embeddings | null;
  /** What was found related under which filters: it is the same whichever engine answers, and sought once for both. */
  related?: Map<Filters, Promise<RankedHit[]>>;
};

/**
 * Answers a question. Keywords go to the engine and come back as they are, in one request; where few texts hold every
 * word, and for descriptions, what the engine found strictly stands first and ranked candidates follow.
 * An exact alarm code comes before everything else. Counts of a chosen facet show its alternatives.
 */
export async function query(asked: Asked, filters: Filters, page: Page): Promise<Found> {
  const alternatives = !page.uncounted;
  const early = foreseen(asked, filters);
  // Where it is not needed, nobody minds that it failed.
  early.catch(() => {});
  const instant = await instantly(asked, filters, page, { alternatives });
  if (instant?.enough) return instant.found;
  const [found, ...others] = await Promise.all([
    completed(asked, filters, page, instant, early),
    ...(alternatives ? chosenIn(filters) : []).map(async (facet) => {
      const { facets } = await counted(asked, without(filters, facet));
      return [facet, facets[facet]] as const;
    }),
  ]);
  return { ...found, facets: { ...found.facets, ...Object.fromEntries(others) } };
}

async function counted(asked: Asked, filters: Filters): Promise<Found> {
  const instant = await instantly(asked, filters, NONE);
  return instant?.enough ? instant.found : completed(asked, filters, NONE, instant);
}

const isDescription = ({ question, mode = "auto" }: Pick<Asked, "question" | "mode">): boolean =>
  mode === "sentence" || (mode === "auto" && question.sentence);

/** Whether the engine has a part in the answer: a description without codes is answered from the database alone. */
export const needsEngine = (asked: Pick<Asked, "question" | "mode">): boolean =>
  !isDescription(asked) || asked.question.codes.length > 0;

type Instant = { found: Strict; enough: boolean; slice: Page };

/** What the engine answers to keywords; null for what is no keywords. */
async function instantly(asked: Asked, filters: Filters, page: Page, options?: StrictOptions): Promise<Instant | null> {
  const { means, engine, question, reader, mode } = asked;
  if (isDescription(asked) || question.codes.length > 0) return null;
  const inReach = engine.orders || question.empty || page.sort !== undefined || page.offset + page.limit > MOST_ORDERED;
  const slice = inReach ? page : FIRST_ONES;
  const found = await engine.strict(question, reader, filters, slice, options);
  const enough = mode === "keyword" || question.empty || found.total >= FEW;
  if (!enough || inReach) return { found, enough, slice };
  const hits = await reorder(means, question, reader, found.hits);
  return { found: { ...found, hits: hits.slice(page.offset, page.offset + page.limit) }, enough, slice };
}

function relatedTo(asked: Asked, filters: Filters): Promise<RankedHit[]> {
  const known = asked.related?.get(filters);
  if (known) return known;
  const sought = seekRelated(asked, filters);
  asked.related?.set(filters, sought);
  return sought;
}

async function seekRelated({ means, question, reader, embeddings }: Asked, filters: Filters): Promise<RankedHit[]> {
  const found = await ranked(means, question, reader, filters, MOST_RELATED);
  return embeddings ? fused(means.sql, embeddings, question, found) : found;
}

/** What is related, looked for at once where the words themselves say that few texts hold all of them; else null. */
async function foreseen(asked: Asked, filters: Filters): Promise<RankedHit[] | null> {
  const { means, question, reader, mode = "auto" } = asked;
  if (mode !== "auto" || question.sentence || question.empty) return null;
  const frequencies = await means.statistics.frequencies(question, reader.scopes);
  return expectedTogether(question, frequencies) < FEW ? relatedTo(asked, filters) : null;
}

/** Strict hits, those with the very code first, and what is related to the question. */
async function completed(
  asked: Asked,
  filters: Filters,
  page: Page,
  instant: Instant | null,
  early: Promise<RankedHit[] | null> = Promise.resolve(null),
): Promise<Found> {
  const { means, engine, question, reader, mode = "auto" } = asked;
  const strictly = (slice: Page) => engine.strict(question, reader, filters, slice);
  const whole = instant && instant.slice.offset === 0 && instant.found.total <= instant.found.hits.length;
  const [coded, strict, related] = await Promise.all([
    question.codes.length > 0 ? engine.strict(question, reader, filters, FIRST_ONES, { codesOnly: true }) : null,
    isDescription(asked) ? null : whole ? instant.found : strictly(FIRST_ONES),
    mode === "keyword" ? [] : early.then((found) => found ?? relatedTo(asked, filters)),
  ]);
  if (strict && strict.total > FIRST_ONES.limit && !coded?.total) return strictly(page);
  const exact = strict && !engine.orders ? await reorder(means, question, reader, strict.hits) : strict?.hits;
  const first = [...(coded?.hits ?? []), ...(exact ?? [])];
  const unlike = page.evident && first.length === 0 && !related.some((hit) => hit.evident);
  const hits = inOrder(merge(first, unlike ? [] : related), page.sort);
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
