import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { registerApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { seatOutside } from "#app/modules/awards/panel/seat-judge.server.ts";
import { defineRound, startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { defineRoundSchema } from "#app/modules/awards/rounds/schema.ts";
import { TITLE_EXAMPLES } from "#app/modules/awards/titles/examples.ts";
import { addTitle } from "#app/modules/awards/titles/write-title.server.ts";
import { completeApplication, exampleTitle } from "./award-steps.server.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom, yearOf } from "./demo-days.ts";
import { APPLIED_WITH } from "./demo-people.ts";

const ROUND = "award-round:innovation";
const dayAfter = (now: Date, days: number): string => dayOf(daysFrom(now, days));

const SAID: Record<string, string> = {
  advanced: "同类设备普遍靠人工调整，本成果做到在线检测、自动报警，在省内同行业处于先进水平。",
  innovation: "把检测点前移到出错的位置，用机械限位代替人工判断，结构简单可靠。",
  difficulty: "故障多年反复出现，需要机械、电气两个专业一起攻关，停产窗口只有四小时。",
  social: "减少抢修和夜间加班，消除了人工清障的安全风险。",
  file: "附改造前后对比、测量记录、采用单位证明。",
};

/** Titles, one round that takes applications, one application handed in and one being written. Begun again, it goes on where it stopped. */
export async function playAwards(cast: Cast, now: Date): Promise<void> {
  // Also where nothing was started that would have said whose files these are.
  registerApplicationFiles();
  const officer = await cast.as("officer", daysFrom(now, -2));
  const organisationId = cast.organisationId("federation");
  for (const { key: _, grades, ...title } of TITLE_EXAMPLES) {
    const known = await db.awardTitle.count({ where: { organisationId, name: title.name } });
    if (known === 0) await addTitle(officer, { ...title, organisationId, grades: [...grades] });
  }
  const clientId = clientIdOf(ROUND);
  const begun = await db.awardRound.findFirst({ where: { clientId, openedAt: { not: null } }, select: { id: true } });
  const roundId = begun?.id ?? (await openTheRound(cast, officer, clientId, now));
  for (const [index, key] of APPLIED_WITH.entries()) {
    const { id, contributors } = await db.achievement.findFirstOrThrow({
      where: { clientId: clientIdOf(`achievement:${key}`) },
      select: { id: true, contributors: { orderBy: { position: "asc" }, select: { personId: true } } },
    });
    await playApplication(
      roundId,
      id,
      contributors.map((one) => one.personId),
      index === 0,
      now,
    );
  }
}

async function openTheRound(cast: Cast, officer: Actor, clientId: string, now: Date): Promise<string> {
  const title = await exampleTitle(cast, "innovation");
  const year = yearOf(now);
  const { id } = await startRound(officer, {
    clientId,
    titleId: title.id,
    year,
    name: `${year} 年职工优秀技术创新成果评选`,
    nameEn: `Workers' outstanding technical innovation ${year}`,
  });
  const row = await db.awardRound.findUniqueOrThrow({ where: { id } });
  await defineRound(
    officer,
    id,
    defineRoundSchema.parse({
      version: row.version,
      year,
      name: row.name,
      nameEn: row.nameEn,
      factsFrom: `${year - 1}-01-01`,
      factsUntil: `${year}-12-31`,
      opensOn: dayAfter(now, -1),
      closesOn: dayAfter(now, 25),
      recommendOn: dayAfter(now, 35),
      reviewOn: dayAfter(now, 45),
      panelOn: dayAfter(now, 60),
      noticeDays: 5,
      headRule: "NOT_AMONG",
      countedCompleters: 5,
      minJudges: 3,
      spreadLimit: 20,
      places: title.grades.map((grade, index) => ({ grade, places: [2, 5, 10][index] ?? 1 })),
    }),
  );
  const judges = [
    ["周立民", "岐川大学机械工程学院", "zhou@university.demo"],
    ["宋雅琴", "省机械工程学会", "song@society.demo"],
    ["贺文斌", "岐川职业技术学院", "he@college.demo"],
  ] as const;
  if ((await db.panelSeat.count({ where: { roundId: id } })) === 0)
    for (const [index, [name, unit, contact]] of judges.entries())
      await seatOutside(officer, id, { name, unit, contact, chair: index === 0, substitute: false });
  await openRound(officer, id, row.version + 1);
  return id;
}

async function playApplication(
  roundId: string,
  achievementId: string,
  personIds: readonly string[],
  handedIn: boolean,
  now: Date,
): Promise<void> {
  const people: Actor[] = [];
  for (const personId of personIds) {
    const actor = await loadActor(personId, now);
    if (actor) people.push({ ...actor, now: daysFrom(now, -1) });
  }
  const [lead] = people;
  if (!lead) return;
  const { id } = await startApplication(lead, {
    clientId: clientIdOf(`application:${achievementId}`),
    roundId,
    subject: { kind: "achievement", id: achievementId },
  });
  if (!handedIn) return;
  await completeApplication(people, id, {
    title: "改造前后对比",
    text: `改造前后各一个月的停机、废品记录，由班组和设备科共同签字。申报编号 ${id}。`,
    said: (criterion) => SAID[criterion] ?? "见附件。",
  });
}
