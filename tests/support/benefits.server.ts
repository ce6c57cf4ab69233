import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { enterBenefit } from "#app/modules/achievements/benefit/enter-benefit.server.ts";
import { addEvidence } from "#app/modules/achievements/benefit/evidence.server.ts";
import { type EnteredBenefit, enterBenefitSchema } from "#app/modules/achievements/benefit/schema.ts";
import { shareBenefit } from "#app/modules/achievements/benefit/share-benefit.server.ts";
import { stateFigures } from "#app/modules/achievements/benefit/state-figures.server.ts";
import { submitBenefit } from "#app/modules/achievements/benefit/submit-benefit.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { word } from "#tests/support/documents.ts";
import { type World } from "#tests/support/factories.server.ts";
import { awaitingAcceptance, tackledProblem } from "#tests/support/solving.server.ts";

/** The year after the trials of the test's world; everybody acts once it is over. */
export const LATER = new Date("2028-03-01T08:00:00Z");
export const later = (actor: Actor): Actor => ({ ...actor, now: LATER });

/** Solved for the brewery by a craftsman of the tools works; 1,000 yuan were lost a day. */
export async function solvedProblem(world: World): Promise<string> {
  const id = await tackledProblem(world, { impactFen: 100_000n });
  await awaitingAcceptance(world, id);
  await acceptSolution(world.engineer2, { problemId: id, version: null, verdict: "FIXED" });
  return id;
}

export const entry = (fixId: string, more: Partial<Record<keyof EnteredBenefit, unknown>> = {}): EnteredBenefit =>
  enterBenefitSchema.parse({
    clientId: randomUUID(),
    source: `fix:${fixId}`,
    kind: "SAVINGS",
    measure: "DOWNTIME",
    place: "灌装 3 线",
    fromOn: "2027-01-01",
    toOn: "2027-01-31",
    ...more,
  });

export const figures = (version: number, stage: "FORECAST" | "ACTUAL", hours: string, cost = "500") => ({
  version,
  stage,
  formula: "少停小时 × 每小时损失",
  inputs: [
    { name: "少停小时", value: hours, unit: "h", source: "停机记录" },
    { name: "每小时损失", value: "100", unit: "元/h", source: "财务" },
  ],
  costs: [{ name: "备件", yuan: cost }],
});

export const versionOf = async (id: string) => (await db.benefit.findUniqueOrThrow({ where: { id } })).version;
export const sharesOf = (world: World, first = "70", second = "30") => [
  { who: `${world.craftsman.personId}@${world.toolsStudio}`, percent: first, contribution: "找到原因" },
  { who: `${world.engineer.personId}@${world.brewery}`, percent: second, contribution: "改护栏" },
];

/** Ready for finance: calculated, proved and shared. */
export async function submitted(world: World, fixId: string, hours = "200", more: Parameters<typeof entry>[1] = {}) {
  const engineer = later(world.engineer);
  const { id } = await enterBenefit(engineer, entry(fixId, more));
  await stateFigures(engineer, id, figures(0, "ACTUAL", hours));
  await shareBenefit(engineer, id, { version: 1, lines: sharesOf(world) });
  await addEvidence(engineer, id, [new File([new Uint8Array(word(`停机记录 ${id}`))], "停机记录.docx")]);
  await submitBenefit(engineer, id, await versionOf(id));
  return id;
}
export const whole = async (id: string) => ({
  version: await versionOf(id),
  decision: "WHOLE" as const,
  amountYuan: "",
  reason: "",
});
