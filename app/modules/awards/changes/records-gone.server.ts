import { Prisma } from "#app/lib/db.server.ts";
import { HOUSE, SAME_WORK } from "../facts/fact-rows.server.ts";

/**
 * What of the records in `kept`, counted at the admission, is not in `counted` any more as it was. Both have the rows of
 * `recordsCounted` but for the day.
 */
const LOST = Prisma.sql`
  SELECT kept."app", kept."key", kept."kind", kept."id"
  FROM kept LEFT JOIN counted USING ("app", "key", "kind", "id", "value") WHERE counted."on" IS NULL`;

/**
 * Of these one record counts for each house, number, title or person. By that a record is known as things are now, whether
 * it still counts or not: two houses that became one are one.
 */
const RIVALS = Prisma.sql`
  SELECT one."app", one."key", one."kind", one."id", bool_or(one."kept") AS "kept", bool_or(NOT one."kept") AS "counts",
    coalesce(min(${HOUSE}::text), min(t."numberKey"), min(${SAME_WORK}), min(p."personId"::text)) AS "of"
  FROM (SELECT "app", "key", "kind", "id", true AS "kept" FROM kept UNION ALL SELECT "app", "key", "kind", "id", false FROM counted) one
    JOIN (SELECT DISTINCT "app", "key" FROM lost WHERE "kind" IN ('adoption', 'patent', 'work', 'promotion')) asked USING ("app", "key")
    LEFT JOIN "Reuse" r ON r."id" = CASE WHEN one."kind" = 'adoption' THEN one."id"::uuid END
    LEFT JOIN "Enterprise" en ON en."organisationId" = r."enterpriseId"
    LEFT JOIN "AchievementPatent" t ON t."id" = CASE WHEN one."kind" = 'patent' THEN one."id"::uuid END
    LEFT JOIN "AchievementWork" k ON k."id" = CASE WHEN one."kind" = 'work' THEN one."id"::uuid END
    LEFT JOIN "StudioPromotion" p ON p."id" = CASE WHEN one."kind" = 'promotion' THEN one."id"::uuid END
  GROUP BY 1, 2, 3, 4`;

/** Where several that counted are one now, one of them goes on, and the others are lost. */
const MADE_WAY = Prisma.sql`
  SELECT "app", "key", "kind", "id" FROM (
    SELECT *, bool_or("counts") OVER (PARTITION BY "app", "key", "of") AS "goesOn",
      row_number() OVER (PARTITION BY "app", "key", "of", "kept" ORDER BY "counts" DESC, "id") AS "place"
    FROM rival WHERE "of" IS NOT NULL) ranked
  WHERE "kept" AND NOT "counts" AND "goesOn" AND "place" = 1`;

/**
 * CTEs after `kept` and `counted`, the last of them `gone`: each record that counts no more or with another value, with the
 * facts that lack it, and as `"now"` what it still counts for. One that made way for its twin, of the same house, number,
 * title or person, is none.
 */
export const RECORDS_GONE = Prisma.sql`
  lost AS MATERIALIZED (${LOST}), rival AS MATERIALIZED (${RIVALS}), gone AS MATERIALIZED (
    SELECT one."app", one."kind", one."id", one."keys", string_agg(c."key" || ' ' || c."value", ' ' ORDER BY c."key", c."value") AS "now"
    FROM (SELECT "app", "kind", "id", array_agg(DISTINCT "key") AS "keys"
      FROM (SELECT * FROM lost EXCEPT ${MADE_WAY}) less GROUP BY 1, 2, 3) one
    LEFT JOIN counted c USING ("app", "kind", "id") GROUP BY 1, 2, 3, 4)`;
