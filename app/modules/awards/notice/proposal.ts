/** What a panel's ranks come to by the places of a round. Pure. */

export type Place = { grade: string; places: number };
export type RankedApplication = { id: string; rank: number };

/** Places as stored with a round; what cannot be one is none. */
export const placesOf = (stored: unknown): Place[] =>
  Array.isArray(stored)
    ? stored.flatMap((one: { grade?: unknown; places?: unknown }) =>
        typeof one?.grade === "string" && Number.isInteger(one.places)
          ? [{ grade: one.grade, places: one.places as number }]
          : [],
      )
    : [];

/**
 * The grade each application has by rank and places, from the highest grade down; "" is none. Rule: who shares a rank
 * shares the grade; where not all of them find a place in a grade, they come into the next one together.
 */
export function gradesByRank(ranked: readonly RankedApplication[], places: readonly Place[]): Map<string, string> {
  const ranks = [...Map.groupBy(ranked, (one) => one.rank)].sort(([a], [b]) => a - b);
  const result = new Map<string, string>();
  let at = 0;
  let free = places[0]?.places ?? 0;
  for (const [, together] of ranks) {
    while (at < places.length && free < together.length) {
      at += 1;
      free = places[at]?.places ?? 0;
    }
    const grade = places[at]?.grade ?? "";
    for (const { id } of together) result.set(id, grade);
    free -= together.length;
  }
  return result;
}

/** Grades of which more are proposed than there are places. */
export function overfull(grades: Iterable<string>, places: readonly Place[]): string[] {
  const counts = new Map<string, number>();
  for (const grade of grades) if (grade !== "") counts.set(grade, (counts.get(grade) ?? 0) + 1);
  return [...counts].flatMap(([grade, count]) =>
    count > (places.find((one) => one.grade === grade)?.places ?? 0) ? [grade] : [],
  );
}
