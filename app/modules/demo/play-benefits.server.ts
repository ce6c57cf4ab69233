import { db } from "#app/lib/db.server.ts";
import { certifyBenefit } from "#app/modules/achievements/benefit/certify-benefit.server.ts";
import { enterBenefit } from "#app/modules/achievements/benefit/enter-benefit.server.ts";
import { addEvidence, registerBenefitFiles } from "#app/modules/achievements/benefit/evidence.server.ts";
import { enterBenefitSchema } from "#app/modules/achievements/benefit/schema.ts";
import { confirmShare, shareBenefit } from "#app/modules/achievements/benefit/share-benefit.server.ts";
import { stateFigures } from "#app/modules/achievements/benefit/state-figures.server.ts";
import { submitBenefit } from "#app/modules/achievements/benefit/submit-benefit.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import { decideAdoption } from "#app/modules/knowledge/replication/decide-adoption.server.ts";
import { measureAdoption } from "#app/modules/knowledge/replication/measure-adoption.server.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import type { DemoCase, EnterpriseKey } from "#prisma/seed/content/types.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dateOf, dayOf, daysFrom, yearOf } from "./demo-days.ts";
import { demoPaper } from "./demo-paper.server.ts";

type Fix = { one: DemoCase; id: string; solvedAt: Date };
type How = "WHOLE" | "PART" | "SUBMITTED";

/** Solved so long ago that its benefit can be counted. */
const SETTLED_DAYS = 85;
/** Days since what finance decided was entered: so long that its month is closed and stands in the union's figures. */
const DECIDED_DAYS = 35;
/**
 * What came of which case: at three enterprises and more below the industry's union and at as many elsewhere, so that
 * the union's figures of it can be shown.
 */
const BENEFITS: readonly [key: string, how: How][] = [
  ["bottle-cap-offset", "WHOLE"],
  ["can-seam-overlap", "SUBMITTED"],
  ["charging-robot-blind", "PART"],
  ["dryer-head-tail-moisture", "WHOLE"],
  ["gravure-register-drift", "WHOLE"],
  ["el-bga-void-condense", "WHOLE"],
  ["ti-var-drip-short-hunting", "WHOLE"],
  ["gb-ghost-order-64", "WHOLE"],
  ["busbar-bend-crack", "WHOLE"],
  ["mt-boring-x-thermal-drift", "WHOLE"],
];
/** Who took over which fix; what the first saved is certified too. */
const ADOPTIONS: readonly [key: string, adopter: EnterpriseKey][] = [
  ["bottle-cap-offset", "distillery"],
  ["charging-robot-blind", "brewery"],
  ["tipping-glue-fling", "packaging"],
  ["conveyor-bottle-fall", "beverage"],
  ["mt-turret-not-clamped", "rail"],
  ["mt-boring-x-thermal-drift", "petroleum"],
  ["mt-coolant-stink-rash", "gearbox"],
];

/** Plays what came of some solved cases: adopted elsewhere with a certificate, and benefits as finance left them. Begun again, it goes on where it stopped. */
export async function playBenefits(cast: Cast, now: Date): Promise<void> {
  // Also where nothing was started that would have said whose files these are.
  registerBenefitFiles();
  const fixes = await settledFixes(now);
  const fixOf = (key: string): Fix => {
    const fix = fixes.find(({ one }) => one.key === key);
    if (!fix) throw new Error(`The demo's case "${key}" is not solved long enough ago`);
    return fix;
  };
  const then = daysFrom(now, -DECIDED_DAYS);
  for (const [key, how] of BENEFITS) await playBenefit(cast, fixOf(key), null, how, how === "SUBMITTED" ? now : then);
  for (const [index, [key, adopter]] of ADOPTIONS.entries()) {
    const fix = fixOf(key);
    const adoption = await playAdoption(cast, fix, adopter, then);
    if (index === 0) await playBenefit(cast, fix, { id: adoption, house: adopter }, "WHOLE", then);
  }
}

/** What an adopter calls its own place of the kind. */
const placeAt = (one: DemoCase): string => `本厂${one.line ?? one.equipmentType}`;

async function settledFixes(now: Date): Promise<Fix[]> {
  const keys = [...BENEFITS, ...ADOPTIONS].map(([key]) => key);
  const rows = await db.problem.findMany({
    where: {
      clientId: { in: keys.map(clientIdOf) },
      state: "SOLVED",
      solvedAt: { lt: daysFrom(now, -SETTLED_DAYS) },
    },
    select: { id: true, clientId: true, solvedAt: true },
  });
  return rows.flatMap(({ id, clientId, solvedAt }) => {
    const one = demoCases.find((candidate) => clientIdOf(candidate.key) === clientId);
    return one && solvedAt ? [{ one, id, solvedAt }] : [];
  });
}

async function playAdoption(cast: Cast, { one, id: fixId }: Fix, adopter: EnterpriseKey, now: Date): Promise<string> {
  const where = { fixId, enterpriseId: cast.organisationId(adopter) };
  const engineer = (at: Date) => cast.as(`${adopter}.engineer`, at);
  if ((await db.reuse.count({ where })) === 0)
    await recordReuse(await engineer(daysFrom(now, -40)), {
      fixId,
      note: "我们的设备也有这个毛病，按这个办法改。",
    });
  const { id: reuseId, state } = await db.reuse.findFirstOrThrow({ where, select: { id: true, state: true } });
  if (state === "ACCEPTED") return reuseId;
  if (state === "TAKEN")
    await measureAdoption(await engineer(daysFrom(now, -8)), reuseId, {
      version: 0,
      place: placeAt(one),
      adapted: "尺寸按我们的设备重新核对，其余照做。",
      startedOn: dateOf(daysFrom(now, -38)),
      endedOn: dateOf(daysFrom(now, -9)),
      result: "试用一个月，效果稳定，班组都会用了。",
      lossYuan: Math.round((one.yuanPerDay ?? 0) * 0.8),
      contact: "设备科 0917-0000000",
      anonymous: false,
      kept: false,
      measures: (one.measures ?? []).slice(0, 2).map(({ name, unit, before, after }) => ({
        name,
        unit,
        before,
        after,
        period: "一个月",
      })),
    });
  await decideAdoption(await cast.as(`${adopter}.reviewer`, daysFrom(now, -7)), {
    id: reuseId,
    version: 1,
    verdict: "FIXED",
    note: "现场看过，数据属实。",
  });
  return reuseId;
}

async function playBenefit(
  cast: Cast,
  { one, id: fixId, solvedAt }: Fix,
  adoption: { id: string; house: string } | null,
  how: How,
  now: Date,
): Promise<void> {
  const house = adoption?.house ?? one.enterprise;
  const by = adoption ? `${house}.engineer` : one.author;
  const clientId = clientIdOf(`benefit:${house}:${one.key}`);
  const to = daysFrom(now, adoption ? -7 : -6);
  const from = adoption ? daysFrom(now, -38) : daysFrom(solvedAt, 1);
  const fromOn = yearOf(from) === yearOf(to) ? dayOf(from) : `${yearOf(to)}-01-01`;
  const days = Math.round((Date.parse(dayOf(to)) - Date.parse(fromOn)) / 86_400_000) + 1;
  const lossPerDay = Math.round((one.yuanPerDay ?? 0) * (adoption ? 0.8 : 1));
  const early = await cast.as(by, daysFrom(now, -5));
  const { id } = await enterBenefit(
    early,
    enterBenefitSchema.parse({
      clientId,
      source: adoption ? `adoption:${adoption.id}` : `fix:${fixId}`,
      kind: "SAVINGS",
      measure: one.downtimeHoursPerWeek ? "DOWNTIME" : one.scrapPercent ? "SCRAP" : "MAINTENANCE",
      place: adoption ? placeAt(one) : (one.assetNumber ?? one.line ?? one.equipmentType),
      fromOn,
      toOn: dayOf(to),
    }),
  );
  const calculation = (version: number, stage: "FORECAST" | "ACTUAL", part: string, cost: number) => ({
    version,
    stage,
    formula: "每天损失 × 减少比例 × 天数",
    inputs: [
      { name: "每天损失", value: String(lossPerDay), unit: "元/天", source: "发布难题时记录" },
      { name: "减少比例", value: part, unit: "", source: "试运行前后对比" },
      { name: "天数", value: String(days), unit: "天", source: "生产日历" },
    ],
    costs: [{ name: "备件和改造工时", yuan: String(cost) }],
  });
  // Each step below makes the next version.
  const { version, shares } = await db.benefit.findUniqueOrThrow({
    where: { id },
    select: { version: true, shares: { select: { personId: true, confirmedOf: true } } },
  });
  if (version < 1) await stateFigures(early, id, calculation(0, "FORECAST", "0.9", 2_000));
  if (version < 2) await stateFigures(early, id, calculation(1, "ACTUAL", "0.82", 2_680));
  const lead = one.solver?.lead ?? "";
  if (version < 3)
    await shareBenefit(early, id, {
      version: 2,
      lines: [
        {
          who: `${cast.personId(lead)}@${cast.organisationId(one.solver?.studio ?? "")}`,
          percent: "70",
          contribution: "找到根本原因，定出整改办法。",
        },
        { who: `${early.personId}@${cast.organisationId(house)}`, percent: "30", contribution: "现场实施、跟班测量。" },
      ],
    });
  const record = `${one.title}\n${fromOn} 至 ${dayOf(to)}，共 ${days} 天。`;
  if ((await db.attachment.count({ where: { ownerKind: "benefit", ownerId: id } })) === 0)
    await addEvidence(early, id, [await demoPaper("运行记录", record)]);
  if (version < 4) await submitBenefit(early, id, 3);
  // The contributor from outside has confirmed where it is certified in whole; elsewhere it waits for them.
  const said = { sharesVersion: 1, decision: "confirm" as const, objection: "" };
  const silent = (personId: string) => !shares.some((line) => line.personId === personId && line.confirmedOf === 1);
  if (silent(early.personId)) await confirmShare(early, id, said);
  if (how === "SUBMITTED") return;
  if (how === "WHOLE" && silent(cast.personId(lead)))
    await confirmShare(await cast.as(lead, daysFrom(now, -4)), id, said);
  if (version > 4) return;
  await certifyBenefit(await cast.as(`${house}.finance`, daysFrom(now, -3)), id, {
    version: 4,
    decision: how,
    amountYuan: how === "PART" ? String(Math.round((lossPerDay * days) / 2)) : "",
    reason: how === "PART" ? "停机按实际排产折算，只认一半。" : "",
  });
}
