import { subMonths } from "date-fns/subMonths";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { lastDatedActivity } from "#app/modules/studios/studio-facts.server.ts";
import { type Found, INACTIVE_MONTHS } from "./rules.ts";

type Row = { id: string; enterpriseId: string | null; since: Date; peopleIds: string[] };

/** Studios that are there today, since when, and whose people are in them. */
const studios = (now: Date) => db.$queryRaw<Row[]>`
  SELECT s."organisationId" AS "id", o."parentId" AS "enterpriseId",
         greatest(s."designatedOn"::timestamp, o."createdAt") AS "since",
         ARRAY(SELECT DISTINCT m."personId"::text FROM "Membership" m WHERE m."organisationId" = s."organisationId"
               AND (m."endsAt" IS NULL OR m."endsAt" > ${now})) AS "peopleIds"
  FROM "Studio" s JOIN "Organisation" o ON o."id" = s."organisationId" AND o."closedAt" IS NULL
  ORDER BY s."organisationId"`;

/** Studios without dated activity for twelve months. One found no longer has come back to life: its flag lapses. */
export async function detectInactive(now: Date): Promise<Found[]> {
  const before = subMonths(now, INACTIVE_MONTHS);
  const old = (await studios(now)).filter((one) => one.since < before);
  const last = await lastDatedActivity(
    old.map((one) => one.id),
    now,
  );
  return old.flatMap(({ id, enterpriseId, peopleIds }): Found[] => {
    const at = last.get(id) ?? null;
    if (at && at >= before) return [];
    const to = at ? formatDate(at) : undefined;
    const organisationIds = enterpriseId ? [id, enterpriseId] : [id];
    return [
      {
        subjectKey: `studio:${id}`,
        evidence: [`since ${to ?? "ever"}`],
        facts: { to, organisationIds },
        organisationIds,
        personIds: peopleIds,
        targets: [{ kind: "studio", id }],
      },
    ];
  });
}
