export const SKILL_GRADES = [
  "APPRENTICE",
  "JUNIOR",
  "INTERMEDIATE",
  "SENIOR",
  "TECHNICIAN",
  "SENIOR_TECHNICIAN",
  "SPECIAL_TECHNICIAN",
  "CHIEF_TECHNICIAN",
] as const;
/** The eight grades of skilled workers (新八级工, 人社部发〔2022〕14 号), lowest first. */
export type SkillGrade = (typeof SKILL_GRADES)[number];
export const gradeRank = (grade: SkillGrade): number => SKILL_GRADES.indexOf(grade);

export const MENTORSHIP_STATES = ["PROPOSED", "RUNNING", "CLOSING", "GRADUATED", "BROKEN_OFF", "WITHDRAWN"] as const;
export type MentorshipState = (typeof MENTORSHIP_STATES)[number];
/** Signed and not over. */
export const inTraining = (state: MentorshipState): boolean => state === "RUNNING" || state === "CLOSING";

/** What a mentorship may want of somebody; see `stepFor`. */
export type MentorshipStep = {
  what: "sign" | "answer-note" | "rewrite-note" | "write-note" | "assess" | "confirm";
  /** Of the note it is about. */
  month: string | null;
};

/** A month with fewer days of the agreement than this asks for no note. */
const DAYS_OF_A_MONTH = 15;
/** From this day on the note of the month that runs is asked for. */
export const ASKED_FROM_DAY = 25;
const DAY_MS = 86_400_000;

/** "2026-11" as a number that counts on. */
const indexOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthAt = (index: number): string =>
  `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
const firstDay = (index: number): number => Date.UTC(Math.floor(index / 12), index % 12, 1);
export const isMonth = (text: string): boolean => /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

type Span = { startsOn: Date; endsOn: Date };

/** Days of the agreement, both ends counted, that lie in a month. */
function daysIn(span: Span, index: number): number {
  const from = Math.max(span.startsOn.getTime(), firstDay(index));
  const to = Math.min(span.endsOn.getTime() + DAY_MS, firstDay(index + 1));
  return Math.max(0, Math.round((to - from) / DAY_MS));
}

/**
 * The months that ask for a note: those with at least half a month of the agreement; of a short one, its first.
 * Days are calendar days as midnight UTC.
 */
export function monthsOf(span: Span): string[] {
  const first = span.startsOn.getUTCFullYear() * 12 + span.startsOn.getUTCMonth();
  const last = span.endsOn.getUTCFullYear() * 12 + span.endsOn.getUTCMonth();
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  const full = all.filter((index) => daysIn(span, index) >= DAYS_OF_A_MONTH);
  return (full.length > 0 ? full : all.slice(0, 1)).map(monthAt);
}

/** Months that may be written on `today` ("2026-11-21"): those that have begun; once it is over, all. */
export const openMonths = (span: Span, today: string): string[] =>
  monthsOf(span).filter((month) => month <= today.slice(0, 7));

/** Months that lack a note on `today`: those that are over, and the one that runs from its 25th on. */
export function missingMonths(span: Span, written: Iterable<string>, today: string): string[] {
  const known = new Set(written);
  const running = today.slice(0, 7);
  const asked = Number(today.slice(8, 10)) >= ASKED_FROM_DAY;
  return openMonths(span, today).filter((month) => !known.has(month) && (month < running || asked));
}

/** The month before and the one that runs: an older one was reminded of when it was due. */
export function monthToRemind(span: Span, written: Iterable<string>, today: string, remindedOf: string): string | null {
  const last = missingMonths(span, written, today).at(-1);
  if (!last || last <= remindedOf) return null;
  return indexOf(today) - indexOf(last) <= 1 ? last : null;
}

type Signatures = { textVersion: number; masterSigned: number | null; apprenticeSigned: number | null };
/** Both signed the text as it stands; a signature under an earlier text counts no more. */
export const bothSigned = (m: Signatures): boolean =>
  m.masterSigned === m.textVersion && m.apprenticeSigned === m.textVersion;

export type CountedPair = {
  placeId: string;
  placeName: string;
  masterId: string;
  apprenticeId: string;
  state: MentorshipState;
  /** Calendar days of the house, "2026-11-21". */
  startsOn: string;
  endedOn: string | null;
};
export type PairCounts = { pairs: number; masters: number; apprentices: number; training: number; graduated: number };

/** Counts pairs (对), and people (人) each once, also who is in several pairs. */
function count(rows: readonly CountedPair[], year: string): PairCounts {
  return {
    pairs: rows.length,
    masters: new Set(rows.map((row) => row.masterId)).size,
    apprentices: new Set(rows.map((row) => row.apprenticeId)).size,
    training: rows.filter((row) => row.endedOn === null || row.endedOn.slice(0, 4) > year).length,
    graduated: rows.filter((row) => row.state === "GRADUATED" && row.endedOn?.slice(0, 4) === year).length,
  };
}

/**
 * The figures of one year, by place and together: signed agreements that ran on any day of it, by the calendar of the
 * house. "Training" are those that had not ended when the year had, or until now. The total counts everybody once, so
 * it may be less than the sum.
 */
export function countPairs(
  rows: readonly CountedPair[],
  of: number,
): { places: ({ id: string; name: string } & PairCounts)[]; total: PairCounts } {
  const year = String(of);
  const inYear = rows.filter(
    (row) => row.startsOn.slice(0, 4) <= year && (row.endedOn === null || row.endedOn.slice(0, 4) >= year),
  );
  const places = new Map<string, CountedPair[]>();
  for (const row of inYear) places.set(row.placeId, [...(places.get(row.placeId) ?? []), row]);
  return {
    places: [...places]
      .map(([id, mine]) => ({ id, name: mine[0]?.placeName ?? "", ...count(mine, year) }))
      .sort((a, b) => b.pairs - a.pairs || a.name.localeCompare(b.name, "zh-CN")),
    total: count(inYear, year),
  };
}
