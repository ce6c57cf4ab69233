import { db, PLANNED_ONCE, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, hasRole, organisationsWith, ownStudioIds } from "#app/modules/accounts/actor.ts";
import type { Layer } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import type { Severity } from "#app/modules/problems/lifecycle.ts";
import { accessOf, accessRowsOf } from "#app/modules/problems/visibility.server.ts";
import { tokenize } from "#search/tokenize.ts";
import { DEFAULT_CAP } from "../matching/rules.ts";
import { specialitiesOf } from "../matching/tokens.server.ts";
import { type FitReason, fitting } from "./rules.ts";

/** The newest open problems are looked at, and the latest own work. */
const OPEN = 200;
const CASES = 60;

export type FittingProblem = {
  id: string;
  number: string;
  title: string;
  equipmentType: string;
  severity: Severity;
  state: "PUBLISHED" | "CLAIMED";
  enterprise: string | null;
  own: boolean;
  dueAt: string | null;
  reasons: FitReason[];
};

type Texts = {
  title: string;
  equipmentType: string;
  equipmentModel: string;
  alarmCode: string;
  phenomenon: string;
  processStep: string;
  fieldLayers: unknown;
  redactions: unknown;
};
type Row = Texts & {
  id: string;
  number: string;
  anonymous: boolean;
  shownToSecretariat: boolean;
  readers: { layer: Layer; via: string; until: null }[];
};
type OpenRow = Row & {
  severity: Severity;
  state: "PUBLISHED" | "CLAIMED";
  enterprise: string;
  publishedAt: string;
  dueAt: string | null;
  /** Posted or typed in by the actor's master or apprentice. */
  tied: boolean;
};
type Found = {
  profile: { specialities: string[] } | null;
  studios: string[] | null;
  open: OpenRow[];
  cases: Row[];
  room: boolean;
};

/** Craftsmen and studio leaders take problems up; to anybody else this says nothing. */
export const takesUpProblems = (actor: Actor): boolean =>
  hasRole(actor, "CRAFTSMAN") || hasRole(actor, "STUDIO_LEADER");

const TEXTS = Prisma.sql`p."id", p."number", p."title", p."equipmentType", p."equipmentModel", p."alarmCode", p."phenomenon",
  p."processStep", p."fieldLayers", p."redactions", p."anonymous", p."shownToSecretariat", access."readers"`;

export type ForMe = {
  problems: FittingProblem[];
  /** The actor's hands are full, and those of everybody the actor could send: nothing is offered until a task ends. */
  full: boolean;
};

/**
 * Open problems that fit the actor's own accepted work and specialities, best first, each with why; one statement.
 * Only problems the actor reads as a member of their circle or of the poster's enterprise, none of the actor's own, none
 * of the actor's master or apprentice where the actor may know that, and none the actor's studios bid for. None at all
 * for who has no room for one more, unless they lead a studio in which somebody has. Nothing for who is no craftsman.
 */
export async function problemsForMe(actor: Actor, most: number): Promise<ForMe> {
  if (!takesUpProblems(actor)) return { problems: [], full: false };
  const studios = ownStudioIds(actor);
  const led = organisationsWith(actor, "STUDIO_LEADER");
  const me = actor.personId;
  const { now } = actor;
  const [row] = await db.$queryRaw<{ found: string }[]>`
    ${PLANNED_ONCE} SELECT json_build_object(
      'profile', (SELECT json_build_object('specialities', f."specialities") FROM "CraftsmanProfile" f WHERE f."personId" = ${me}::uuid),
      'studios', (SELECT json_agg(DISTINCT name) FROM "Studio" s, unnest(s."specialities") AS name WHERE s."organisationId" = ANY (${studios}::uuid[])),
      'room', EXISTS (
        SELECT 1 FROM (
          SELECT ${me}::uuid AS "id" UNION
          SELECT m."personId" FROM "Membership" m
          WHERE m."organisationId" = ANY (${led}::uuid[]) AND m."role" IN ('CRAFTSMAN', 'STUDIO_LEADER')
            AND m."startsAt" <= ${now} AND (m."endsAt" IS NULL OR m."endsAt" > ${now})) hand
          LEFT JOIN "CraftsmanProfile" f ON f."personId" = hand."id"
        WHERE coalesce(f."workloadCap", ${DEFAULT_CAP}) >
          (SELECT count(*) FROM "EngagementMember" em JOIN "Engagement" g ON g."id" = em."engagementId"
           WHERE em."personId" = hand."id" AND g."endedAt" IS NULL)
          + (SELECT count(*) FROM "Assignment" a WHERE a."craftsmanId" = hand."id" AND a."state" = 'OFFERED')),
      'open', (SELECT coalesce(json_agg(row_to_json(o)), '[]') FROM (
        SELECT ${TEXTS}, p."severity", p."state", p."publishedAt", p."dueAt", coalesce(nullif(e."shortName", ''), e."name") AS "enterprise",
          EXISTS (SELECT 1 FROM "MentorTie" t WHERE (t."mentorId" = ${me}::uuid AND t."apprenticeId" IN (p."authorId", p."enteredById"))
            OR (t."apprenticeId" = ${me}::uuid AND t."mentorId" IN (p."authorId", p."enteredById"))) AS "tied"
        FROM "Problem" p JOIN "Organisation" e ON e."id" = p."enterpriseId" CROSS JOIN ${accessRowsOf(actor, Prisma.sql`p."id"`)} access
        WHERE p."state" IN ('PUBLISHED', 'CLAIMED') AND p."authorId" <> ${me}::uuid AND p."enteredById" IS DISTINCT FROM ${me}::uuid
          AND access."readers" IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM "Bid" b WHERE b."problemId" = p."id" AND b."state" = 'OPEN' AND b."studioId" = ANY (${studios}::uuid[]))
        ORDER BY p."publishedAt" DESC LIMIT ${OPEN}) o),
      'cases', (SELECT coalesce(json_agg(row_to_json(c)), '[]') FROM (
        SELECT ${TEXTS}
        FROM "EngagementMember" em JOIN "Engagement" g ON g."id" = em."engagementId" AND g."end" = 'FINISHED'
          JOIN "Problem" p ON p."id" = g."problemId" AND p."state" = 'SOLVED'
          CROSS JOIN ${accessRowsOf(actor, Prisma.sql`p."id"`)} access
        WHERE em."personId" = ${me}::uuid AND access."readers" IS NOT NULL
          AND EXISTS (SELECT 1 FROM "Solution" s JOIN "Acceptance" v ON v."problemId" = p."id" AND v."solutionId" = s."id" AND v."verdict" IN ('FIXED', 'PARTLY')
                      WHERE s."problemId" = p."id" AND s."engagementId" = g."id" AND s."state" = 'ACCEPTED')
        ORDER BY p."solvedAt" DESC LIMIT ${CASES}) c))::text AS "found"`;
  const found = JSON.parse(row?.found ?? "{}") as Found;
  if (!found.room) return { problems: [], full: true };
  // A tie is left unsaid where the poster is: what is missing would tell whose problem it is.
  const open = found.open.filter(
    (one) =>
      one.readers.some(({ via }) => via === "AUDIENCE" || via === "OWN") &&
      !(one.tied && accessOf(actor, one).knowsPoster),
  );
  const seenOf = new Map(open.map((one) => [one.id, { one, access: accessOf(actor, one) }]));
  const fits = fitting(
    {
      specialities: specialitiesOf(found.profile?.specialities ?? []),
      studioSpecialities: specialitiesOf(found.studios ?? []),
      cases: found.cases.map((one) => {
        const seen = projectFields(one, accessOf(actor, one));
        return { id: one.id, number: one.number, title: seen.title || one.number, tokens: tokensOf(seen) };
      }),
    },
    open.map((one) => ({
      id: one.id,
      tokens: tokensOf(projectFields(one, accessOf(actor, one))),
      publishedAt: Date.parse(`${one.publishedAt}Z`),
    })),
    most,
  );
  const problems = fits.flatMap(({ id, reasons }): FittingProblem[] => {
    const known = seenOf.get(id);
    if (!known) return [];
    const { one, access } = known;
    const seen = projectFields(one, access);
    return [
      {
        id,
        number: one.number,
        title: seen.title || one.number,
        equipmentType: seen.equipmentType ?? "",
        severity: one.severity,
        state: one.state,
        enterprise: access.knowsPoster ? one.enterprise : null,
        own: access.own,
        dueAt: one.dueAt === null ? null : new Date(`${one.dueAt}Z`).toISOString(),
        reasons,
      },
    ];
  });
  return { problems, full: false };
}

type Seen = { [K in Exclude<keyof Texts, "fieldLayers" | "redactions">]: string | null };
const tokensOf = (seen: Seen): string[] =>
  tokenize(
    [seen.title, seen.equipmentType, seen.equipmentModel, seen.alarmCode, seen.phenomenon, seen.processStep]
      .filter(Boolean)
      .join("\n"),
  ).stream;

/** The page of its own. Errors: not_found for whoever takes up no problems. */
export async function loadForMe(actor: Actor) {
  if (!takesUpProblems(actor)) throw notFound();
  return problemsForMe(actor, 20);
}
