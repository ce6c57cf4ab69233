import { db, PLANNED_ONCE, Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Layer } from "#app/modules/problems/access.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessOf, accessRowsOf } from "#app/modules/problems/visibility.server.ts";
import { tokenize } from "#search/tokenize.ts";
import { isForeign } from "../policy.ts";
import { type Candidate, type Consent, DEFAULT_CAP, type HonourTier, type Precedent } from "./rules.ts";
import { specialitiesOf } from "./tokens.server.ts";

/** The problem people are looked for. */
export type Target = {
  id: string;
  enterpriseId: string;
  /** The reader may know who asks. */
  knowsPoster: boolean;
  /** The reader reads all bids, and so who asked for consent; others know of it from an assignment only. */
  readsAllBids: boolean;
  /** As the reader reads it; empty when there is none. */
  model: string;
};

/** In this order: two thousand rows with their names would cost as much as reading them. */
type PersonRow = [
  personId: string,
  studioId: string,
  name: string,
  specialities: string[] | null,
  tier: HonourTier | null,
  cap: number | null,
  open: number,
];
type StudioRow = {
  id: string;
  name: string;
  parentId: string | null;
  specialities: string[];
  alliances: string[];
  consent: Consent | null;
};
type CaseRow = {
  id: string;
  number: string;
  title: string;
  equipmentType: string;
  equipmentModel: string;
  alarmCode: string;
  phenomenon: string;
  processStep: string;
  fieldLayers: unknown;
  redactions: unknown;
  enterpriseId: string;
  anonymous: boolean;
  shownToSecretariat: boolean;
  readers: { layer: Layer; via: string; until: null }[];
  studioId: string;
  studioEnterpriseId: string | null;
  members: { id: string; lead: boolean }[];
};

/** Everybody in the problem's circle, with what they have in hand and what speaks against asking them; one statement. */
export async function readCircle(
  actor: Actor,
  target: Target,
): Promise<{ circle: Set<string>; posterIds: string[]; candidates: Candidate[] }> {
  const { id, enterpriseId, knowsPoster } = target;
  const { now } = actor;
  const ownBodies = actor.standings.map((standing) => standing.organisationId);
  const [row] = await db.$queryRaw<{ found: string }[]>`
    ${PLANNED_ONCE} WITH circle AS (
      SELECT "organisationId" AS "id" FROM "ProblemAudience" WHERE "problemId" = ${id}::uuid
    ), member AS (
      SELECT "memberId", array_agg("allianceId") AS "alliances" FROM "AllianceMember"
      WHERE "allianceId" IN (SELECT "id" FROM circle) AND "joinedAt" <= ${now} AND ("leftAt" IS NULL OR "leftAt" > ${now})
      GROUP BY "memberId"
    ), asked AS (
      SELECT "craftsmanId", "studioId", "state" FROM "Assignment" WHERE "problemId" = ${id}::uuid
    ), studio AS (
      SELECT o."id", o."name", o."parentId", s."specialities",
        coalesce(a."alliances", '{}') || coalesce(b."alliances", '{}') AS "alliances",
        (SELECT p."state" FROM "Permit" p
         WHERE p."problemId" = ${id}::uuid AND p."kind" = 'EMPLOYER_CONSENT' AND p."studioId" = o."id"
           AND (${target.readsAllBids} OR o."id" IN (SELECT "studioId" FROM asked))
           AND NOT EXISTS (SELECT 1 FROM "Bid" rival WHERE rival."problemId" = ${id}::uuid AND rival."state" = 'OPEN'
             AND rival."studioId" = ANY (${ownBodies}::uuid[]))) AS "consent"
      FROM "Organisation" o JOIN "Studio" s ON s."organisationId" = o."id"
        LEFT JOIN member a ON a."memberId" = o."id" LEFT JOIN member b ON b."memberId" = o."parentId"
      WHERE o."kind" = 'STUDIO' AND o."closedAt" IS NULL
        AND ((${knowsPoster} AND o."parentId" = ${enterpriseId}::uuid) OR a."memberId" IS NOT NULL OR b."memberId" IS NOT NULL
          OR o."id" IN (SELECT "id" FROM circle) OR o."parentId" IN (SELECT "id" FROM circle))
    ), person AS (
      SELECT DISTINCT m."personId", m."organisationId" AS "studioId" FROM "Membership" m JOIN studio s ON s."id" = m."organisationId"
      WHERE m."role" IN ('CRAFTSMAN', 'STUDIO_LEADER') AND m."startsAt" <= ${now} AND (m."endsAt" IS NULL OR m."endsAt" > ${now})
    ), leased AS (
      SELECT em."personId", count(*)::int AS "n" FROM "Engagement" e JOIN "EngagementMember" em ON em."engagementId" = e."id"
      WHERE e."endedAt" IS NULL GROUP BY em."personId"
    ), offered AS (
      SELECT a."craftsmanId", count(*)::int AS "n" FROM "Assignment" a
      WHERE a."state" = 'OFFERED' AND a."craftsmanId" IN (SELECT "personId" FROM person) GROUP BY a."craftsmanId"
    ), poster AS (
      SELECT unnest(ARRAY[p."authorId", p."enteredById"]) AS "id" FROM "Problem" p WHERE p."id" = ${id}::uuid AND ${knowsPoster}
    ), tie AS (
      SELECT t."mentorId" AS "one", t."apprenticeId" AS "other" FROM "MentorTie" t WHERE t."apprenticeId" IN (SELECT "id" FROM poster)
      UNION SELECT t."apprenticeId", t."mentorId" FROM "MentorTie" t WHERE t."mentorId" IN (SELECT "id" FROM poster)
    )
    SELECT json_build_object(
      'circle', (SELECT coalesce(json_agg("id"), '[]') FROM circle),
      'posterIds', (SELECT coalesce(json_agg("id"), '[]') FROM poster WHERE "id" IS NOT NULL),
      'studios', (SELECT coalesce(json_agg(row_to_json(studio)), '[]') FROM studio),
      'ties', (SELECT coalesce(json_agg(json_build_array("one", "other")), '[]') FROM tie),
      'declined', (SELECT coalesce(json_agg("craftsmanId"), '[]') FROM asked WHERE "state" = 'DECLINED'),
      'people', (SELECT coalesce(json_agg(json_build_array(m."personId", m."studioId", p."name", f."specialities",
          f."honourTier", f."workloadCap", coalesce(l."n", 0) + coalesce(w."n", 0))), '[]')
        FROM person m JOIN "Person" p ON p."id" = m."personId" AND p."disabledAt" IS NULL
          LEFT JOIN "CraftsmanProfile" f ON f."personId" = m."personId"
          LEFT JOIN leased l ON l."personId" = m."personId" LEFT JOIN offered w ON w."craftsmanId" = m."personId")
    )::text AS "found"`;
  const found = JSON.parse(row?.found ?? "{}") as {
    circle: string[];
    posterIds: string[];
    studios: StudioRow[];
    people: PersonRow[];
    ties: [string, string][];
    declined: string[];
  };
  return {
    circle: new Set(found.circle),
    posterIds: found.posterIds,
    candidates: candidatesOf(found),
  };
}

/**
 * Who solved the cases a problem is like; one statement. A case counts only while it stands accepted (SOLVED, its
 * solution accepted by a person; a reopened or imported one has none), and only for a reader who may see who solved it:
 * the layer DETAIL, and nobody learns of the poster by it. `worth` says how telling each token of the problem is.
 */
export async function readPrecedents(
  actor: Actor,
  target: Target,
  similar: readonly { problemId: string; share: number }[],
  worth: ReadonlyMap<string, number>,
): Promise<Precedent[]> {
  const shares = new Map(similar.map((one) => [one.problemId, one.share]));
  const [row] = await db.$queryRaw<{ cases: string }[]>`
    ${PLANNED_ONCE} SELECT coalesce(json_agg(row_to_json(c)), '[]')::text AS "cases" FROM (
      SELECT p."id", p."number", p."title", p."equipmentType", p."equipmentModel", p."alarmCode", p."phenomenon",
        p."processStep", p."fieldLayers", p."redactions", p."enterpriseId", p."anonymous", p."shownToSecretariat", access."readers", team."studioId", team."studioEnterpriseId", team."members"
      FROM "Problem" p CROSS JOIN ${accessRowsOf(actor, Prisma.sql`p."id"`)} access
        CROSS JOIN LATERAL (
          SELECT g."studioId", o."parentId" AS "studioEnterpriseId",
            (SELECT json_agg(json_build_object('id', em."personId", 'lead', em."isLead"))
             FROM "EngagementMember" em WHERE em."engagementId" = g."id") AS "members"
          FROM "Engagement" g JOIN "Organisation" o ON o."id" = g."studioId"
            JOIN "Solution" s ON s."problemId" = p."id" AND s."engagementId" = g."id" AND s."state" = 'ACCEPTED'
          WHERE g."problemId" = p."id" AND g."end" = 'FINISHED'
            AND EXISTS (SELECT 1 FROM "Acceptance" v WHERE v."problemId" = p."id" AND v."solutionId" = s."id" AND v."verdict" IN ('FIXED', 'PARTLY'))
          ORDER BY g."endedAt" DESC LIMIT 1) team
      WHERE p."id" = ANY (${similar.map((one) => one.problemId)}::uuid[]) AND p."id" <> ${target.id}::uuid AND p."state" = 'SOLVED'
        AND access."readers" IS NOT NULL AND team."members" IS NOT NULL) c`;
  return (JSON.parse(row?.cases ?? "[]") as CaseRow[]).flatMap((one) =>
    precedentOf(actor, one, target.model, shares.get(one.id) ?? 0, worth),
  );
}

type Found = { people: PersonRow[]; studios: StudioRow[]; ties: [string, string][]; declined: string[] };

function candidatesOf({ people, studios, ties, declined }: Found): Candidate[] {
  const byId = new Map(
    studios.map((one) => [
      one.id,
      {
        studio: one.name,
        enterpriseId: one.parentId,
        consent: one.consent,
        studioSpecialities: specialitiesOf(one.specialities),
        bodies: [one.id, ...(one.parentId ? [one.parentId] : []), ...one.alliances],
      },
    ]),
  );
  return people.flatMap(([personId, studioId, name, specialities, tier, cap, open]) => {
    const studio = byId.get(studioId);
    if (!studio) return [];
    return [
      {
        ...studio,
        personId,
        name,
        studioId,
        specialities: specialitiesOf(specialities ?? []),
        tier,
        open,
        cap: cap ?? DEFAULT_CAP,
        tiedTo: ties.flatMap(([one, other]) => (one === personId ? [other] : [])),
        declined: declined.includes(personId),
      },
    ];
  });
}

/** Models are written with and without blanks and dashes. */
const sameModel = (a: string, b: string): boolean => {
  const plain = (text: string) => text.toUpperCase().replace(/[\s\-_./]/g, "");
  return plain(a) !== "" && plain(a) === plain(b);
};

/** How much of what tells in the problem stands in a text, 0 … 1. */
function commonShare(worth: ReadonlyMap<string, number>, text: string): number {
  const tokens = new Set(tokenize(text).stream);
  let [found, whole] = [0, 0];
  for (const [token, value] of worth) {
    whole += value;
    if (tokens.has(token)) found += value;
  }
  return whole === 0 ? 0 : found / whole;
}

function precedentOf(
  actor: Actor,
  row: CaseRow,
  model: string,
  share: number,
  worth: ReadonlyMap<string, number>,
): Precedent[] {
  const access = accessOf(actor, row);
  const foreign = isForeign(row.studioEnterpriseId, row.enterpriseId);
  // Who solved it is told as the problem's own page tells it: from DETAIL on, and never where the studio would name the poster.
  if (!includesLayer(access.layer, "DETAIL") || !(access.knowsPoster || foreign)) return [];
  const seen = projectFields(row, access);
  return [
    {
      id: row.id,
      number: row.number,
      title: seen.title || row.number,
      share,
      common: commonShare(
        worth,
        [seen.title, seen.equipmentType, seen.equipmentModel, seen.alarmCode, seen.phenomenon, seen.processStep]
          .filter(Boolean)
          .join("\n"),
      ),
      sameModel: sameModel(model, seen.equipmentModel ?? ""),
      studioId: row.studioId,
      leadIds: row.members.filter((one) => one.lead).map((one) => one.id),
      memberIds: row.members.map((one) => one.id),
      abroad: access.knowsPoster ? foreign : null,
    },
  ];
}
