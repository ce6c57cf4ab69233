import { createHash } from "node:crypto";
import type { Settings } from "meilisearch";
import { STOP_WORDS, SYNONYMS } from "./dictionary.ts";
import { FACETS, MOST_HITS } from "./engines/engine.ts";

/** Each word of the groups leads to the others. */
const synonyms = (): Record<string, string[]> => {
  const all: Record<string, string[]> = {};
  for (const group of SYNONYMS)
    for (const word of group) all[word] = [...(all[word] ?? []), ...group.filter((other) => other !== word)];
  return all;
};

/** The index's settings: what is searched in which order, filtered, counted and forgiven. */
export const SETTINGS: Settings = {
  searchableAttributes: ["title", "codes", "cause", "action", "phenomenon", "other"],
  displayedAttributes: ["*"],
  filterableAttributes: ["readers", "problemId", "codes", ...FACETS],
  sortableAttributes: ["createdAt"],
  distinctAttribute: "problemId",
  rankingRules: ["words", "typo", "proximity", "attribute", "sort", "exactness", "createdAt:desc"],
  stopWords: [...STOP_WORDS],
  synonyms: synonyms(),
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
};

/** Changes whenever the settings or the shape of the documents do; an index made with another one is replaced. */
export const SETTINGS_MARK = createHash("sha256")
  .update(JSON.stringify([1, SETTINGS]))
  .digest("hex")
  .slice(0, 8);
