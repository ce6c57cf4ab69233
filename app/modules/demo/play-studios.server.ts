import { db } from "#app/lib/db.server.ts";
import { attachTag, createTag } from "#app/modules/alliances/tags/keep-tags.server.ts";
import { enterCompetition, enterResult } from "#app/modules/studios/competitions/enter-competition.server.ts";
import { registerCompetitionFiles } from "#app/modules/studios/competitions/files.server.ts";
import { enterCompetitionSchema, enterResultSchema } from "#app/modules/studios/competitions/schema.ts";
import { decideStudio } from "#app/modules/studios/decide-studio.server.ts";
import { enterFund } from "#app/modules/studios/enter-fund.server.ts";
import { addStudioFiles, registerStudioFiles } from "#app/modules/studios/files.server.ts";
import { confirmPromotion, enterPromotion } from "#app/modules/studios/promote-member.server.ts";
import { startReview, submitReview } from "#app/modules/studios/review-studio.server.ts";
import { saveTargets } from "#app/modules/studios/save-targets.server.ts";
import { decideSchema, fundSchema, promotionSchema, targetsSchema } from "#app/modules/studios/schema.ts";
import { studios } from "#prisma/seed/content/organisations.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dateOf, dayOf, daysFrom, earlierThisYear, yearOf } from "./demo-days.ts";
import { demoPaper } from "./demo-paper.server.ts";

/** The number of one of the federation's papers of that time. */
const paperNumber = (at: Date, n: number): string => `岐工发〔${yearOf(at)}〕 ${n} 号`;

/**
 * Plays some of the life of the demo's studios: a year's targets and money, a promotion, a re-review that waits for the
 * union, an order to put things right, a competition and a title. Begun again, it goes on where it stopped.
 */
export async function playStudios(cast: Cast, now: Date): Promise<void> {
  // Also where nothing was started that would have said whose files these are.
  registerStudioFiles();
  registerCompetitionFiles();
  const year = yearOf(now);
  await nameStudios(cast, now);
  await playYear(cast, year, now);
  await playPromotion(cast, now);
  await playReview(cast, now);
  await playOrder(cast, now);
  await playCompetition(cast, now);
  await playTitle(cast, year, now);
}

/** Those without a day of their own are named by the union, this year. */
async function nameStudios(cast: Cast, now: Date): Promise<void> {
  const decided = earlierThisYear(now, 75);
  for (const [index, { key, level }] of studios.filter((one) => one.designatedOn === undefined).entries()) {
    const studioId = cast.organisationId(key);
    const { state, version } = await db.studio.findUniqueOrThrow({ where: { organisationId: studioId } });
    if (state !== "NONE") continue;
    await decideStudio(
      await cast.as("officer", decided),
      studioId,
      decideSchema.parse({
        action: "designate",
        clientId: clientIdOf(`studio-named:${key}`),
        version,
        level,
        document: paperNumber(decided, 28 + index),
        decidedOn: dayOf(decided),
        decidedBy: "岐川市总工会",
      }),
    );
  }
}

async function playYear(cast: Cast, year: number, now: Date): Promise<void> {
  const studioId = cast.organisationId("machine-tools-cnc");
  if ((await db.studioTarget.count({ where: { studioId } })) === 0) {
    const line = (topic: string, measure: string, unit: string, target: string, actual: string) => ({
      topic,
      measure,
      unit,
      target,
      actual,
      note: "",
    });
    await saveTargets(
      await cast.as("machine-tools-cnc.lead", daysFrom(now, -30)),
      studioId,
      targetsSchema.parse({
        version: 0,
        year,
        lines: [
          line("数控机床故障快修", "解决难题", "项", "6", "5"),
          line("伺服参数优化推广", "推广企业", "家", "3", "2"),
          line("青年技工培养", "带徒出师", "人", "2", "1"),
        ],
      }),
    );
  }
  const fund = async (key: string, by: string, daysAgo: number, values: Record<string, string>) =>
    enterFund(
      await cast.as(by, daysFrom(now, -daysAgo)),
      studioId,
      fundSchema.parse({
        clientId: clientIdOf(`studio-fund:${key}`),
        onDay: dayOf(daysFrom(now, -daysAgo)),
        ...values,
      }),
    );
  await fund("grant", "officer", 120, {
    kind: "GRANTED",
    amountYuan: "50000",
    text: "岐川市总工会",
    document: paperNumber(daysFrom(now, -120), 6),
  });
  await fund("tools", "machine-tools-cnc.lead", 80, {
    kind: "USED",
    amountYuan: "18600",
    text: "激光干涉仪租用和校准",
    document: "发票 00318842",
  });
  await fund("course", "machine-tools-cnc.lead", 25, {
    kind: "USED",
    amountYuan: "7200",
    text: "青年技工数控调试培训教材",
    document: "发票 00320177",
  });
}

async function playPromotion(cast: Cast, now: Date): Promise<void> {
  const studioId = cast.organisationId("machine-tools-cnc");
  const at = daysFrom(now, -20);
  const leader = await cast.as("machine-tools-cnc.lead", at);
  const { id } = await enterPromotion(
    leader,
    studioId,
    promotionSchema.parse({
      clientId: clientIdOf("studio-promotion"),
      personId: cast.personId("machine-tools-cnc.1"),
      kind: "GRADE",
      gradeBefore: "TECHNICIAN",
      gradeAfter: "SENIOR_TECHNICIAN",
      onDay: dayOf(daysFrom(now, -40)),
      issuer: "岐川市人力资源和社会保障局",
      document: "高级技师证书",
    }),
  );
  const { confirmedAt } = await db.studioPromotion.findUniqueOrThrow({ where: { id }, select: { confirmedAt: true } });
  if (confirmedAt) return;
  await addStudioFiles(leader, "studio-promotion", id, [await demoPaper("高级技师证书", "数控车工，高级技师。")]);
  await confirmPromotion(await cast.as("machine-tools.reviewer", daysFrom(now, -19)), studioId, id);
}

async function playReview(cast: Cast, now: Date): Promise<void> {
  const studioId = cast.organisationId("electrical-automation");
  if ((await db.studioReview.count({ where: { studioId, state: { not: "DRAFT" } } })) > 0) return;
  const at = daysFrom(now, -2);
  const leader = await cast.as("electrical-automation.lead", at);
  // The year it is begun in: on New Year's Day that is last year.
  const { id } = await startReview(leader, studioId, yearOf(at));
  const { version } = await db.studioReview.findUniqueOrThrow({ where: { id }, select: { version: true } });
  await addStudioFiles(leader, "studio-review", id, [await demoPaper("年度工作总结", "攻关、带徒和交流情况见正文。")]);
  await submitReview(leader, id, {
    version,
    summary: "全年接了本市多家企业的自动化难题，PLC 通讯和传感器选型是重点。经费主要用在测试台和培训上。",
    plan: "明年把故障诊断的办法整理成操作法，再带两名徒弟出师。",
  });
}

async function playOrder(cast: Cast, now: Date): Promise<void> {
  const studioId = cast.organisationId("gearbox-assembly");
  if ((await db.studioDecision.count({ where: { studioId } })) > 0) return;
  const at = daysFrom(now, -10);
  const { version } = await db.studio.findUniqueOrThrow({
    where: { organisationId: studioId },
    select: { version: true },
  });
  await decideStudio(
    await cast.as("officer", at),
    studioId,
    decideSchema.parse({
      action: "rectify",
      clientId: clientIdOf("studio-order"),
      version,
      document: paperNumber(at, 41),
      decidedOn: dayOf(at),
      decidedBy: "岐川市总工会",
      reason: "两年没有带徒，活动记录不全。请补齐记录，落实两对师徒。",
      dueOn: dayOf(daysFrom(now, 50)),
    }),
  );
}

async function playCompetition(cast: Cast, now: Date): Promise<void> {
  const officer = await cast.as("officer", daysFrom(now, -50));
  const { id } = await enterCompetition(
    officer,
    enterCompetitionSchema.parse({
      clientId: clientIdOf("competition"),
      name: "岐川市职工职业技能大赛",
      nameEn: "Qichuan Workers' Skills Competition",
      level: "MUNICIPAL",
      heldOn: dayOf(daysFrom(now, -60)),
      organiser: "岐川市总工会、市人社局",
      organisationId: cast.organisationId("federation"),
    }),
  );
  const result = (person: string, event: string, rank: string, medal: string) =>
    enterResult(
      officer,
      id,
      enterResultSchema.parse({
        clientId: clientIdOf(`competition:${person}`),
        personId: cast.personId(person),
        event,
        rank,
        medal,
      }),
    );
  await result("machine-tools-cnc.1", "数控机床装调维修", "1", "GOLD");
  await result("electrical-automation.lead", "电气自动化", "2", "SILVER");
}

async function playTitle(cast: Cast, year: number, now: Date): Promise<void> {
  const officer = await cast.as("officer", daysFrom(now, -90));
  const ownerId = cast.organisationId("federation");
  const known = await db.enterpriseTag.findFirst({ where: { ownerId }, select: { id: true } });
  const { id } =
    known ?? (await createTag(officer, { ownerId, name: "示范企业", nameEn: "100 demonstration firms", year }));
  for (const key of ["brewery", "machine-tools", "electrical"]) {
    const enterpriseId = cast.organisationId(key);
    if ((await db.enterpriseTagging.count({ where: { tagId: id, enterpriseId } })) > 0) continue;
    await attachTag(officer, id, {
      enterpriseId,
      fromOn: dateOf(daysFrom(now, -100)),
      document: paperNumber(daysFrom(now, -100), 12),
    });
  }
}
