import { db, inTransaction, Prisma, type Tx } from "#app/lib/db.server.ts";
import { DEFAULT_TIME_ZONE } from "#app/lib/format.ts";
import { calendarOf, type StoredCalendar } from "#app/modules/alliances/work-calendar.server.ts";
import { STEPS } from "./measures.ts";
import { workingClock } from "./working-clock.ts";

/** Facts are written so many problems at a time. */
const PAGE = 5_000;

const ZONE = Prisma.raw(`'${DEFAULT_TIME_ZONE}'`);
/** The month a moment belongs to, by the installation's time zone, in SQL: the same text each time, so that it may be grouped by. */
const monthOf = (at: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`to_char(${at} AT TIME ZONE 'UTC' AT TIME ZONE ${ZONE}, 'YYYY-MM')`;
const COLUMNS = Prisma.sql`"measure", "subject", "kind", "subjectId", "enterpriseId", "allianceId", "studioId", "helperId", "open", "month", "at", "value"`;

type ProblemRow = {
  id: string;
  enterpriseId: string;
  allianceId: string | null;
  state: string;
  stateSince: Date;
  postedAt: Date;
  publishedAt: Date | null;
  solvedAt: Date | null;
  /** When it was sent back to a draft after everybody had seen it. */
  takenBackAt: Date | null;
  startedAt: Date | null;
  firstStudioId: string | null;
  firstHelperId: string | null;
  lastStudioId: string | null;
  lastHelperId: string | null;
  open: boolean;
};

/**
 * Problems with what they count by: handed over to an alliance by their enterprise, whatever became of them later. When
 * that was is read from the events, because a problem sent back to a draft loses the dates of its release. Imported ones
 * were no work of the alliance.
 */
const problemRows = (ids: readonly string[] | null, after: string): Promise<ProblemRow[]> => db.$queryRaw`
  SELECT p."id", p."enterpriseId", coalesce(p."allianceId", (approved."payload"->>'allianceId')::uuid) AS "allianceId", p."state"::text AS "state",
         p."stateSince", coalesce(approved."at", p."releasedAt") AS "postedAt", p."publishedAt", p."solvedAt", back."at" AS "takenBackAt",
         first."startedAt", first."studioId" AS "firstStudioId", fo."parentId" AS "firstHelperId",
         last."studioId" AS "lastStudioId", lo."parentId" AS "lastHelperId",
         NOT p."anonymous" AND p."publishedAt" IS NOT NULL AND EXISTS (
           SELECT 1 FROM "ProblemAudience" a WHERE a."problemId" = p."id" AND a."organisationId" = p."allianceId") AS "open"
  FROM "Problem" p
  LEFT JOIN LATERAL (
    SELECT e."at", e."payload" FROM "Event" e
    WHERE e."subjectKind" = 'problem' AND e."subjectId" = p."id" AND e."type" = 'problem.approved' ORDER BY e."id" LIMIT 1) approved ON true
  LEFT JOIN LATERAL (
    SELECT e."at" FROM "Event" e
    WHERE e."subjectKind" = 'problem' AND e."subjectId" = p."id" AND e."type" = 'problem.returned' AND p."state" IN ('DRAFT', 'ENTERPRISE_REVIEW')
      AND EXISTS (SELECT 1 FROM "Event" seen WHERE seen."subjectKind" = 'problem' AND seen."subjectId" = p."id" AND seen."type" = 'problem.published' AND seen."id" < e."id")
    ORDER BY e."id" DESC LIMIT 1) back ON true
  LEFT JOIN LATERAL (
    SELECT g."startedAt", g."studioId" FROM "Engagement" g WHERE g."problemId" = p."id" ORDER BY g."startedAt", g."id" LIMIT 1) first ON true
  LEFT JOIN "Organisation" fo ON fo."id" = first."studioId"
  LEFT JOIN LATERAL (
    SELECT g."studioId" FROM "Engagement" g
    WHERE g."problemId" = p."id" AND g."end" = 'FINISHED' ORDER BY g."startedAt" DESC, g."id" DESC LIMIT 1) last ON true
  LEFT JOIN "Organisation" lo ON lo."id" = last."studioId"
  WHERE p."origin" = 'POSTED' AND coalesce(approved."at", p."releasedAt") IS NOT NULL AND p."id" > ${after}::uuid
    AND ${ids === null ? Prisma.sql`true` : Prisma.sql`p."id" = ANY (${ids}::uuid[])`}
  ORDER BY p."id" LIMIT ${PAGE}`;

type Fact = {
  measure: string;
  /** Where a problem may count more than once. */
  subject?: string;
  subjectId: string;
  enterpriseId: string;
  allianceId: string | null;
  studioId: string | null;
  helperId: string | null;
  open: boolean;
  at: Date;
  value: number;
};

const ENDED: Record<string, string> = {
  ANSWERED: "answered",
  UNSOLVED: "unsolved",
  WITHDRAWN: "unsolved",
  MERGED: "unsolved",
};

/** What one problem counts as: posted, taken up, and one ending. */
function factsOfProblem(row: ProblemRow, minutes: (from: Date, to: Date) => number): Fact[] {
  const base = {
    subjectId: row.id,
    enterpriseId: row.enterpriseId,
    allianceId: row.allianceId,
    studioId: null,
    helperId: null,
    open: row.open,
    value: 1,
  };
  const seenAt = row.publishedAt ?? row.postedAt;
  const facts: Fact[] = [{ ...base, measure: "posted", at: row.postedAt }];
  if (row.startedAt)
    facts.push({
      ...base,
      measure: "taken",
      at: row.startedAt,
      studioId: row.firstStudioId,
      helperId: row.firstHelperId,
      value: minutes(seenAt, row.startedAt),
    });
  const ended = ENDED[row.state];
  if (row.state === "SOLVED" && row.solvedAt)
    facts.push({
      ...base,
      measure: "solved",
      at: row.solvedAt,
      studioId: row.lastStudioId,
      helperId: row.lastHelperId,
      value: minutes(seenAt, row.solvedAt),
    });
  else if (ended) facts.push({ ...base, measure: ended, at: row.stateSince });
  else if (row.takenBackAt) facts.push({ ...base, measure: "unsolved", at: row.takenBackAt });
  return facts;
}

type StepRow = { id: bigint; problemId: string; state: keyof typeof STEPS; at: Date; minutes: number };

/** Each stay in a step that ended, with the working time of whose move it was, as its event says. */
async function factsOfSteps(problems: readonly ProblemRow[]): Promise<Fact[]> {
  const byId = new Map(problems.map((row) => [row.id, row]));
  const rows = await db.$queryRaw<StepRow[]>`
    SELECT e."id", e."subjectId" AS "problemId", e."payload"->>'from' AS "state", e."at", (e."payload"->>'minutes')::float8 AS "minutes"
    FROM "Event" e
    WHERE e."subjectKind" = 'problem' AND e."subjectId" = ANY (${[...byId.keys()]}::uuid[])
      AND jsonb_typeof(e."payload"->'minutes') = 'number' AND e."payload"->>'from' = ANY (${Object.keys(STEPS)})
    ORDER BY e."id"`;
  return rows.flatMap(({ id, problemId, state, at, minutes }) => {
    const { enterpriseId, allianceId, open } = byId.get(problemId) ?? {};
    if (enterpriseId === undefined) return [];
    const step = { measure: STEPS[state], subject: `${problemId}:${id}`, subjectId: problemId, at };
    const value = Math.max(0, Math.round(minutes));
    return [
      {
        ...step,
        value,
        enterpriseId,
        allianceId: allianceId ?? null,
        open: open ?? false,
        studioId: null,
        helperId: null,
      },
    ];
  });
}

/** Each enterprise's working time, for very many problems. */
async function clocks(): Promise<(enterpriseId: string) => (from: Date, to: Date) => number> {
  const rows = await db.$queryRaw<(StoredCalendar & { id: string })[]>`
    SELECT o."id", o."timeZone", coalesce(own."week", above."week") AS "week",
           coalesce(own."publicHolidays", above."publicHolidays") AS "publicHolidays", coalesce(own."days", above."days") AS "days"
    FROM "Organisation" o
    LEFT JOIN "WorkCalendar" own ON own."organisationId" = o."id"
    LEFT JOIN "WorkCalendar" above ON above."organisationId" = o."parentId"
    WHERE o."kind" = 'ENTERPRISE'`;
  const made = new Map<string, (from: Date, to: Date) => number>();
  const byCalendar = new Map<string, (from: Date, to: Date) => number>();
  for (const { id, ...stored } of rows) {
    const key = JSON.stringify(stored);
    const clock = byCalendar.get(key) ?? workingClock(calendarOf(stored));
    byCalendar.set(key, clock);
    made.set(id, clock);
  }
  return (enterpriseId) => made.get(enterpriseId) ?? (() => 0);
}

async function writeProblemFacts(tx: Tx, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "FigureFact" (${COLUMNS})
    SELECT f."measure", coalesce(f."subject", f."subjectId"::text), 'PROBLEM', f."subjectId", f."enterpriseId", f."allianceId", f."studioId", f."helperId", f."open",
           ${monthOf(Prisma.sql`f."at"`)}, f."at", f."value"
    FROM jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) AS f(
      "measure" text, "subject" text, "subjectId" uuid, "enterpriseId" uuid, "allianceId" uuid, "studioId" uuid, "helperId" uuid, "open" boolean,
      "at" timestamp(3), "value" bigint)`;
}

/** One writer at a time: what follows the records and what derives all anew may meet. */
const writeFacts = (work: (tx: Tx) => Promise<void>): Promise<void> =>
  inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('figures.facts', 0))`;
    await work(tx);
  });

/** Facts of problems that are no more, as when an import is taken back. */
export const dropLostFacts = (): Promise<void> =>
  writeFacts(async (tx) => {
    await tx.$executeRaw`
      DELETE FROM "FigureFact" f WHERE f."kind" = 'PROBLEM'
        AND NOT EXISTS (SELECT 1 FROM "Problem" p WHERE p."id" = f."subjectId" AND p."origin" = 'POSTED')`;
  });

/** Written anew: facts of these problems, or of all, page by page; whoever reads meanwhile finds each page whole. */
export async function deriveProblemFacts(ids: readonly string[] | null): Promise<void> {
  const clock = await clocks();
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const rows = await problemRows(ids, after);
    const facts = [
      ...rows.flatMap((row) => factsOfProblem(row, clock(row.enterpriseId))),
      ...(await factsOfSteps(rows)),
    ];
    const gone = ids === null ? rows.map((row) => row.id) : [...ids];
    await writeFacts(async (tx) => {
      await tx.$executeRaw`DELETE FROM "FigureFact" WHERE "kind" = 'PROBLEM' AND "subjectId" = ANY (${gone}::uuid[])`;
      await writeProblemFacts(tx, facts);
    });
    const last = rows.at(-1);
    if (!last || rows.length < PAGE || ids !== null) return;
    after = last.id;
  }
}

/** The studio whose work a fix is, and whether all members of its alliance read whose problem it was. */
const FIX = Prisma.sql`
  JOIN "Problem" p ON p."id" = x."fixId"
  LEFT JOIN LATERAL (
    SELECT g."studioId" FROM "Engagement" g
    WHERE g."problemId" = p."id" AND g."end" = 'FINISHED' ORDER BY g."startedAt" DESC, g."id" DESC LIMIT 1) solver ON true
  LEFT JOIN "Organisation" so ON so."id" = solver."studioId"
  CROSS JOIN LATERAL (
    SELECT NOT p."anonymous" AND p."publishedAt" IS NOT NULL AND EXISTS (
      SELECT 1 FROM "ProblemAudience" a WHERE a."problemId" = p."id" AND a."organisationId" = p."allianceId") AS "open") shown`;

/** Accepted adoptions, by what the adopter is to the author. */
const adoptions = Prisma.sql`
  SELECT CASE WHEN x."internal" THEN 'adoptedInternal' WHEN x."affiliate" THEN 'adoptedAffiliate' ELSE 'adopted' END,
         x."id"::text, 'ADOPTION', x."id", x."enterpriseId", p."allianceId", solver."studioId", so."parentId",
         NOT x."anonymous" AND shown."open", ${monthOf(Prisma.sql`x."decidedAt"`)}, x."decidedAt", 1::bigint
  FROM "Reuse" x ${FIX}
  WHERE x."state" = 'ACCEPTED' AND x."decidedAt" IS NOT NULL`;

/**
 * Benefits that count (`countsForAwards`): certified in force, entered by the recipient, confirmed by all who share; from
 * the moment the last of this was so. A correction is the same subject as what it corrects.
 */
const benefits = Prisma.sql`
  SELECT 'certified', first."id"::text, 'BENEFIT', x."id", x."recipientId", p."allianceId", solver."studioId", so."parentId", false,
         ${monthOf(Prisma.sql`since."at"`)}, since."at", x."certifiedFen"
  FROM "Benefit" x ${FIX}
  CROSS JOIN LATERAL (
    WITH RECURSIVE up AS (
      SELECT b."id", b."correctsId" FROM "Benefit" b WHERE b."id" = x."id"
      UNION ALL SELECT b."id", b."correctsId" FROM "Benefit" b JOIN up ON b."id" = up."correctsId")
    SELECT "id" FROM up WHERE "correctsId" IS NULL) first
  CROSS JOIN LATERAL (
    SELECT greatest(x."certifiedAt", max(s."confirmedAt")) AS "at",
           bool_and(s."confirmedOf" = x."sharesVersion" AND s."objectedOf" IS DISTINCT FROM x."sharesVersion") AS "confirmed"
    FROM "BenefitShare" s WHERE s."benefitId" = x."id") since
  WHERE x."state" IN ('CERTIFIED', 'PARTLY') AND x."origin" = 'ENTERED' AND since."confirmed" AND x."certifiedFen" IS NOT NULL`;

const graduations = Prisma.sql`
  SELECT 'graduated', x."id"::text, 'MENTORSHIP', x."id", x."enterpriseId", NULL::uuid, place."id", place."parentId", false,
         ${monthOf(Prisma.sql`x."endedAt"`)}, x."endedAt", 1::bigint
  FROM "Mentorship" x LEFT JOIN "Organisation" place ON place."id" = x."placeId" AND place."kind" = 'STUDIO'
  WHERE x."state" = 'GRADUATED' AND x."endedAt" IS NOT NULL`;

/** Granted patents of registered achievements, each number once, from the day they came on record. */
const patents = Prisma.sql`
  SELECT DISTINCT ON (x."numberKey")
         CASE x."kind"::text WHEN 'INVENTION' THEN 'patentInvention' WHEN 'UTILITY_MODEL' THEN 'patentUtility' WHEN 'DESIGN' THEN 'patentDesign' ELSE 'patentSoftware' END,
         x."numberKey", 'ACHIEVEMENT', a."id", a."enterpriseId", NULL::uuid, a."studioId", NULL::uuid, false,
         ${monthOf(Prisma.sql`greatest(a."registeredAt", x."on"::timestamp)`)}, greatest(a."registeredAt", x."on"::timestamp), 1::bigint
  FROM "AchievementPatent" x JOIN "Achievement" a ON a."id" = x."achievementId"
  WHERE a."state" = 'REGISTERED' AND a."origin" = 'ENTERED' AND a."registeredAt" IS NOT NULL AND x."state" = 'GRANTED'
  ORDER BY x."numberKey", a."registeredAt", a."id"`;

/**
 * Different enterprises helped in a year: a problem solved or a fix adopted from elsewhere, a visit of service. All may
 * know of it (`open`) where they read one of these, of the very alliance and month it counts by.
 */
const served = Prisma.sql`
  SELECT DISTINCT ON (x."enterpriseId", left(x."month", 4)) 'served', x."enterpriseId" || ':' || left(x."month", 4), 'ENTERPRISE', x."enterpriseId",
         x."enterpriseId", x."allianceId", NULL::uuid, NULL::uuid,
         bool_or(x."open") OVER (PARTITION BY x."enterpriseId", x."allianceId", x."month"), x."month", x."at", 1::bigint
  FROM (
    SELECT "enterpriseId", "allianceId", "month", "at", "open" FROM "FigureFact"
    WHERE "measure" IN ('solved', 'adopted', 'adoptedAffiliate') AND "helperId" IS NOT NULL AND "helperId" <> "enterpriseId"
    UNION ALL
    SELECT "hostId", "allianceId", ${monthOf(Prisma.sql`"heldAt"`)}, "heldAt", true FROM "Activity"
    WHERE "kind" = 'SERVICE_VISIT' AND "state" IN ('HELD', 'CLOSED') AND "hostId" IS NOT NULL AND "heldAt" IS NOT NULL) x
  ORDER BY x."enterpriseId", left(x."month", 4), x."at", x."allianceId"`;

/** Agreements of master and apprentice in the year they began, and who was at lectures; each person and studio once a year. */
const begun = Prisma.sql`
  SELECT m.*, greatest(m."masterSignedAt", m."apprenticeSignedAt") AS "begunAt", s."id" AS "studioId"
  FROM "Mentorship" m LEFT JOIN "Organisation" s ON s."id" = m."placeId" AND s."kind" = 'STUDIO'
  WHERE m."state" IN ('RUNNING', 'CLOSING', 'GRADUATED', 'BROKEN_OFF') AND m."masterSignedAt" IS NOT NULL AND m."apprenticeSignedAt" IS NOT NULL`;
const onceAYear = (measure: string, kind: string, who: Prisma.Sql, from: Prisma.Sql) => Prisma.sql`
  SELECT DISTINCT ON (${who}, left(${monthOf(Prisma.sql`x."begunAt"`)}, 4)) ${measure}, ${who} || ':' || left(${monthOf(Prisma.sql`x."begunAt"`)}, 4), ${kind},
         x."id", x."enterpriseId", x."allianceId", x."studioId", NULL::uuid, false, ${monthOf(Prisma.sql`x."begunAt"`)}, x."begunAt", 1::bigint
  FROM (${from}) x
  ORDER BY ${who}, left(${monthOf(Prisma.sql`x."begunAt"`)}, 4), x."begunAt", x."id"`;
const agreements = Prisma.sql`SELECT b."id", b."enterpriseId", NULL::uuid AS "allianceId", b."studioId", b."begunAt", b."masterId", b."apprenticeId" FROM (${begun}) b`;
const learners = Prisma.sql`
  SELECT b."id", b."enterpriseId", NULL::uuid AS "allianceId", b."studioId", b."begunAt", 'person:' || b."apprenticeId" AS "who" FROM (${begun}) b
  UNION ALL
  SELECT t."id", coalesce(t."unitId", a."hostId", a."allianceId"), a."allianceId", NULL::uuid, greatest(a."heldAt", t."at"), t."who"
  FROM "ActivityAttendance" t JOIN "Activity" a ON a."id" = t."activityId"
  WHERE a."kind" IN ('LECTURE', 'SCHOOL_VISIT') AND a."state" IN ('HELD', 'CLOSED') AND a."heldAt" IS NOT NULL`;

/** Facts of everything but problems: few enough to be written anew each time. */
export async function deriveOtherFacts(): Promise<void> {
  await writeFacts(async (tx) => {
    await tx.$executeRaw`DELETE FROM "FigureFact" WHERE "kind" <> 'PROBLEM'`;
    for (const facts of [
      adoptions,
      benefits,
      graduations,
      patents,
      served,
      onceAYear("masters", "PERSON", Prisma.sql`x."masterId"::text`, agreements),
      onceAYear(
        "teaching",
        "STUDIO",
        Prisma.sql`x."studioId"::text`,
        Prisma.sql`SELECT * FROM (${agreements}) y WHERE y."studioId" IS NOT NULL`,
      ),
      // Who came to a lecture may be a mere name: what is kept of it is its hash.
      onceAYear("trained", "PERSON", Prisma.sql`encode(sha256(convert_to(x."who", 'UTF8')), 'hex')`, learners),
    ])
      await tx.$executeRaw`INSERT INTO "FigureFact" (${COLUMNS}) ${facts}`;
  });
}
