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
import { applicationVersion, handIn, roundVersion, saveSheetOnce } from "./award-steps.server.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { daysOfRound, type RoundSteps } from "./round-days.ts";

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
  at: RoundSteps;
};

/** Plays it through to the notice; begun again, it goes on where it stopped. */
export async function playPersonRound(
  cast: Cast,
  round: PersonRound,
): Promise<{ id: string; applications: { id: string; state: string }[] }> {
  const { at, year, name, nameEn } = round;
  const officer = (when: Date) => cast.as(round.officer, when);
  const clientId = clientIdOf(`award-round:${round.key}`);
  const { id } = await startRound(await officer(at.defined), { clientId, titleId: round.titleId, year, name, nameEn });
  const state = async () => (await db.awardRound.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
  const applications = () => applicationsOf(id, round);
  if ((await state()) === "DRAFT") {
    await define(cast, round, id);
    await openRound(await officer(at.opened), id, await roundVersion(id));
  }
  if ((await state()) === "OPEN") {
    for (const { key } of round.applied) await apply(cast, id, key, at.applied);
    await closeRound(await officer(at.closed), id, await roundVersion(id));
  }
  if ((await state()) === "REVIEW") {
    await review(cast, round, await applications());
    await takeSeats(cast, round, id);
    await startPanel(await officer(at.panel), id, await roundVersion(id));
  }
  if ((await state()) === "PANEL") {
    await score(cast, round, await applications());
    const { panelClosedAt } = await db.awardRound.findUniqueOrThrow({ where: { id }, select: { panelClosedAt: true } });
    if (!panelClosedAt) await closePanel(await officer(at.panelClosed), id, await roundVersion(id));
    await publishNotice(await officer(at.published), id, await roundVersion(id));
  }
  return { id, applications: await applications() };
}

const applicationKey = (roundId: string, key: string): string => `application:${roundId}:${key}`;

/** The applications there are, in the order of who applies. */
async function applicationsOf(roundId: string, round: PersonRound): Promise<{ id: string; state: string }[]> {
  const rows = await db.awardApplication.findMany({
    where: { roundId },
    select: { id: true, clientId: true, state: true },
  });
  return round.applied.flatMap(({ key }) => {
    const clientId = clientIdOf(applicationKey(roundId, key));
    return rows.find((row) => row.clientId === clientId) ?? [];
  });
}

async function define(cast: Cast, round: PersonRound, id: string): Promise<void> {
  const { at, year, name, nameEn } = round;
  const officer = await cast.as(round.officer, at.defined);
  await saveRubric(officer, id, { version: await roundVersion(id), content: RUBRIC });
  await defineRound(
    officer,
    id,
    defineRoundSchema.parse({
      version: await roundVersion(id),
      year,
      name,
      nameEn,
      ...daysOfRound(at),
      noticeDays: 5,
      headRule: "NOT_AMONG",
      countedCompleters: 1,
      minJudges: 2,
      spreadLimit: 20,
      places: [{ grade: round.grade, places: 2 }],
    }),
  );
  for (const [index, key] of round.judges.entries()) {
    const personId = cast.personId(key);
    if ((await db.panelSeat.count({ where: { roundId: id, personId } })) > 0) continue;
    await seatPerson(officer, id, { personId, chair: index === 0, substitute: false });
  }
}

async function review(
  cast: Cast,
  { at, ...round }: PersonRound,
  applications: readonly { id: string; state: string }[],
): Promise<void> {
  for (const [index, { id, state }] of applications.entries()) {
    if (state === "SUBMITTED") {
      const reviewer = await cast.as(round.applied[index]?.reviewer ?? "", at.recommended);
      await recommendApplication(reviewer, id, { version: await applicationVersion(id), opinion: "同意推荐。" });
    }
    if (state === "ADMITTED") continue;
    await admitApplication(await cast.as(round.officer, at.admitted), id, await applicationVersion(id));
  }
}

async function takeSeats(cast: Cast, { at, judges }: PersonRound, roundId: string): Promise<void> {
  for (const key of judges) {
    const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId, personId: cast.personId(key) } });
    if (!seat.acceptedAt) await answerSeat(await cast.as(key, at.seats), seat.id, true);
  }
}

async function score(cast: Cast, round: PersonRound, applications: readonly { id: string }[]): Promise<void> {
  for (const [j, key] of round.judges.entries())
    for (const [index, { id }] of applications.entries())
      await saveSheetOnce(await cast.as(key, round.at.scored), id, {
        submit: true,
        scores: [{ key: KEY, points: round.applied[index]?.points[j] ?? "80", remark: "" }],
      });
}

async function apply(cast: Cast, roundId: string, key: string, at: Date): Promise<string> {
  const person = await cast.as(key, at);
  return handIn(
    cast,
    roundId,
    {
      key,
      clientKey: applicationKey(roundId, key),
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
