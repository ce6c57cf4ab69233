import type { Meilisearch, MultiSearchQuery } from "meilisearch";
import type { Question } from "../question.ts";
import { codesIn } from "../tokenize.ts";
import {
  chosenIn,
  FACETS,
  type Filters,
  type Hit,
  noCounts,
  type Page,
  type Reader,
  type SearchEngine,
  type Strict,
  type StrictOptions,
  without,
} from "./engine.ts";

const OPEN = "\u0002";
const CLOSE = "\u0003";
const MARKED = new RegExp(`${OPEN}([^${CLOSE}]{1,60})${CLOSE}`, "g");
const RETRIEVED = [
  "id",
  "problemId",
  "industry",
  "equipmentType",
  "category",
  "state",
  "alliance",
  "year",
  "createdAt",
];
const TEXTS = ["title", "phenomenon", "cause", "action", "other"];

type Stored = {
  id: string;
  problemId: string;
  industry: Hit["industry"];
  equipmentType: string;
  category: Hit["category"];
  state: Hit["state"];
  alliance: string | null;
  year: number;
  createdAt: number;
};

/** Only ids and names of facets arrive here, but a quote in one must stay inside its quotes. */
const quoted = (value: string): string => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
const list = (values: readonly string[]): string => `[${values.map(quoted).join(", ")}]`;

/** What a reader may find and has narrowed to, in Meilisearch's filter language. */
export function filterOf(reader: Reader, filters: Filters, codes: readonly string[] = []): string[] {
  const out = [`readers IN ${list(reader.keys)}`];
  const held = [...new Set([...reader.denied, ...reader.lapsed])];
  if (held.length > 0) out.push(`problemId NOT IN ${list(held)}`);
  for (const [facet, values] of Object.entries(filters)) {
    if (values.length > 0)
      out.push(
        `${facet} IN ${facet === "year" ? `[${values.filter((v) => /^\d+$/.test(v)).join(", ")}]` : list(values)}`,
      );
  }
  if (codes.length > 0) out.push(`codes IN ${list(codes)}`);
  return out;
}

/** One index of a Meilisearch server. Errors and delays are the caller's to survive. */
export class MeilisearchEngine implements SearchEngine {
  readonly name = "meilisearch";
  readonly orders = true;
  readonly #client: Meilisearch;
  readonly #index: string;
  readonly #limitMs: number;

  constructor(client: Meilisearch, index: string, limitMs: number) {
    this.#client = client;
    this.#index = index;
    this.#limitMs = limitMs;
  }

  async strict(
    question: Question,
    reader: Reader,
    filters: Filters,
    page: Page,
    { codesOnly = false, alternatives = false }: StrictOptions = {},
  ): Promise<Strict> {
    if (codesOnly && question.codes.length === 0) return { hits: [], total: 0, facets: noCounts() };
    const codes = codesOnly ? question.codes : [];
    const asked = {
      indexUid: this.#index,
      q: codesOnly ? "" : wordsOf(question),
      matchingStrategy: "all" as const,
      locales: ["cmn" as const, "eng" as const],
    };
    const main = {
      ...asked,
      filter: filterOf(reader, filters, codes),
      ...(!page.uncounted && { facets: [...FACETS] }),
      page: Math.floor(page.offset / Math.max(page.limit, 1)) + 1,
      hitsPerPage: page.limit,
      attributesToRetrieve: RETRIEVED,
      ...(page.sort && { sort: [`createdAt:${page.sort === "newest" ? "desc" : "asc"}`] }),
      attributesToHighlight: TEXTS,
      attributesToCrop: TEXTS,
      cropLength: 12,
      highlightPreTag: OPEN,
      highlightPostTag: CLOSE,
    };
    const others = alternatives ? chosenIn(filters) : [];
    const { results } = await this.#client.multiSearch<{ queries: MultiSearchQuery[] }, Stored>(
      {
        queries: [
          main,
          ...others.map((facet) => ({
            ...asked,
            filter: filterOf(reader, without(filters, facet), codes),
            facets: [facet],
            page: 1,
            hitsPerPage: 0,
          })),
        ],
      },
      { signal: AbortSignal.timeout(this.#limitMs) },
    );
    const [found, ...counted] = results;
    const hits = (found?.hits ?? []).map(({ _formatted, ...stored }) => ({ ...stored, matched: markedIn(_formatted) }));
    const facets = { ...noCounts(), ...found?.facetDistribution };
    for (const [n, facet] of others.entries()) facets[facet] = counted[n]?.facetDistribution?.[facet] ?? {};
    return { hits, total: found?.totalHits ?? hits.length, facets };
  }
}

/**
 * The question without punctuation, which Meilisearch would take for operators (a leading minus excludes).
 * Codes go in quotes: there a typing error is another code.
 */
const wordsOf = (question: Question): string =>
  question.pieces.map((piece) => (codesIn(piece).length > 0 ? `"${piece}"` : piece)).join(" ");

/** The words Meilisearch marked, typing errors and synonyms included. */
function markedIn(formatted: unknown): string[] {
  const texts = formatted as Record<string, unknown> | undefined;
  const found = new Set<string>();
  for (const field of TEXTS)
    for (const [, word] of String(texts?.[field] ?? "").matchAll(MARKED)) if (word) found.add(word.toLowerCase());
  return [...found];
}
