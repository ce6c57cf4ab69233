import type { Tx } from "#app/lib/db.server.ts";

export type Label = { kind: string; id: string; label: string; on: Date | null; title: string | null };

/**
 * What records are called: number and title as their own house released them, nothing else of them. Where the poster or
 * the adopter is unnamed, the number alone; a patent has its number, a paper its title, a competition its name, and of who
 * was promoted or taught there is the day alone. One statement for as many as are asked for.
 */
export async function labelsOf(
  reader: Pick<Tx, "$queryRaw">,
  records: readonly { kind: string; id: string }[],
): Promise<Label[]> {
  if (records.length === 0) return [];
  return reader.$queryRaw<Label[]>`
    SELECT DISTINCT t."kind", t."id", coalesce(p."number", fix."number", other."number", patent."number", '') AS "label",
           coalesce(p."postedAt", r."at", b."fromOn", a."startsAt", h."completedOn",
                    patent."on", w."on", g."onDay", m."endedAt", k."heldOn") AS "on",
           coalesce(CASE WHEN p."releasedAt" IS NOT NULL THEN coalesce(p."redactions" ->> 'title', p."title") END,
                    a."topic", h."title", s."name", w."title", k."name") AS "title"
    FROM unnest(${records.map((one) => one.kind)}::text[], ${records.map((one) => one.id)}::uuid[]) AS t("kind", "id")
    LEFT JOIN "Problem" p ON t."kind" = 'problem' AND p."id" = t."id"
    LEFT JOIN "Reuse" r ON t."kind" = 'adoption' AND r."id" = t."id"
    LEFT JOIN "Problem" fix ON fix."id" = r."fixId"
    LEFT JOIN "Benefit" b ON t."kind" = 'benefit' AND b."id" = t."id"
    LEFT JOIN "Problem" other ON other."id" = b."fixId"
    LEFT JOIN "Activity" a ON t."kind" = 'activity' AND a."id" = t."id"
    LEFT JOIN "Achievement" h ON t."kind" = 'achievement' AND h."id" = t."id"
    LEFT JOIN "Organisation" s ON t."kind" IN ('studio', 'organisation', 'enterprise') AND s."id" = t."id"
    LEFT JOIN "AchievementPatent" patent ON t."kind" = 'patent' AND patent."id" = t."id"
    LEFT JOIN "AchievementWork" w ON t."kind" = 'work' AND w."id" = t."id"
    LEFT JOIN "StudioPromotion" g ON t."kind" = 'promotion' AND g."id" = t."id"
    LEFT JOIN "Mentorship" m ON t."kind" = 'mentorship' AND m."id" = t."id"
    LEFT JOIN "CompetitionResult" c ON t."kind" = 'competition-result' AND c."id" = t."id"
    LEFT JOIN "Competition" k ON k."id" = c."competitionId"
    ORDER BY "on", t."id"`;
}
