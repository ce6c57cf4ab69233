import { db } from "#app/lib/db.server.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import { recommendApplication } from "#app/modules/awards/applications/recommend-application.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { seatPerson } from "#app/modules/awards/panel/seat-judge.server.ts";
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

/** A round of people that two judges score, up to its public notice. */
export type PersonRound = {
  key: string;
  officer: string;
  titleId: string;
  grade: string;
  year: number;
  name: string;
  nameEn: string;
  judges: readonly [string, string];
  /** Who applies, with the reviewer of the enterprise and what the judges give. */
  applied: readonly { key: string; reviewer: string; points: readonly [string, string] }[];
  /** When each step was, in order. */
  at: Record<
    "defined" | "opened" | "applied" | "closes" | "closed" | "recommended" | "admitted" | "seats" | "panel" | "scored",
    Date
  > & { panelClosed: Date; published: Date };
};

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** Plays it through to the notice. Null where it was begun before: it is not played twice. */
export async function playPersonRound(
  cast: Cast,
  round: PersonRound,
): Promise<{ id: string; applications: string[] } | null> {
  const clientId = clientIdOf(`award-round:${round.key}`);
  if ((await db.awardRound.count({ where: { clientId } })) > 0) return null;
  const { at, year, name, nameEn } = round;
  const officer = (when: Date) => cast.as(round.officer, when);
  const { id } = await startRound(await officer(at.defined), { clientId, titleId: round.titleId, year, name, nameEn });
  const version = () => roundVersion(id);
  await saveRubric(await officer(at.defined), id, { version: await version(), content: RUBRIC });
  await defineRound(
    await officer(at.defined),
    id,
    defineRoundSchema.parse({
      version: await version(),
      year,
      name,
      nameEn,
      factsFrom: `${at.defined.getUTCFullYear() - 1}-01-01`,
      factsUntil: day(at.defined),
      opensOn: day(at.opened),
      closesOn: day(at.closes),
      recommendOn: day(at.recommended),
      reviewOn: day(at.admitted),
      panelOn: day(at.panelClosed),
      noticeDays: 5,
      headRule: "NOT_AMONG",
      countedCompleters: 1,
      minJudges: 2,
      spreadLimit: 20,
      places: [{ grade: round.grade, places: 2 }],
    }),
  );
  for (const [index, key] of round.judges.entries()) {
    const seat = { personId: cast.personId(key), chair: index === 0, substitute: false };
    await seatPerson(await officer(at.defined), id, seat);
  }
  await openRound(await officer(at.opened), id, await version());
  const applications: string[] = [];
  for (const { key } of round.applied) applications.push(await apply(cast, id, key, at.applied));
  await closeRound(await officer(at.closed), id, await version());
  for (const [index, application] of applications.entries()) {
    const reviewer = await cast.as(round.applied[index]?.reviewer ?? "", at.recommended);
    const opinion = { version: await applicationVersion(application), opinion: "同意推荐。" };
    await recommendApplication(reviewer, application, opinion);
    await admitApplication(await officer(at.admitted), application, await applicationVersion(application));
  }
  for (const key of round.judges) {
    const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId: id, personId: cast.personId(key) } });
    await answerSeat(await cast.as(key, at.seats), seat.id, true);
  }
  await startPanel(await officer(at.panel), id, await version());
  for (const [j, key] of round.judges.entries())
    for (const [index, application] of applications.entries())
      await saveSheet(await cast.as(key, at.scored), application, {
        version: 0,
        submit: true,
        scores: [{ key: KEY, points: round.applied[index]?.points[j] ?? "80", remark: "" }],
      });
  await closePanel(await officer(at.panelClosed), id, await version());
  await publishNotice(await officer(at.published), id, await version());
  return { id, applications };
}

async function apply(cast: Cast, roundId: string, key: string, at: Date): Promise<string> {
  const person = await cast.as(key, at);
  return handIn(
    cast,
    roundId,
    {
      key,
      clientKey: `application:${roundId}:${key}`,
      subject: { kind: "person", id: person.personId },
      paper: {
        title: "个人事迹",
        text: (id) => `${person.name}从业以来的主要攻关项目与带徒情况。申报编号 ${id}。`,
      },
      said: () => "主持多项技术攻关，带出徒弟三名，见附件。",
    },
    at,
  );
}
