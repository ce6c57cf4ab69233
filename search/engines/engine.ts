import type { ProblemCategory, ProblemState, Industry } from "#prisma/generated/enums.ts";
import type { Question } from "../question.ts";

/** Facets people narrow a search by. */
export const FACETS = ["industry", "equipmentType", "category", "state", "alliance", "year"] as const;
export type Facet = (typeof FACETS)[number];

/** Chosen values; several of one facet are alternatives. */
export type Filters = Partial<Record<Facet, readonly string[]>>;

/** Who asks: nothing outside of this is found, counted or hinted at. */
export type Reader = {
  /** Reader keys held at this moment. */
  keys: readonly string[];
  /** Problems whose index in Meilisearch lags behind a narrowing. */
  denied: readonly string[];
  /** Problems the person was let in to until a time that has passed since they were indexed. */
  lapsed: readonly string[];
  /** Enterprises whose own word statistics may steer the order. */
  scopes: readonly string[];
};

/** What a facet is counted by. */
export type FacetValues = {
  industry: Industry | null;
  equipmentType: string;
  category: ProblemCategory;
  state: ProblemState;
  alliance: string | null;
  year: number;
};

export type Hit = FacetValues & {
  /** Document found: the problem and the layer whose text matched. */
  id: string;
  problemId: string;
  /** What matched, as it stands in the document; only ever used to mark text the reader sees anyway. */
  matched: string[];
  /** When it was posted, in seconds. */
  createdAt: number;
  /** Like what was asked for, but without all of it. */
  related?: boolean;
};

export type FacetCounts = Record<Facet, Record<string, number>>;
export type Page = {
  offset: number;
  limit: number;
  /** Without it the best come first. */
  sort?: "newest" | "oldest";
  /** Facets are not looked at. */
  uncounted?: boolean;
  /** What is only related is left out unless something surely has to do with the question. */
  evident?: boolean;
};
export type Strict = { hits: Hit[]; total: number; facets: FacetCounts };

/** Beyond so many hits nobody turns pages. */
export const MOST_HITS = 1_000;

/** What an engine must do; both are run by the same tests. */
export interface SearchEngine {
  readonly name: "meilisearch" | "postgres";
  /** Strict hits come in the order of their worth; otherwise the first ones are put in order afterwards. */
  readonly orders: boolean;
  /**
   * Problems whose text holds everything asked for, best first, each once, with exact counts.
   * A question without terms finds all.
   */
  strict(question: Question, reader: Reader, filters: Filters, page: Page, options?: StrictOptions): Promise<Strict>;
}

export type StrictOptions = {
  /** Only problems with one of the question's alarm codes. */
  codesOnly?: boolean;
  /** Counts of a chosen facet show its alternatives. */
  alternatives?: boolean;
};

export const chosenIn = (filters: Filters): Facet[] => FACETS.filter((facet) => (filters[facet]?.length ?? 0) > 0);
export const without = (filters: Filters, facet: Facet): Filters => ({ ...filters, [facet]: [] });

export const noCounts = (): FacetCounts => ({
  industry: {},
  equipmentType: {},
  category: {},
  state: {},
  alliance: {},
  year: {},
});

/** Counts the facets of a list. */
export function countFacets(hits: readonly FacetValues[]): FacetCounts {
  const counts = noCounts();
  for (const hit of hits) {
    for (const facet of FACETS) {
      const value = hit[facet];
      if (value === null || value === "") continue;
      counts[facet][String(value)] = (counts[facet][String(value)] ?? 0) + 1;
    }
  }
  return counts;
}
