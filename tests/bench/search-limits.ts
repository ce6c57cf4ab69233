type Measured = {
  cases: number;
  indexing: { casesPerSecond: number } | null;
  keywords: { ratio: number };
  rereadMs: { p50: number };
  sentences: { p95: number };
  similar: { p95: number };
  faults: Record<"killed" | "slow" | "wiped" | "wrongKey", { ratio: number }>;
  web: { growthMB: number } | null;
};

type Judged = { is: number; limit: number; share: number; kept: boolean };

const atMost = (is: number, limit: number): Judged => ({
  is,
  limit,
  share: Number((is / limit).toFixed(2)),
  kept: is <= limit,
});
const atLeast = (is: number, limit: number): Judged => ({
  is,
  limit,
  share: Number((limit / is).toFixed(2)),
  kept: is >= limit,
});

/** Each figure beside what it must reach at 200,000 cases, and what share of the limit it takes: up to 1 is kept. */
export const limitsOf = ({ indexing, keywords, rereadMs, sentences, similar, faults, web }: Measured) => ({
  keywordsToBareRequest: atMost(keywords.ratio, 1.3),
  rereadMs: atMost(rereadMs.p50, 3),
  sentencesP95Ms: atMost(sentences.p95, 60),
  similarP95Ms: atMost(similar.p95, 100),
  faultToPostgres: atMost(Math.max(...Object.values(faults).map((fault) => fault.ratio)), 1.2),
  casesIndexedPerSecond: indexing && atLeast(indexing.casesPerSecond, 1_000),
  webGrowthMB: web && atMost(web.growthMB, 150),
});
