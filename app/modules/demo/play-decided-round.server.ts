import { db } from "#app/lib/db.server.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import { recommendApplication } from "#app/modules/awards/applications/recommend-application.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { revokeAward } from "#app/modules/awards/decisions/revoke-award.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { startPanel } from "#app/modules/awards/panel/start-panel.server.ts";
import { defineRound, startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { closeRound, openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { saveRubric } from "#app/modules/awards/rounds/save-rubric.server.ts";
import { defineRoundSchema } from "#app/modules/awards/rounds/schema.ts";
import { closePanel } from "#app/modules/awards/scores/close-panel.server.ts";
import { saveSheet } from "#app/modules/awards/scores/save-sheet.server.ts";
import { applicationVersion, handIn, roundVersion } from "./award-steps.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { clientIdOf } from "./play-case.server.ts";

const KEY = "contribution";
const RUBRIC = {
  criteria: [
    {
      key: KEY,
      name: { zh: "技能与贡献", en: "Skill and contribution" },
      guide: { zh: "", en: "" },
      max: 10_000,
      marking: { kind: "JUDGED" as const, anchors: [] },
    },
  ],
  ties: [],
};
/** Who applied, with the reviewer of the enterprise, what both judges gave, and what became of it. */
const APPLIED = [
  { key: "cigarette-packing.lead", reviewer: "cigarette.reviewer", points: ["92", "90"], revoked: false },
  { key: "electronics-smt.lead", reviewer: "electronics.reviewer", points: ["88.5", "86"], revoked: true },
] as const;
const JUDGES = ["brewery.reviewer", "distillery.reviewer"] as const;

/** A round of last year, decided: one craftsman of the city, and one whose award was taken back. Begun again, it leaves out what is there. */
export async function playDecidedRound(cast: Cast, now: Date): Promise<void> {
  const clientId = clientIdOf("award-round:craftsmen");
  if ((await db.awardRound.count({ where: { clientId } })) > 0) return;
  const year = now.getUTCFullYear() - 1;
  const at = (month: number, day: number) => new Date(Date.UTC(year, month - 1, day, 2));
  const officer = (month: number, day: number) => cast.as("officer", at(month, day));
  const title = await db.awardTitle.findFirst({
    where: { organisationId: cast.organisationId("federation"), subject: "PERSON" },
  });
  const [grade] = title?.grades ?? [];
  if (!title || !grade) return;
  const name = `${year} 年市级工匠选树`;
  const input = { clientId, titleId: title.id, year, name, nameEn: `Municipal craftsmen ${year}` };
  const { id } = await startRound(await officer(9, 1), input);
  const version = () => roundVersion(id);
  await saveRubric(await officer(9, 1), id, { version: await version(), content: RUBRIC });
  await defineRound(
    await officer(9, 1),
    id,
    defineRoundSchema.parse({
      version: await version(),
      year,
      name,
      nameEn: input.nameEn,
      factsFrom: `${year - 1}-01-01`,
      factsUntil: `${year}-08-31`,
      opensOn: `${year}-09-01`,
      closesOn: `${year}-09-30`,
      recommendOn: `${year}-10-10`,
      reviewOn: `${year}-10-20`,
      panelOn: `${year}-11-10`,
      noticeDays: 5,
      headRule: "NOT_AMONG",
      countedCompleters: 1,
      minJudges: 2,
      spreadLimit: 20,
      places: [{ grade, places: 2 }],
    }),
  );
  for (const [index, key] of JUDGES.entries()) {
    const { name: judge } = await db.person.findUniqueOrThrow({ where: { id: cast.personId(key) } });
    await db.panelSeat.create({
      data: { roundId: id, personId: cast.personId(key), name: judge, chair: index === 0, position: index + 1 },
    });
  }
  await openRound(await officer(9, 2), id, await version());
  const applications: string[] = [];
  for (const one of APPLIED) applications.push(await apply(cast, id, one, at));
  await closeRound(await officer(10, 1), id, await version());
  for (const [index, application] of applications.entries()) {
    const versionOf = () => applicationVersion(application);
    const reviewer = await cast.as(APPLIED[index]?.reviewer ?? "", at(10, 3));
    await recommendApplication(reviewer, application, { version: await versionOf(), opinion: "同意推荐。" });
    await admitApplication(await officer(10, 15), application, await versionOf());
  }
  await judge(cast, id, applications, at);
  await closePanel(await officer(11, 8), id, await version());
  await publishNotice(await officer(11, 10), id, await version());
  await decideRound(await officer(12, 1), id, await version());
  for (const [index, application] of applications.entries())
    if (APPLIED[index]?.revoked)
      await revokeAward(await officer(12, 20), application, {
        version: await applicationVersion(application),
        reason: "申报材料中的项目经核查由他人主持完成。",
      });

  async function judge(players: Cast, roundId: string, ids: readonly string[], when: typeof at): Promise<void> {
    for (const key of JUDGES) {
      const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId, personId: players.personId(key) } });
      await answerSeat(await players.as(key, when(10, 16)), seat.id, true);
    }
    await startPanel(await officer(10, 21), roundId, await version());
    for (const [j, key] of JUDGES.entries())
      for (const [index, application] of ids.entries())
        await saveSheet(await players.as(key, when(10, 25)), application, {
          version: 0,
          submit: true,
          scores: [{ key: KEY, points: APPLIED[index]?.points[j] ?? "80", remark: "" }],
        });
  }
}

const apply = async (
  cast: Cast,
  roundId: string,
  { key }: (typeof APPLIED)[number],
  at: (month: number, day: number) => Date,
): Promise<string> => {
  const person = await cast.as(key, at(9, 10));
  return handIn(
    cast,
    roundId,
    {
      key,
      clientKey: `application:craftsman:${key}`,
      subject: { kind: "person", id: person.personId },
      paper: {
        title: "个人事迹",
        text: (id) => `${person.name}从业以来的主要攻关项目与带徒情况。申报编号 ${id}。`,
      },
      said: () => "主持多项技术攻关，带出徒弟三名，见附件。",
    },
    at(9, 10),
  );
};
