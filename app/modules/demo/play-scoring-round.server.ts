import { db } from "#app/lib/db.server.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import {
  passOnApplication,
  recommendApplication,
} from "#app/modules/awards/applications/recommend-application.server.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { seatPerson } from "#app/modules/awards/panel/seat-judge.server.ts";
import { startPanel } from "#app/modules/awards/panel/start-panel.server.ts";
import { defineRound, startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { closeRound, openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { saveGates, saveRubric } from "#app/modules/awards/rounds/save-rubric.server.ts";
import { defineRoundSchema } from "#app/modules/awards/rounds/schema.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import { factsFrom } from "#app/modules/awards/scores/facts-from.ts";
import { askedOf } from "#app/modules/awards/scores/sheet.ts";
import { applicationVersion, exampleTitle, handIn, roundVersion, saveSheetOnce } from "./award-steps.server.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom, yearOf } from "./demo-days.ts";
import { STUDIO_GATES, STUDIO_RUBRIC } from "./studio-rubric.ts";

/** Studios that applied, and the union between their enterprise and the federation. */
const APPLIED = [
  { studio: "machine-tools-cnc", enterprise: "machine-tools", union: "officer-industry" },
  { studio: "electrical-automation", enterprise: "electrical", union: "officer-industry" },
  { studio: "cigarette-control", enterprise: "cigarette", union: null },
  // One judge works there: the substitute steps in.
  { studio: "distillery-process", enterprise: "distillery", union: "officer-county" },
] as const;
type Studio = (typeof APPLIED)[number]["studio"];

/** In which part of the range a judge gave points, of the sheets handed in so far; drafts wait for the judge. */
const SHEETS: { judge: string; given: Partial<Record<Studio, number>>; draft?: Studio }[] = [
  {
    judge: "brewery.reviewer",
    given: { "machine-tools-cnc": 0.9, "cigarette-control": 0.92 },
    draft: "distillery-process",
  },
  {
    judge: "distillery.reviewer",
    given: { "machine-tools-cnc": 0.84, "electrical-automation": 0.8, "cigarette-control": 0.45 },
  },
  {
    judge: "electronics.reviewer",
    given: { "machine-tools-cnc": 0.88, "electrical-automation": 0.76, "distillery-process": 0.9 },
  },
];
const SUBSTITUTE = "titanium.reviewer";

const SAID: Record<string, string> = {
  level: "近两年承接的难题以跨专业攻关为主，办法写成了操作卡，在本市多家企业用上了。",
  training: "名师带徒结对，徒弟独立处理故障，出师考核由企业和工会共同组织。",
  file: "年度总结、活动签到表、攻关记录和采用单位证明齐全。",
};

const day = (now: Date, days: number): string => dayOf(daysFrom(now, days));

/** A round of studios that its panel scores just now. Begun again, it goes on where it stopped. */
export async function playScoringRound(cast: Cast, now: Date): Promise<void> {
  const at = (days: number) => daysFrom(now, days);
  const officer = (days: number) => cast.as("officer", at(days));
  const id = await startStudioRound(cast, now);
  const state = async () => (await db.awardRound.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
  if ((await state()) === "DRAFT") {
    await defineStudioRound(cast, id, now);
    await openRound(await officer(-59), id, await roundVersion(id));
  }
  if ((await state()) === "OPEN") {
    for (const { studio } of APPLIED) await apply(cast, id, studio, at(-45));
    await closeRound(await officer(-34), id, await roundVersion(id));
  }
  if ((await state()) === "REVIEW") {
    for (const one of APPLIED) await review(cast, id, one, at);
    await takeSeats(cast, id, at(-26));
    await startPanel(await officer(-24), id, await roundVersion(id));
  }
  if ((await state()) === "PANEL") await judge(cast, id, at(-6));
}

const applicationKey = (studio: Studio): string => `application:studio:${studio}`;
const applicationOf = (roundId: string, studio: Studio) =>
  db.awardApplication.findFirstOrThrow({
    where: { roundId, clientId: clientIdOf(applicationKey(studio)) },
    select: { id: true, state: true, steps: { select: { position: true, decision: true } } },
  });

const apply = (cast: Cast, roundId: string, studio: Studio, at: Date): Promise<string> =>
  handIn(
    cast,
    roundId,
    {
      key: `${studio}.lead`,
      clientKey: applicationKey(studio),
      subject: { kind: "studio", id: cast.organisationId(studio) },
      paper: { title: "工作室事迹材料", text: (number) => `两年来的攻关、带徒和交流情况。申报编号 ${number}。` },
      said: (criterion) => SAID[criterion] ?? "见附件。",
    },
    at,
  );

async function review(
  cast: Cast,
  roundId: string,
  { studio, enterprise, union }: (typeof APPLIED)[number],
  at: (days: number) => Date,
): Promise<void> {
  const { id, state, steps } = await applicationOf(roundId, studio);
  if (state === "ADMITTED") return;
  const opinion = async (text: string) => ({ version: await applicationVersion(id), opinion: text });
  if (state === "SUBMITTED") {
    const reviewer = await cast.as(`${enterprise}.reviewer`, at(-33));
    await recommendApplication(reviewer, id, await opinion("工作室作用明显，同意推荐。"));
  }
  const waits = steps.some((step) => step.position > 0 && step.decision === "WAITING");
  if (union && waits) await passOnApplication(await cast.as(union, at(-31)), id, await opinion("同意推荐。"));
  await admitApplication(await cast.as("officer", at(-28)), id, await applicationVersion(id));
}

async function startStudioRound(cast: Cast, now: Date): Promise<string> {
  const title = await exampleTitle(cast, "studio");
  const year = yearOf(now);
  const { id } = await startRound(await cast.as("officer", daysFrom(now, -62)), {
    clientId: clientIdOf("award-round:studios"),
    titleId: title.id,
    year,
    name: `${year} 年示范性创新工作室评选`,
    nameEn: `Demonstration studios ${year}`,
  });
  return id;
}

async function defineStudioRound(cast: Cast, id: string, now: Date): Promise<void> {
  const officer = await cast.as("officer", daysFrom(now, -62));
  const { year, name, nameEn, title } = await db.awardRound.findUniqueOrThrow({
    where: { id },
    select: { year: true, name: true, nameEn: true, title: { select: { grades: true } } },
  });
  await saveRubric(officer, id, { version: await roundVersion(id), content: STUDIO_RUBRIC });
  await saveGates(officer, id, { version: await roundVersion(id), content: [...STUDIO_GATES] });
  await defineRound(
    officer,
    id,
    defineRoundSchema.parse({
      version: await roundVersion(id),
      year,
      name,
      nameEn,
      factsFrom: `${year - 1}-01-01`,
      factsUntil: day(now, -61),
      opensOn: day(now, -60),
      closesOn: day(now, -35),
      recommendOn: day(now, -30),
      reviewOn: day(now, -25),
      panelOn: day(now, 12),
      noticeDays: 5,
      headRule: "NOT_FIRST",
      countedCompleters: 1,
      minJudges: 3,
      spreadLimit: 20,
      places: title.grades.map((grade) => ({ grade, places: 2 })),
    }),
  );
  const seats = [...SHEETS.map((one) => one.judge), SUBSTITUTE];
  for (const [index, key] of seats.entries()) {
    const personId = cast.personId(key);
    if ((await db.panelSeat.count({ where: { roundId: id, personId } })) > 0) continue;
    await seatPerson(officer, id, { personId, chair: index === 0, substitute: key === SUBSTITUTE });
  }
}

async function takeSeats(cast: Cast, roundId: string, at: Date): Promise<void> {
  for (const key of [...SHEETS.map((one) => one.judge), SUBSTITUTE]) {
    const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId, personId: cast.personId(key) } });
    if (!seat.acceptedAt) await answerSeat(await cast.as(key, at), seat.id, true);
  }
}

/** Most of the sheets come in. */
async function judge(cast: Cast, roundId: string, at: Date): Promise<void> {
  const { rubric } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId }, select: { rubric: true } });
  for (const { judge: key, given, draft } of SHEETS)
    for (const { studio } of APPLIED) {
      const part = given[studio] ?? (studio === draft ? 0.7 : null);
      if (part === null) continue;
      const { id } = await applicationOf(roundId, studio);
      const facts = await db.applicationFact.findMany({ where: { applicationId: id } });
      const scores = askedOf(readRubric(rubric), factsFrom(facts)).map(({ criterion, least, most }, index) => ({
        key: criterion.key,
        points: studio === draft && index > 0 ? "" : String(Math.round((least + (most - least) * part) / 100)),
        remark: "",
      }));
      await saveSheetOnce(await cast.as(key, at), id, { submit: studio !== draft, scores });
    }
}
