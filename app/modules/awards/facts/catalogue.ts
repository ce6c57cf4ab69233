/**
 * Every fact that rubrics and gates may name. Facts are counted from accepted and certified records within the days of the
 * round, each with the records it was counted from; there is no other way for a number to come into a score.
 */
export const AWARD_SUBJECTS = ["ACHIEVEMENT", "STUDIO", "PERSON"] as const;
export type AwardSubject = (typeof AWARD_SUBJECTS)[number];

/** How records become one number: added up, the largest or the smallest one. */
type Joined = "SUM" | "MOST" | "LEAST";
export type FactUnit = "yuan" | "count" | "years" | "per-cent";
type Fact = { unit: FactUnit; subjects: readonly AwardSubject[]; joined: Joined };

const ALL = AWARD_SUBJECTS;
const fact = (subjects: readonly AwardSubject[], unit: FactUnit = "count", joined: Joined = "SUM"): Fact => ({
  unit,
  subjects,
  joined,
});

export const FACTS = {
  /** Benefit certified by the recipients' finance and confirmed by everybody who shares in it. */
  certifiedYuan: fact(ALL, "yuan"),
  /** The best single calendar year of it. */
  bestYearYuan: fact(["ACHIEVEMENT"], "yuan", "MOST"),
  /** Enterprises with an accepted adoption; neither the poster's, the solver's, nor one of a group with them; one of each group. */
  independentAdopters: fact(ALL),
  /** Problems solved and accepted. */
  solvedProblems: fact(ALL),
  /** Those of other enterprises than the own, and than the one whose studio solved it then. */
  solvedElsewhere: fact(ALL),
  inventionPatents: fact(ALL),
  utilityPatents: fact(ALL),
  designPatents: fact(ALL),
  softwareRights: fact(ALL),
  papers: fact(ALL),
  standards: fact(ALL),
  operatingMethods: fact(ALL),
  /** Registered, entered by their contributors and confirmed by all of them. */
  achievements: fact(["STUDIO", "PERSON"]),
  /** Of them, those with the person as first completer. */
  firstCompleter: fact(["PERSON"]),
  /** Apprentices who graduated. */
  graduates: fact(["STUDIO", "PERSON"]),
  /** Collaboration activities, visits and exchanges attended (场次). */
  exchanges: fact(["STUDIO", "PERSON"]),
  /** Of each calendar year in the period, the fewest. */
  exchangesInWorstYear: fact(["STUDIO"], "count", "LEAST"),
  /** Members (人) who reached a higher grade or an honour. */
  membersPromoted: fact(["STUDIO"]),
  /** Whole years since the studio was named. */
  yearsRunning: fact(["STUDIO"], "years"),
  /** Results in competitions. */
  competitionResults: fact(["STUDIO", "PERSON"]),
} as const satisfies Record<string, Fact>;

export type FactKey = keyof typeof FACTS;
export const FACT_KEYS = Object.keys(FACTS) as FactKey[];
export const isFactKey = (key: string): key is FactKey => Object.hasOwn(FACTS, key);
export const factsOfSubject = (subject: AwardSubject): FactKey[] =>
  FACT_KEYS.filter((key) => (FACTS[key].subjects as readonly AwardSubject[]).includes(subject));

/** A record a fact was counted from: what it is, the day it counts by, and what it adds, as decimal text. */
export type FactEvidence = { kind: string; id: string; on: string; value: string };
export type FactValue = { value: string; evidence: readonly FactEvidence[] };
/** By key; a fact that is not there is 0 without evidence. */
export type Facts = Readonly<Record<string, FactValue>>;
