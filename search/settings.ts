import { createHash } from "node:crypto";
import type { Settings } from "meilisearch";
import { FACETS, MOST_HITS } from "./engines/engine.ts";
import { DEFAULT_VOCABULARY, type Vocabulary } from "./vocabulary.ts";

/** The index's settings: what is searched in which order, filtered, counted and forgiven. */
export const settingsOf = (vocabulary: Vocabulary = DEFAULT_VOCABULARY): Settings => ({
  searchableAttributes: ["title", "codes", "cause", "action", "phenomenon", "other", "files"],
  displayedAttributes: ["*"],
  // Nobody compares or looks for a facet's values: what would serve that costs a good part of the indexing.
  filterableAttributes: ["readers", "problemId", "codes", ...FACETS].map((attribute) => ({
    attributePatterns: [attribute],
    features: { facetSearch: false, filter: { equality: true, comparison: false } },
  })),
  facetSearch: false,
  sortableAttributes: ["createdAt"],
  distinctAttribute: "problemId",
  // "sort" comes first: it says nothing unless a question asks for an order.
  rankingRules: ["sort", "words", "typo", "proximity", "attribute", "exactness", "createdAt:desc"],
  stopWords: [...vocabulary.stops],
  synonyms: Object.fromEntries([...vocabulary.synonyms].map(([word, others]) => [word, [...others]])),
  // The librarian's words are words, whatever the segmenter thinks of them.
  dictionary: [...vocabulary.synonyms.keys()].filter((word) => /^\p{Script=Han}{2,}$/u.test(word)).sort(),
  typoTolerance: {
    enabled: true,
    minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
    disableOnAttributes: ["codes"],
    disableOnNumbers: true,
  },
  localizedAttributes: [{ attributePatterns: ["*"], locales: ["cmn", "eng"] }],
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { "*": "count" } },
  pagination: { maxTotalHits: MOST_HITS },
  searchCutoffMs: 200,
});

/** Changes whenever the settings, the vocabulary or the shape of the documents do; an index made with another one is replaced. */
export const markOf = (vocabulary: Vocabulary = DEFAULT_VOCABULARY): string =>
  createHash("sha256")
    .update(JSON.stringify([1, settingsOf(vocabulary)]))
    .digest("hex")
    .slice(0, 8);
