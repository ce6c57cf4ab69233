import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { type Band, bandOf, FEWEST_ENTERPRISES } from "./sought-terms.ts";
import { countedSince } from "./note-in-vain.server.ts";

export type Subject = { term: string; text: string; band: Band /** Month, such as 2026-11. */; lately: string };
export type AllianceSubjects = { id: string; name: string; subjects: Subject[] };

const MOST = 100;

/**
 * Subjects that people of at least three independent enterprises looked for in vain, for each alliance whose secretariat
 * the actor is. How many is told in bands and when by the month. Errors: not_found for everybody else.
 */
export async function subjectsInVain(actor: Actor): Promise<AllianceSubjects[]> {
  const ids = organisationsWith(actor, "SECRETARIAT");
  if (ids.length === 0) throw notFound();
  const since = countedSince(actor.now);
  const [alliances, rows] = await Promise.all([
    db.organisation.findMany({
      where: { id: { in: ids }, kind: "ALLIANCE" },
      orderBy: { name: "asc" },
      select: { id: true, name: true, shortName: true },
    }),
    db.$queryRaw<{ allianceId: string; term: string; text: string; enterprises: number; lately: string }[]>`
      SELECT s."allianceId", s."term", s."text", count(DISTINCT t."enterprise")::int AS "enterprises", to_char(max(t."on"), 'YYYY-MM') AS "lately"
      FROM "SoughtSubject" s JOIN "SoughtTerm" t ON t."allianceId" = s."allianceId" AND t."term" = s."term"
      WHERE s."allianceId" = ANY (${ids}::uuid[]) AND t."on" >= ${since}::date AND (s."settledOn" IS NULL OR t."on" > s."settledOn")
      GROUP BY s."allianceId", s."term", s."text" HAVING count(DISTINCT t."enterprise") >= ${FEWEST_ENTERPRISES}
      ORDER BY s."text" LIMIT ${MOST}`,
  ]);
  return alliances.map(({ id, name, shortName }) => ({
    id,
    name: shortName || name,
    subjects: rows
      .filter((row) => row.allianceId === id)
      .map(({ term, text, enterprises, lately }) => ({ term, text, band: bandOf(enterprises), lately }))
      // Within a band by the text: the order must not tell the count either.
      .sort((a, b) => b.band - a.band),
  }));
}
