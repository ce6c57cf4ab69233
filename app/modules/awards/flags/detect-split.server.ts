import type { Tx } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { clusters, likeness } from "./likeness.ts";
import { type Found, SPLIT } from "./rules.ts";

type Row = {
  id: string;
  authorId: string;
  enterpriseId: string;
  place: string;
  postedAt: Date;
  text: string;
  anonymous: boolean;
};

/**
 * Problems of one person about one machine (without a number: one line and kind of equipment) posted within a fortnight
 * of one another. What was merged or withdrawn is split no more; drafts and imported rows were never posted here.
 */
const neighbours = (reader: Pick<Tx, "$queryRaw">) => reader.$queryRaw<Row[]>`
  WITH posted AS (
    SELECT p."id", p."authorId", p."enterpriseId", p."postedAt", p."anonymous",
           p."title" || ' ' || p."phenomenon" AS "text",
           CASE WHEN p."assetNumber" <> '' THEN 'asset ' || asset_number_key(p."assetNumber")
                WHEN p."line" <> '' THEN 'line ' || lower(p."line") || ' ' || lower(p."equipmentType") END AS "place"
    FROM "Problem" p
    WHERE p."origin" = 'POSTED' AND p."postedAt" IS NOT NULL AND p."state" NOT IN ('DRAFT', 'WITHDRAWN', 'MERGED')
  ), beside AS (
    SELECT posted.*,
           lag("postedAt") OVER next_to_one_another AS "earlier", lead("postedAt") OVER next_to_one_another AS "later"
    FROM posted WHERE "place" IS NOT NULL
    WINDOW next_to_one_another AS (PARTITION BY "authorId", "enterpriseId", "place" ORDER BY "postedAt", "id")
  )
  SELECT "id", "authorId", "enterpriseId", "place", "postedAt", "text", "anonymous" FROM beside
  WHERE "postedAt" - "earlier" <= make_interval(days => ${SPLIT.days})
     OR "later" - "postedAt" <= make_interval(days => ${SPLIT.days})
  ORDER BY "authorId", "enterpriseId", "place", "postedAt", "id"`;

const DAY = 86_400_000;

/** One problem posted as several: same machine, same person, within a fortnight, in much the same words. */
export async function detectSplit(reader: Pick<Tx, "$queryRaw">): Promise<Found[]> {
  const groups = new Map<string, Row[]>();
  for (const row of await neighbours(reader)) {
    const key = `${row.authorId} ${row.enterpriseId} ${row.place}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const alike = (a: Row, b: Row): boolean =>
    Math.abs(a.postedAt.getTime() - b.postedAt.getTime()) <= SPLIT.days * DAY &&
    likeness(a.text, b.text) >= SPLIT.alike;
  return [...groups.values()].flatMap((rows) => clusters(rows, alike).map(foundOf));
}

function foundOf(unordered: Row[]): Found {
  const rows = unordered.toSorted((a, b) => a.postedAt.getTime() - b.postedAt.getTime() || (a.id < b.id ? -1 : 1));
  const first = rows[0] as Row;
  const pairs = rows.flatMap((a, n) => rows.slice(n + 1).map((b) => likeness(a.text, b.text)));
  return {
    subjectKey: `problems:${first.id}`,
    evidence: rows.map((row) => row.id).sort(),
    facts: {
      from: formatDate(first.postedAt),
      to: formatDate((rows.at(-1) as Row).postedAt),
      alike: Math.round(Math.max(...pairs) * 100),
      masked: rows.some((row) => row.anonymous),
      organisationIds: [first.enterpriseId],
    },
    organisationIds: [first.enterpriseId],
    personIds: [first.authorId],
    targets: rows.map(({ id }) => ({ kind: "problem", id })),
  };
}
