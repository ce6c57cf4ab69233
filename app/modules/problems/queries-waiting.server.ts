import { db, Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith, ownStudioIds } from "#app/modules/accounts/actor.ts";
import { keysOf } from "./access.ts";
import { readerRowsOf } from "./visibility.server.ts";

/** Why a problem waits for somebody, most pressing first among equals in time. */
export const REASONS = [
  "review",
  "triage",
  "assignment",
  "permit",
  "answer-question",
  "asked-again",
  "choose-bid",
  "confirm-answer",
  "agree-merge",
  "accept",
  "report-trial",
  "start-trial",
  "accept-late",
  "draft-returned",
  "still-good",
  "tackle",
  "unclaimed",
  "no-answer",
  "no-entry",
  "draft",
  "open",
] as const;
export type WaitingReason = (typeof REASONS)[number];
export type Waiting = { problemId: string; reason: WaitingReason; urgent: boolean; dueAt: Date | null };

/** Of a problem named `p`: whoever posted it is no longer with its enterprise. */
const authorHasLeft = (now: Date): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM "Membership" m JOIN "Organisation" o ON o."id" = m."organisationId"
  WHERE m."personId" = p."authorId" AND p."enterpriseId" IN (o."id", o."parentId")
    AND m."role" NOT IN ('GUEST', 'JUDGE') AND m."startsAt" <= ${now} AND (m."endsAt" IS NULL OR m."endsAt" > ${now}))`;

/** Ids within keys such as "as:PERSON@ORGANISATION". */
const peopleIn = (keys: readonly string[]): string[] => [
  ...new Set(keys.map((key) => key.slice(key.indexOf(":") + 1, key.indexOf("@")))),
];

/**
 * Everything that waits for the actor, in one query: urgent first, then by due time. With `open`, also problems the
 * actor's studios could bid for, the newest and those about their specialities first.
 */
export async function waitingFor(actor: Actor, { open = false }: { open?: boolean } = {}): Promise<Waiting[]> {
  const keys = keysOf(actor);
  const asKeys = keys.filter((key) => key.startsWith("as:"));
  const memberKeys = keys.filter((key) => key.startsWith("member:"));
  const authors = peopleIn(asKeys);
  const members = peopleIn(memberKeys);
  const reviewed = organisationsWith(actor, "REVIEWER");
  const alliances = organisationsWith(actor, "SECRETARIAT");
  const studios = ownStudioIds(actor);
  const me = actor.personId;
  const { now } = actor;
  const rows = await db.$queryRaw<
    { problemId: string; reason: WaitingReason; urgent: boolean; dueAt: Date | null }[]
  >(Prisma.sql`
    WITH mine AS (
      SELECT "id", "state", "postedAt", "authorId", "enterpriseId" FROM "Problem"
      WHERE ("authorId" = ANY (${authors}::uuid[]) OR "enteredById" = ${me}::uuid)
        AND "state" IN ('DRAFT', 'CLAIMED', 'SOLUTION_SUBMITTED', 'TRIAL_RUN', 'ACCEPTANCE')
    ), orphan AS (
      -- Whoever posted these has left: they are the enterprise's own, and its reviewer sees to them.
      SELECT p."id", p."state" FROM "Problem" p
      WHERE p."enterpriseId" = ANY (${reviewed}::uuid[]) AND p."authorId" <> ${me}::uuid
        AND p."state" IN ('TRIAGE', 'CLAIMED', 'SOLUTION_SUBMITTED', 'TRIAL_RUN', 'ACCEPTANCE')
        AND ${authorHasLeft(now)}
    ), found AS (
      SELECT "id", CASE "state"::text WHEN 'DRAFT' THEN CASE WHEN "postedAt" IS NULL THEN 'draft' ELSE 'draft-returned' END
               WHEN 'CLAIMED' THEN 'choose-bid' WHEN 'SOLUTION_SUBMITTED' THEN 'start-trial' WHEN 'TRIAL_RUN' THEN 'report-trial' ELSE 'accept' END AS "reason"
      FROM mine WHERE ("state" = 'DRAFT' AND ("postedAt" IS NULL OR 'as:' || ${me} || '@' || "enterpriseId" = ANY (${asKeys}))) OR 'as:' || "authorId" || '@' || "enterpriseId" = ANY (${asKeys})
      UNION ALL
      SELECT "id", CASE "state"::text WHEN 'CLAIMED' THEN 'choose-bid' WHEN 'SOLUTION_SUBMITTED' THEN 'start-trial'
               WHEN 'TRIAL_RUN' THEN 'report-trial' ELSE 'accept' END
      FROM orphan WHERE "state" <> 'TRIAGE'
      UNION ALL
      SELECT t."problemId", CASE t."kind"::text WHEN 'ANSWER' THEN 'confirm-answer' ELSE 'agree-merge' END
      FROM "TriageProposal" t JOIN orphan p ON p."id" = t."problemId"
      WHERE t."state" = 'OPEN' AND NOT t."posterAgreed"
      UNION ALL
      SELECT t."problemId", CASE t."kind"::text WHEN 'ANSWER' THEN 'confirm-answer' ELSE 'agree-merge' END
      FROM "TriageProposal" t JOIN "Problem" p ON p."id" = t."problemId"
      WHERE t."state" = 'OPEN' AND NOT t."posterAgreed" AND p."authorId" = ANY (${authors}::uuid[]) AND 'as:' || p."authorId" || '@' || p."enterpriseId" = ANY (${asKeys})
      UNION ALL
      SELECT t."problemId", 'agree-merge'
      FROM "TriageProposal" t JOIN "Problem" p ON p."id" = t."targetId"
      WHERE t."state" = 'OPEN' AND t."kind" = 'MERGE' AND NOT t."targetAgreed" AND p."authorId" = ANY (${authors}::uuid[]) AND 'as:' || p."authorId" || '@' || p."enterpriseId" = ANY (${asKeys})
      UNION ALL
      SELECT "id", 'review' FROM "Problem"
      WHERE "enterpriseId" = ANY (${reviewed}::uuid[]) AND "state" = 'ENTERPRISE_REVIEW' AND "authorId" <> ${me}::uuid AND "enteredById" IS DISTINCT FROM ${me}::uuid
      UNION ALL
      SELECT "id", 'accept-late' FROM "Problem"
      WHERE "enterpriseId" = ANY (${reviewed}::uuid[]) AND "state" IN ('SOLUTION_SUBMITTED', 'TRIAL_RUN', 'ACCEPTANCE') AND "dueAt" < ${now} AND "authorId" <> ${me}::uuid
        AND "id" NOT IN (SELECT "id" FROM orphan)
      UNION ALL
      SELECT "problemId", 'permit' FROM "Permit"
      WHERE "organisationId" = ANY (${reviewed}::uuid[]) AND "state" = 'REQUESTED' AND "kind" <> 'AGREEMENT' AND "requestedById" <> ${me}::uuid
      UNION ALL
      SELECT "id", CASE "state"::text WHEN 'TRIAGE' THEN 'triage' WHEN 'PUBLISHED' THEN 'unclaimed' WHEN 'ASSIGNED' THEN 'no-answer' ELSE 'no-entry' END
      FROM "Problem" p
      WHERE "allianceId" = ANY (${alliances}::uuid[]) AND "releasedAt" IS NOT NULL
        AND (("state" = 'TRIAGE' AND NOT EXISTS (SELECT 1 FROM "TriageProposal" t WHERE t."problemId" = p."id" AND t."state" = 'OPEN'))
          OR ("state" IN ('PUBLISHED', 'ASSIGNED', 'IN_PROGRESS') AND "dueAt" < ${now}))
      UNION ALL
      SELECT "problemId", 'assignment' FROM "Assignment"
      WHERE "state" = 'OFFERED' AND "craftsmanId" = ANY (${members}::uuid[]) AND 'member:' || "craftsmanId" || '@' || "studioId" = ANY (${memberKeys})
      UNION ALL
      -- A team's question is the poster's to answer; once the poster was reminded in vain, the reviewer's too.
      SELECT q."problemId", 'answer-question' FROM "Question" q JOIN "Problem" p ON p."id" = q."problemId"
      WHERE q."state" = 'OPEN' AND ((p."authorId" = ANY (${authors}::uuid[]) AND 'as:' || p."authorId" || '@' || p."enterpriseId" = ANY (${asKeys}))
        OR (p."enterpriseId" = ANY (${reviewed}::uuid[]) AND q."remindAt" IS NULL))
      UNION ALL
      SELECT s."problemId", 'still-good' FROM "StillGood" s JOIN "Problem" p ON p."id" = s."problemId"
      WHERE s."askedAt" IS NOT NULL AND s."answer" IS NULL AND s."closedAt" IS NULL AND p."state" = 'SOLVED'
        AND ((p."authorId" = ANY (${authors}::uuid[]) AND 'as:' || p."authorId" || '@' || p."enterpriseId" = ANY (${asKeys}))
          OR (p."enterpriseId" = ANY (${reviewed}::uuid[]) AND ${authorHasLeft(now)}))
      UNION ALL
      SELECT e."problemId", CASE WHEN e."askedAgainAt" IS NULL THEN 'tackle' ELSE 'asked-again' END FROM "Engagement" e JOIN "EngagementMember" m ON m."engagementId" = e."id" JOIN "Problem" p ON p."id" = e."problemId"
      WHERE e."endedAt" IS NULL AND p."state" = 'IN_PROGRESS' AND m."personId" = ANY (${members}::uuid[]) AND 'member:' || m."personId" || '@' || e."studioId" = ANY (${memberKeys})
      UNION ALL
      (SELECT p."id", 'open' FROM (${readerRowsOf(actor)}) k JOIN "Problem" p ON p."id" = k."problemId"
       WHERE ${open && studios.length > 0} AND p."state" IN ('PUBLISHED', 'CLAIMED')
         AND NOT EXISTS (SELECT 1 FROM "Bid" b WHERE b."problemId" = p."id" AND b."studioId" = ANY (${studios}::uuid[]) AND b."state" = 'OPEN')
       ORDER BY EXISTS (
           SELECT 1 FROM "Studio" s, unnest(s."specialities") AS speciality
           WHERE s."organisationId" = ANY (${studios}::uuid[]) AND speciality <> ''
             AND (CASE WHEN k."confidential" THEN p."title" || ' ' || p."equipmentType"
                  ELSE coalesce(p."redactions"->>'title', p."title") || ' ' || coalesce(p."redactions"->>'equipmentType', p."equipmentType") END) ILIKE '%' || speciality || '%') DESC,
         p."publishedAt" DESC
       LIMIT 8)
    )
    SELECT DISTINCT ON (f."id", f."reason") f."id" AS "problemId", f."reason", p."severity" IN ('LINE_DOWN', 'SAFETY') AS "urgent", p."dueAt"
    FROM found f JOIN "Problem" p ON p."id" = f."id"
    LIMIT 400`);
  const rank = (one: Waiting) => REASONS.indexOf(one.reason);
  const time = (one: Waiting) => one.dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const isOpen = (one: Waiting) => (one.reason === "open" ? 1 : 0);
  return rows.sort(
    (a, b) =>
      isOpen(a) - isOpen(b) ||
      Number(b.urgent) - Number(a.urgent) ||
      (time(a) === time(b) ? 0 : time(a) - time(b)) ||
      rank(a) - rank(b),
  );
}

/** Ids of what waits for the actor, each once. */
export async function waitingProblemIds(actor: Actor): Promise<string[]> {
  return [...new Set((await waitingFor(actor)).map((one) => one.problemId))];
}
