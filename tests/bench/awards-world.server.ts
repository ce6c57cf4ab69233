import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { SHIPPED_RUBRICS } from "#app/modules/awards/rubrics/shipped.ts";
import { makeOrganisation, makePerson } from "#tests/support/factories.server.ts";

const HOUSES = 60;
const PEOPLE = 3_000;
/** Judges of the round, each of a house that has nothing to do with most applications. */
export const JUDGES = 7;

/** An id for the nth of a kind. */
const id = (kind: number, n: string) =>
  `('00000000-0000-4000-8${String(kind).padStart(3, "0")}-' || lpad((${n})::text, 12, '0'))::uuid`;

export type AwardsWorld = { roundId: string; officerId: string; federation: string };

/**
 * Houses with a studio each and their people, problems of four years of which two thirds were accepted, and a round of
 * achievements built from them, each with three completers, a certified benefit and an adoption elsewhere: recommended,
 * its panel seated. Written as rows: the way there is not what is measured.
 */
export async function awardsWorld(problems: number, applications: number): Promise<AwardsWorld> {
  const federation = await makeOrganisation("FEDERATION");
  const officerId = await makePerson([["UNION_OFFICER", federation]]);
  const many = (text: string) => db.$executeRawUnsafe(text);
  await many(`INSERT INTO "Organisation" ("id", "kind", "name", "parentId", "createdAt")
    SELECT ${id(1, "n")}, 'ENTERPRISE', '企业 ' || n, '${federation}', '2015-01-01' FROM generate_series(1, ${HOUSES}) n`);
  await many(
    `INSERT INTO "Enterprise" ("organisationId", "industry") SELECT ${id(1, "n")}, 'FOOD' FROM generate_series(1, ${HOUSES}) n`,
  );
  await many(`INSERT INTO "Organisation" ("id", "kind", "name", "parentId", "createdAt")
    SELECT ${id(2, "n")}, 'STUDIO', '工作室 ' || n, ${id(1, "n")}, '2015-01-01' FROM generate_series(1, ${HOUSES}) n`);
  await many(
    `INSERT INTO "Studio" ("organisationId", "level") SELECT ${id(2, "n")}, 'MUNICIPAL' FROM generate_series(1, ${HOUSES}) n`,
  );
  await many(
    `INSERT INTO "Person" ("id", "name", "createdAt") SELECT ${id(3, "n")}, '人员 ' || n, '2015-01-01' FROM generate_series(1, ${PEOPLE}) n`,
  );
  await many(`INSERT INTO "Membership" ("id", "personId", "organisationId", "role", "startsAt", "createdAt")
    SELECT gen_random_uuid(), ${id(3, "n")}, CASE WHEN n % 2 = 0 THEN ${id(2, `n % ${HOUSES} + 1`)} ELSE ${id(1, `n % ${HOUSES} + 1`)} END,
      (CASE WHEN n % 2 = 0 THEN 'CRAFTSMAN' ELSE 'ENGINEER' END)::"Role", '2015-01-01', '2015-01-01' FROM generate_series(1, ${PEOPLE}) n`);
  const at = `timestamp '2022-11-01' + make_interval(mins => (n * 21)::int)`;
  const house = `n % ${HOUSES} + 1`;
  const helper = `(n * 7 + 5) % ${HOUSES} + 1`;
  const solver = id(3, `(n % ${PEOPLE / 2 - 1}) * 2 + 2`);
  await many(`INSERT INTO "Problem" ("id", "number", "clientId", "enterpriseId", "authorId", "state", "stateSince", "title", "phenomenon",
      "postedAt", "releasedAt", "solvedAt", "createdAt", "updatedAt")
    SELECT ${id(4, "n")}, 'B' || n, gen_random_uuid(), ${id(1, house)}, ${id(3, `(n % ${PEOPLE / 2}) * 2 + 1`)},
      (CASE WHEN n % 3 < 2 THEN 'SOLVED' ELSE 'PUBLISHED' END)::"ProblemState", ${at}, '设备故障 ' || n, '停机 ' || n,
      ${at}, ${at}, CASE WHEN n % 3 < 2 THEN ${at} END, ${at}, ${at} FROM generate_series(1, ${problems}) n`);
  const solved = `FROM generate_series(1, ${problems}) n WHERE n % 3 < 2`;
  await many(`INSERT INTO "Engagement" ("id", "problemId", "studioId", "startedAt", "lastEntryAt", "endedAt", "end")
    SELECT ${id(5, "n")}, ${id(4, "n")}, ${id(2, helper)}, ${at}, ${at}, ${at}, 'FINISHED' ${solved}`);
  await many(`INSERT INTO "Solution" ("id", "problemId", "engagementId", "authorId", "state", "createdAt", "acceptedAt")
    SELECT ${id(6, "n")}, ${id(4, "n")}, ${id(5, "n")}, ${solver}, 'ACCEPTED', ${at}, ${at} ${solved}`);
  await many(`INSERT INTO "Acceptance" ("id", "problemId", "solutionId", "verdict", "byId", "at")
    SELECT ${id(7, "n")}, ${id(4, "n")}, ${id(6, "n")}, 'FIXED', ${id(3, `((n * 13) % ${PEOPLE / 2}) * 2 + 1`)}, ${at} ${solved}`);
  await addRound(federation, officerId, problems, applications);
  await many("VACUUM ANALYZE");
  const { id: roundId } = await db.awardRound.findFirstOrThrow({ select: { id: true } });
  return { roundId, officerId, federation };
}

async function addRound(federation: string, officerId: string, problems: number, applications: number) {
  const many = (text: string) => db.$executeRawUnsafe(text);
  const now = new Date();
  const all = `FROM generate_series(1, ${applications}) n`;
  const house = `n % ${HOUSES} + 1`;
  // Every third problem from the first on is solved.
  const fix = id(4, `(n * ${Math.max(3, Math.floor(problems / applications / 3) * 3)})`);
  await many(`INSERT INTO "Achievement" ("id", "clientId", "kind", "title", "summary", "enterpriseId", "studioId", "completedOn", "state", "byId", "createdAt", "contributorsVersion")
    SELECT ${id(8, "n")}, gen_random_uuid(), 'INVENTION', '成果 ' || n, '先找原因，再改结构。', ${id(1, house)}, ${id(2, house)}, '2026-03-01', 'SUBMITTED',
      ${id(3, "n")}, now(), 1 ${all}`);
  await many(`INSERT INTO "AchievementContributor" ("achievementId", "personId", "organisationId", "position", "basisPoints", "confirmedOf", "confirmedAt")
    SELECT ${id(8, "n")}, ${id(3, `(n * 3 + k) % ${PEOPLE} + 1`)}, ${id(2, house)}, k, CASE WHEN k = 0 THEN 5000 ELSE 2500 END, 1, now()
    ${all}, generate_series(0, 2) k`);
  await many(`INSERT INTO "AchievementFix" ("achievementId", "problemId") SELECT ${id(8, "n")}, ${fix} ${all}`);
  await many(`INSERT INTO "Benefit" ("id", "clientId", "recipientId", "fixId", "kind", "measure", "measureKey", "place", "placeKey", "fromOn", "toOn", "year", "state", "actualFen", "certifiedFen", "byId", "createdAt", "certifiedById", "certifiedAt")
    SELECT ${id(10, "n")}, gen_random_uuid(), ${id(1, `(n + 7) % ${HOUSES} + 1`)}, ${fix}, 'SAVINGS', 'DOWNTIME', 'DOWNTIME', '产线 ' || n, 'line:' || n,
      '2026-01-01', '2026-03-31', 2026, 'CERTIFIED', (n % 800) * 1000000 + 1, (n % 800) * 1000000 + 1, ${id(3, "n")}, now(), ${id(3, "n + 1")}, now() ${all}`);
  await many(
    `INSERT INTO "AchievementBenefit" ("benefitId", "achievementId") SELECT ${id(10, "n")}, ${id(8, "n")} ${all}`,
  );
  await many(
    `UPDATE "Achievement" SET "state" = 'REGISTERED', "registeredAt" = '2026-04-01', "registeredById" = "byId"`,
  );
  const { id: titleId } = await db.awardTitle.create({
    data: {
      organisationId: federation,
      subject: "ACHIEVEMENT",
      name: "职工创新成果奖",
      legalBasis: "市总工发〔2026〕1 号",
      grades: ["一等奖", "二等奖", "三等奖"],
      createdAt: now,
    },
    select: { id: true },
  });
  const { id: roundId } = await db.awardRound.create({
    data: {
      clientId: randomUUID(),
      titleId,
      organisationId: federation,
      year: 2026,
      name: "2026 年职工创新成果奖",
      factsFrom: new Date("2022-01-01"),
      factsUntil: new Date("2026-12-31"),
      opensAt: addDays(now, -30),
      closesAt: addDays(now, 1),
      recommendUntil: addDays(now, 2),
      reviewUntil: addDays(now, 3),
      panelUntil: addDays(now, 30),
      rubric: SHIPPED_RUBRICS[0]?.content as unknown as Prisma.InputJsonValue,
      places: [
        { grade: "一等奖", places: 20 },
        { grade: "二等奖", places: 60 },
        { grade: "三等奖", places: 120 },
      ],
      spreadLimit: 4_000,
      createdById: officerId,
      createdAt: now,
    },
    select: { id: true },
  });
  await many(`INSERT INTO "PanelSeat" ("id", "roundId", "personId", "name", "chair", "position", "acceptedAt")
    SELECT ${id(11, "n")}, '${roundId}', ${id(3, `${PEOPLE} - n * 2 + 1`)}, '评委 ' || n, n = 1, n, now() FROM generate_series(1, ${JUDGES}) n`);
  await many(`UPDATE "AwardRound" SET "state" = 'OPEN', "openedAt" = now()`);
  await many(`INSERT INTO "AwardApplication" ("id", "clientId", "roundId", "achievementId", "enterpriseId", "state", "byId", "createdAt", "submittedAt")
    SELECT ${id(9, "n")}, gen_random_uuid(), '${roundId}', ${id(8, "n")}, ${id(1, house)}, 'RECOMMENDED', ${id(3, "n")}, now(), now() ${all}`);
  await many(`UPDATE "AwardRound" SET "state" = 'REVIEW'`);
}
