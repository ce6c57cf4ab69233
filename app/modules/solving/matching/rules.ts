/** Who could solve a problem, and why: pure, so that the same facts give the same suggestions for whoever may see them. */

export type HonourTier = "NATIONAL" | "PROVINCIAL" | "MUNICIPAL" | "ENTERPRISE";
export type Consent = "REQUESTED" | "GRANTED" | "REFUSED" | "WITHDRAWN";

/** So many problems at once, for who has not set a cap. */
export const DEFAULT_CAP = 3;

/** A problem as the reader of the suggestions may know it. */
export type Wanted = {
  /** Alliances, enterprises and studios it is open to. */
  circle: ReadonlySet<string>;
  /** The poster and whoever typed it in; empty where the reader may not know who asks. */
  posterIds: readonly string[];
  /** Null where the reader may not know who asks. */
  enterpriseId: string | null;
  /** How telling each token of its text is, 0 … 1. */
  worth: ReadonlyMap<string, number>;
};

/** A speciality with the tokens of its name. */
export type Speciality = { name: string; tokens: readonly string[] };

/** A person as a member of one studio. */
export type Candidate = {
  personId: string;
  name: string;
  studioId: string;
  studio: string;
  enterpriseId: string | null;
  /** Studio, its enterprise, and the alliances either is a member of. */
  bodies: readonly string[];
  specialities: readonly Speciality[];
  studioSpecialities: readonly Speciality[];
  tier: HonourTier | null;
  /** Leases in force and offers not answered. */
  open: number;
  cap: number;
  /** Masters and apprentices. */
  tiedTo: readonly string[];
  /** What the employer said to this problem, where the reader may know: before a lease it is sealed like a bid. */
  consent: Consent | null;
  /** Was asked for this problem and declined. */
  declined: boolean;
};

/** A case that was accepted, that is like the problem, and of which the reader may know who solved it. */
export type Precedent = {
  id: string;
  number: string;
  title: string;
  /** How like, as a part of the likest one, 0 … 1. */
  share: number;
  /** How much of what tells in the problem stands in the case, 0 … 1. */
  common: number;
  sameModel: boolean;
  studioId: string;
  leadIds: readonly string[];
  memberIds: readonly string[];
  /** Solved for another enterprise than the studio's own: the employer had consented. Null where that may not be known. */
  abroad: boolean | null;
};

export type CaseLink = { id: string; number: string; title: string };
export type Reason =
  | { kind: "cases"; count: number; sameModel: number; examples: CaseLink[] }
  /** Something in common, not enough to call it similar. */
  | { kind: "related"; count: number; examples: CaseLink[] }
  | { kind: "specialities"; names: string[] }
  | { kind: "load"; open: number; cap: number }
  | { kind: "room"; people: number }
  | { kind: "enterprise"; own: boolean }
  | { kind: "consent"; state: Consent }
  | { kind: "abroad"; count: number }
  | { kind: "tier"; tier: HonourTier };

export type SuggestedPerson = {
  personId: string;
  name: string;
  studioId: string;
  studio: string;
  reasons: Reason[];
};
export type SuggestedStudio = { studioId: string; studio: string; reasons: Reason[] };

/** Cases so like, of the likest one, are named; fainter ones move the order, and are no ground by themselves. */
const SIMILAR = 0.4;
/** With so much in common, or the same model, a named case is called similar; measured (docs/decisions, matching). */
const ALIKE = 0.07;
/** So many are suggested also where only a related case speaks for them. */
const FIRST_FEW = 5;
/** A speciality is named as a reason when so much of it stands in the problem. */
const NAMED = 0.5;
/** So many telling tokens say all a speciality can say. */
const FULL_TOKENS = 2;
/** What a case counts for those who took part without leading, and for colleagues of the studio. */
const MEMBER = 0.6;
const COLLEAGUE = 0.15;
/** Who works for the poster's own enterprise was near before the alliance was asked, and counts as internal. */
const SAME_ENTERPRISE = 0.35;
/** Honours hardly move anything: they decide between people whose work says the same. */
const TIER: Record<HonourTier, number> = { NATIONAL: 0.03, PROVINCIAL: 0.02, MUNICIPAL: 0.01, ENTERPRISE: 0 };
/** Somebody with work in hand comes a little later than somebody free. */
const BUSY = 0.1;
const EXAMPLES = 3;

export type Obstacle = "OUTSIDE" | "POSTER" | "TIED" | "FULL" | "REFUSED" | "DECLINED";

/** Why somebody is not suggested: outside of the circle, a party to it, no room, or the employer said no. */
export function obstacleOf(candidate: Candidate, wanted: Wanted): Obstacle | null {
  const own = wanted.enterpriseId !== null && candidate.enterpriseId === wanted.enterpriseId;
  if (!own && !candidate.bodies.some((body) => wanted.circle.has(body))) return "OUTSIDE";
  if (wanted.posterIds.includes(candidate.personId)) return "POSTER";
  if (candidate.tiedTo.some((id) => wanted.posterIds.includes(id))) return "TIED";
  if (candidate.open >= candidate.cap) return "FULL";
  if (candidate.consent === "REFUSED") return "REFUSED";
  return candidate.declined ? "DECLINED" : null;
}

/** How much of a speciality stands in the problem: its part in common, and how much that tells, 0 … 1. */
export function specialityMatch(speciality: Speciality, worth: Wanted["worth"]): { part: number; value: number } {
  const tokens = new Set(speciality.tokens);
  if (tokens.size === 0) return { part: 0, value: 0 };
  const found = [...tokens].filter((token) => worth.has(token));
  const part = found.length / tokens.size;
  const told = found.reduce((sum, token) => sum + (worth.get(token) ?? 0), 0);
  return { part, value: (part * Math.min(told, FULL_TOKENS)) / FULL_TOKENS };
}

/** Many share a speciality, and each is asked about more than once. */
const matches = new WeakMap<Wanted["worth"], Map<Speciality, ReturnType<typeof specialityMatch>>>();
function matchOf(speciality: Speciality, worth: Wanted["worth"]): ReturnType<typeof specialityMatch> {
  const known = matches.get(worth) ?? new Map<Speciality, ReturnType<typeof specialityMatch>>();
  matches.set(worth, known);
  const match = known.get(speciality) ?? specialityMatch(speciality, worth);
  known.set(speciality, match);
  return match;
}

const specialitiesValue = (all: readonly Speciality[], worth: Wanted["worth"]): number =>
  all.reduce((sum, one) => sum + matchOf(one, worth).value, 0);

/** The baseline of the evaluation: nothing but the person's own specialities. */
export const bySpecialitiesOnly = (candidate: Candidate, wanted: Wanted): number =>
  specialitiesValue(candidate.specialities, wanted.worth);

/** Sums of fractions depend on the order they are added in: always the same one. */
const sorted = <T>(all: readonly T[], keyOf: (one: T) => string): T[] =>
  all
    .map((one) => ({ one, key: keyOf(one) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one);
const candidateKey = (one: Candidate): string => `${one.personId}@${one.studioId}`;
const caseKey = (one: Precedent): string => one.id;

const weigh = (precedent: Precedent): number => precedent.share ** 3 * (precedent.sameModel ? 1.2 : 1);

/** The cases a candidate or the candidate's studio has a part in, so that thousands need not look at all of them. */
function casesBy(precedents: readonly Precedent[]): (candidate: Candidate) => Precedent[] {
  const of = new Map<string, Precedent[]>();
  for (const one of precedents)
    for (const key of new Set([...one.memberIds, ...one.leadIds, one.studioId]))
      of.set(key, [...(of.get(key) ?? []), one]);
  return ({ personId, studioId }) => {
    const [own, studio] = [of.get(personId), of.get(studioId)];
    if (!own || !studio) return own ?? studio ?? [];
    return sorted([...new Set([...own, ...studio])], caseKey);
  };
}

function partIn(precedent: Precedent, candidate: Candidate): number {
  if (precedent.leadIds.includes(candidate.personId)) return 1;
  if (precedent.memberIds.includes(candidate.personId)) return MEMBER;
  return precedent.studioId === candidate.studioId ? COLLEAGUE : 0;
}

/** What speaks for a person, as a number that never leaves this file but for putting people in order. */
function scoreOf(candidate: Candidate, wanted: Wanted, precedents: readonly Precedent[]): number {
  const work = precedents.reduce((sum, one) => sum + weigh(one) * partIn(one, candidate), 0);
  const skill = specialitiesValue(candidate.specialities, wanted.worth);
  const studio = specialitiesValue(candidate.studioSpecialities, wanted.worth);
  const known = work + skill + 0.1 * studio;
  if (known === 0) return 0;
  const own = wanted.enterpriseId !== null && candidate.enterpriseId === wanted.enterpriseId;
  const busy = 1 - BUSY * (candidate.open / candidate.cap);
  return known * (own ? SAME_ENTERPRISE : 1) * busy * (1 + (candidate.tier ? TIER[candidate.tier] : 0));
}

/** Best first; equals stand in the order of their ids, so that the order they came in never shows. */
const inOrder = <T extends { score: number; key: string }>(all: T[]): T[] =>
  all.filter((one) => one.score > 0).sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));

/** The first `most` of which there is something to say: whoever has only faint traces for it is not suggested. */
function firstOf<T, R>(all: readonly T[], most: number, said: (one: T, before: number) => R | null): R[] {
  const found: R[] = [];
  for (const one of all) {
    if (found.length >= most) break;
    const what = said(one, found.length);
    if (what) found.push(what);
  }
  return found;
}

const link = ({ id, number, title }: Precedent): CaseLink => ({ id, number, title });

const isAlike = (one: Precedent): boolean => one.share >= SIMILAR && (one.sameModel || one.common >= ALIKE);

function casesReason(cases: readonly Precedent[]): Reason[] {
  const named = cases.filter((one) => one.share >= SIMILAR).sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1));
  const alike = named.filter(isAlike);
  const examples = (of: Precedent[]) => of.slice(0, EXAMPLES).map(link);
  if (alike.length > 0) {
    const sameModel = alike.filter((one) => one.sameModel).length;
    return [{ kind: "cases", count: alike.length, sameModel, examples: examples(alike) }];
  }
  return named.length > 0 ? [{ kind: "related", count: named.length, examples: examples(named) }] : [];
}

/** Related cases alone put people among the first few, and nobody behind them. */
const isGround = (grounds: readonly Reason[], before: number): boolean =>
  grounds.some((one) => one.kind !== "related") || (grounds.length > 0 && before < FIRST_FEW);

function specialitiesReason(all: readonly Speciality[], worth: Wanted["worth"]): Reason[] {
  const named = all
    .map((one) => ({ name: one.name, ...matchOf(one, worth) }))
    .filter((one) => one.part >= NAMED && one.value > 0)
    .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
  const names = [...new Set(named.map((one) => one.name))].slice(0, 3);
  return names.length > 0 ? [{ kind: "specialities", names }] : [];
}

/** What is said of the employer, where the reader may know who asks. */
function employerReasons(
  one: Pick<Candidate, "enterpriseId" | "consent">,
  wanted: Wanted,
  cases: readonly Precedent[],
): Reason[] {
  const abroad = cases.filter((precedent) => isAlike(precedent) && precedent.abroad).length;
  return [
    ...(wanted.enterpriseId === null
      ? []
      : [{ kind: "enterprise" as const, own: one.enterpriseId === wanted.enterpriseId }]),
    ...(one.consent ? [{ kind: "consent" as const, state: one.consent }] : []),
    ...(abroad > 0 ? [{ kind: "abroad" as const, count: abroad }] : []),
  ];
}

/** People to ask, best first, each once, with the reasons in the order they are said: a similar case or a speciality before all. */
export function suggestPeople(
  wanted: Wanted,
  candidates: readonly Candidate[],
  known: readonly Precedent[],
  most: number,
): SuggestedPerson[] {
  const precedents = sorted(known, caseKey);
  const casesOf = casesBy(precedents);
  const scored = candidates
    .filter((one) => obstacleOf(one, wanted) === null)
    .map((one) => ({ one, key: candidateKey(one), score: scoreOf(one, wanted, casesOf(one)) }));
  const seen = new Set<string>();
  return firstOf(inOrder(scored), most, ({ one }, before) => {
    const cases = casesOf(one).filter((precedent) => precedent.memberIds.includes(one.personId));
    const grounds = [...casesReason(cases), ...specialitiesReason(one.specialities, wanted.worth)];
    if (!isGround(grounds, before) || seen.has(one.personId)) return null;
    seen.add(one.personId);
    return {
      personId: one.personId,
      name: one.name,
      studioId: one.studioId,
      studio: one.studio,
      reasons: [
        ...grounds,
        { kind: "load" as const, open: one.open, cap: one.cap },
        ...employerReasons(one, wanted, cases),
        ...(one.tier ? [{ kind: "tier" as const, tier: one.tier }] : []),
      ],
    };
  });
}

/** Studios to ask: by what they solved, their specialities and those of members with room. A studio without room is left out. */
export function suggestStudios(
  wanted: Wanted,
  candidates: readonly Candidate[],
  known: readonly Precedent[],
  most: number,
): SuggestedStudio[] {
  const precedents = sorted(known, caseKey);
  const studios = new Map<string, Candidate[]>();
  for (const one of sorted(candidates, candidateKey)) {
    if (obstacleOf(one, wanted) !== null) continue;
    const members = studios.get(one.studioId);
    if (members) members.push(one);
    else studios.set(one.studioId, [one]);
  }
  const scored = [...studios].flatMap(([studioId, members]) => {
    const [first] = members;
    if (!first) return [];
    const cases = precedents.filter((precedent) => precedent.studioId === studioId);
    const work = cases.reduce((sum, precedent) => sum + weigh(precedent), 0);
    const best = Math.max(...members.map((one) => specialitiesValue(one.specialities, wanted.worth)));
    const known = work + specialitiesValue(first.studioSpecialities, wanted.worth) + 0.5 * best;
    const own = wanted.enterpriseId !== null && first.enterpriseId === wanted.enterpriseId;
    return [{ key: studioId, score: known * (own ? SAME_ENTERPRISE : 1), first, members, cases }];
  });
  return firstOf(inOrder(scored), most, ({ first, members, cases }, before) => {
    const skills = [first.studioSpecialities, ...members.map((one) => one.specialities)].flat();
    const grounds = [...casesReason(cases), ...specialitiesReason(skills, wanted.worth)];
    if (!isGround(grounds, before)) return null;
    return {
      studioId: first.studioId,
      studio: first.studio,
      reasons: [
        ...grounds,
        { kind: "room" as const, people: new Set(members.map((one) => one.personId)).size },
        ...employerReasons(first, wanted, cases),
      ],
    };
  });
}
