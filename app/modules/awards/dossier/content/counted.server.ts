import type { db, Prisma, Tx } from "#app/lib/db.server.ts";
import type { Facts } from "../../facts/catalogue.ts";
import { benefitSelect } from "./achievement.server.ts";

export type Reader = Tx | typeof db;
const name = { select: { name: true } } as const;

const selects = {
  benefit: { ...benefitSelect, achievement: { select: { achievementId: true } } } satisfies Prisma.BenefitSelect,
  reuse: {
    id: true,
    anonymous: true,
    contact: true,
    enterpriseId: true,
    enterprise: name,
  } satisfies Prisma.ReuseSelect,
  problem: { id: true, number: true, title: true, redactions: true, releasedAt: true } satisfies Prisma.ProblemSelect,
  achievement: {
    id: true,
    title: true,
    kind: true,
    completedOn: true,
    contributors: { where: { position: 0 }, select: { person: name } },
    awards: { orderBy: [{ on: "asc" }, { id: "asc" }] },
  } satisfies Prisma.AchievementSelect,
  mentorship: {
    id: true,
    trade: true,
    startsOn: true,
    gradeBefore: true,
    gradeAfter: true,
    master: name,
    apprentice: name,
  } satisfies Prisma.MentorshipSelect,
  activity: {
    id: true,
    kind: true,
    ordinal: true,
    topic: true,
    host: name,
    otherHost: true,
  } satisfies Prisma.ActivitySelect,
  promotion: {
    id: true,
    person: name,
    gradeBefore: true,
    gradeAfter: true,
    honourTier: true,
    title: true,
    issuer: true,
    document: true,
  } satisfies Prisma.StudioPromotionSelect,
  result: {
    id: true,
    event: true,
    rank: true,
    medal: true,
    award: true,
    person: name,
    competition: { select: { name: true, level: true } },
  } satisfies Prisma.CompetitionResultSelect,
};

/** What a record of a kind is, by its id; those that are gone are left out. */
const byId = <Row extends { id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

/** The records that facts of studios and persons were counted from, with what papers tell of them: one statement for each kind. */
export async function countedRecords(reader: Reader, facts: readonly Facts[]) {
  const found = new Map<string, Set<string>>();
  for (const one of facts)
    for (const { evidence } of Object.values(one))
      for (const { kind, id } of evidence) found.set(kind, (found.get(kind) ?? new Set()).add(id));
  const where = (kind: string) => ({ id: { in: [...(found.get(kind) ?? [])] } });
  const [benefits, adoptions, problems, patents, works, achievements, mentorships, activities, promotions, results] =
    await Promise.all([
      reader.benefit.findMany({ where: where("benefit"), select: selects.benefit }),
      reader.reuse.findMany({ where: where("adoption"), select: selects.reuse }),
      reader.problem.findMany({ where: where("problem"), select: selects.problem }),
      reader.achievementPatent.findMany({ where: where("patent") }),
      reader.achievementWork.findMany({ where: where("work") }),
      reader.achievement.findMany({ where: where("achievement"), select: selects.achievement }),
      reader.mentorship.findMany({ where: where("mentorship"), select: selects.mentorship }),
      reader.activity.findMany({ where: where("activity"), select: selects.activity }),
      reader.studioPromotion.findMany({ where: where("promotion"), select: selects.promotion }),
      reader.competitionResult.findMany({ where: where("competition-result"), select: selects.result }),
    ]);
  return {
    benefit: byId(benefits),
    adoption: byId(adoptions),
    problem: byId(problems),
    patent: byId(patents),
    work: byId(works),
    achievement: byId(achievements),
    mentorship: byId(mentorships),
    activity: byId(activities),
    promotion: byId(promotions),
    result: byId(results),
  };
}
export type Counted = Awaited<ReturnType<typeof countedRecords>>;
