import { addDays } from "date-fns/addDays";
import { db } from "#app/lib/db.server.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { addTitle } from "#app/modules/awards/titles/write-title.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { clientIdOf } from "./play-case.server.ts";
import { playPersonRound } from "./person-round.server.ts";

const TITLE = {
  subject: "PERSON",
  name: "装备系统首席技师",
  nameEn: "Chief technician of the equipment industry",
  legalBasis: "装备制造产业工会首席技师选树办法",
  grades: ["入选"],
} as const;

/** The industry's union has its proposal under public notice, and somebody objected. Begun again, it leaves out what is there. */
export async function playNoticeRound(cast: Cast, now: Date): Promise<void> {
  const at = (days: number) => addDays(now, days);
  const organisationId = cast.organisationId("industry");
  const known = await db.awardTitle.findFirst({ where: { organisationId, name: TITLE.name }, select: { id: true } });
  if (!known)
    await addTitle(await cast.as("officer-industry", at(-50)), { ...TITLE, organisationId, grades: [...TITLE.grades] });
  const title = await db.awardTitle.findFirstOrThrow({ where: { organisationId, name: TITLE.name } });
  const year = now.getUTCFullYear();
  const played = await playPersonRound(cast, {
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
    at: {
      defined: at(-49),
      opened: at(-48),
      applied: at(-40),
      closes: at(-32),
      closed: at(-31),
      recommended: at(-29),
      seats: at(-26),
      admitted: at(-25),
      panel: at(-22),
      scored: at(-10),
      panelClosed: at(-3),
      published: at(-2),
    },
  });
  if (!played) return;
  await objectTo(await cast.as("gearbox.engineer", at(-1)), {
    clientId: clientIdOf("objection:technicians"),
    applicationId: played.applications[1] ?? "",
    name: "牛耕野",
    contact: "0917-0000000",
    text: "申报表里“带出徒弟三名”，其中一名去年已调到别的车间，请核实带徒协议。",
  });
}

/** Next year's round, begun by the officer and not open yet. Begun again, it leaves out what is there. */
export async function playPlannedRound(cast: Cast, now: Date): Promise<void> {
  const clientId = clientIdOf("award-round:planned");
  if ((await db.awardRound.count({ where: { clientId } })) > 0) return;
  const title = await db.awardTitle.findFirstOrThrow({
    where: { organisationId: cast.organisationId("federation"), subject: "ACHIEVEMENT" },
    orderBy: { createdAt: "desc" },
  });
  const year = now.getUTCFullYear() + 1;
  await startRound(await cast.as("officer", addDays(now, -1)), {
    clientId,
    titleId: title.id,
    year,
    name: `${year} 年“五小”优秀成果评选`,
    nameEn: `Outstanding small innovations ${year}`,
  });
}
