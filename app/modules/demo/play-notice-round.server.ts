import { db } from "#app/lib/db.server.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { addTitle } from "#app/modules/awards/titles/write-title.server.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { daysFrom, yearOf } from "./demo-days.ts";
import { exampleTitle } from "./award-steps.server.ts";
import { playPersonRound } from "./person-round.server.ts";
import { noticeSteps } from "./round-days.ts";

const TITLE = {
  subject: "PERSON",
  name: "装备系统首席技师",
  nameEn: "Chief technician of the equipment industry",
  legalBasis: "装备制造产业工会首席技师选树办法",
  grades: ["入选"],
} as const;

/** The industry's union has its proposal under public notice, and somebody objected. Begun again, it goes on where it stopped. */
export async function playNoticeRound(cast: Cast, now: Date): Promise<void> {
  const organisationId = cast.organisationId("industry");
  const known = await db.awardTitle.findFirst({ where: { organisationId, name: TITLE.name }, select: { id: true } });
  if (!known)
    await addTitle(await cast.as("officer-industry", daysFrom(now, -50)), {
      ...TITLE,
      organisationId,
      grades: [...TITLE.grades],
    });
  const title = await db.awardTitle.findFirstOrThrow({ where: { organisationId, name: TITLE.name } });
  const year = yearOf(now);
  const { applications } = await playPersonRound(cast, {
    key: "technicians",
    officer: "officer-industry",
    titleId: title.id,
    grade: TITLE.grades[0],
    year,
    name: `${year} 年装备系统首席技师选树`,
    nameEn: `Chief technicians of the equipment industry ${year}`,
    judges: ["machine-tools.reviewer", "electrical.reviewer"],
    applied: [
      { key: "titanium-rolling.lead", reviewer: "titanium.reviewer", points: ["91", "93"] },
      { key: "gearbox-grinding.lead", reviewer: "gearbox.reviewer", points: ["87", "85.5"] },
    ],
    at: noticeSteps(now),
  });
  await objectTo(await cast.as("gearbox.engineer", daysFrom(now, -1)), {
    clientId: clientIdOf("objection:technicians"),
    applicationId: applications[1]?.id ?? "",
    name: "牛耕野",
    contact: "0917-0000000",
    text: "申报表里“带出徒弟三名”，其中一名去年已调到别的车间，请核实带徒协议。",
  });
}

/** Next year's round, begun by the officer and not open yet. Begun again, it leaves out what is there. */
export async function playPlannedRound(cast: Cast, now: Date): Promise<void> {
  const clientId = clientIdOf("award-round:planned");
  if ((await db.awardRound.count({ where: { clientId } })) > 0) return;
  const title = await exampleTitle(cast, "five-small");
  const year = yearOf(now) + 1;
  await startRound(await cast.as("officer", daysFrom(now, -1)), {
    clientId,
    titleId: title.id,
    year,
    name: `${year} 年“五小”优秀成果评选`,
    nameEn: `Outstanding small innovations ${year}`,
  });
}
