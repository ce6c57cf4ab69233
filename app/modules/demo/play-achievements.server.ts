import { db } from "#app/lib/db.server.ts";
import { changeAchievement } from "#app/modules/achievements/achievement/change-achievement.server.ts";
import { decideAchievement } from "#app/modules/achievements/achievement/decide-achievement.server.ts";
import { enterAchievement } from "#app/modules/achievements/achievement/enter-achievement.server.ts";
import {
  addAchievementEvidence,
  registerAchievementFiles,
} from "#app/modules/achievements/achievement/evidence.server.ts";
import { achievementSchema, enterAchievementSchema } from "#app/modules/achievements/achievement/schema.ts";
import {
  confirmContribution,
  shareAchievement,
} from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { submitAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import { enterprises, studios } from "#prisma/seed/content/organisations.ts";
import type { DemoCase } from "#prisma/seed/content/types.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom, yearOf } from "./demo-days.ts";
import { demoPaper } from "./demo-paper.server.ts";
import { APPLIED_WITH } from "./demo-people.ts";

type How = "REGISTERED" | "SUBMITTED" | "ON_BEHALF";
/** Of which case, and how far each goes; the first is not applied with yet. A patent was granted at three houses of one union. */
const PLAN: readonly { key: string; how: How; granted?: true }[] = [
  { key: "gb-ghost-order-64", how: "REGISTERED", granted: true },
  { key: APPLIED_WITH[0], how: "REGISTERED", granted: true },
  { key: APPLIED_WITH[1], how: "REGISTERED" },
  { key: "mt-boring-x-thermal-drift", how: "REGISTERED", granted: true },
  { key: "dryer-head-tail-moisture", how: "SUBMITTED" },
  { key: "gravure-register-drift", how: "ON_BEHALF" },
];
/** Days since it was begun: what is registered stands in the union's figures, what is not waits since the other day. */
const BEGUN_DAYS: Record<How, number> = { REGISTERED: 37, SUBMITTED: 3, ON_BEHALF: 3 };

/** Plays what was made of solved cases: registered, before the reviewer, entered on behalf. Begun again, it goes on where it stopped. */
export async function playAchievements(cast: Cast, now: Date): Promise<void> {
  // Also where nothing was started that would have said whose files these are.
  registerAchievementFiles();
  for (const planned of PLAN) {
    const one = demoCases.find(({ key }) => key === planned.key);
    const fix = await db.problem.findFirst({ where: { clientId: clientIdOf(planned.key) }, select: { id: true } });
    if (!one || !fix) throw new Error(`The demo has no case "${planned.key}"`);
    await playAchievement(cast, one, fix.id, planned, now);
  }
}

async function playAchievement(
  cast: Cast,
  one: DemoCase,
  fixId: string,
  { how, granted }: (typeof PLAN)[number],
  now: Date,
): Promise<void> {
  const clientId = clientIdOf(`achievement:${one.key}`);
  const solver = one.solver;
  const studio = studios.find((candidate) => candidate.key === solver?.studio);
  if (!solver || !studio) return;
  const second = solver.lead === `${studio.key}.lead` ? `${studio.key}.1` : `${studio.key}.lead`;
  const reviewer = `${studio.enterprise}.reviewer`;
  const begun = daysFrom(now, -BEGUN_DAYS[how]);
  const by = await cast.as(how === "ON_BEHALF" ? reviewer : solver.lead, begun);
  const { id } = await enterAchievement(
    by,
    enterAchievementSchema.parse({ clientId, source: `fix:${fixId}`, kind: "TECHNICAL_RENOVATION" }),
  );
  // Each step below makes the next version.
  const { version, title, completedOn, contributors } = await db.achievement.findUniqueOrThrow({
    where: { id },
    include: { contributors: { select: { personId: true, confirmedOf: true } } },
  });
  if (version < 1)
    await changeAchievement(
      by,
      id,
      achievementSchema.parse({
        version: 0,
        kind: "TECHNICAL_RENOVATION",
        title: `${title}的攻关与应用`.slice(0, 120),
        completedOn: dayOf(completedOn),
        summary: `${one.title}。${one.solution?.rootCause ?? ""}`,
        innovation: one.solution?.actions,
        application: "已在提出企业稳定运行，办法在平台上公开，同类设备可以直接采用。",
        social: "减少了停机抢修，班组劳动强度下降。",
        patents:
          how === "REGISTERED" && one.measures?.length
            ? [
                {
                  kind: "UTILITY_MODEL",
                  number: `${yearOf(begun)} 2 ${String(1_000_000 + demoCases.indexOf(one))}.X`,
                  title: `${one.equipmentType}改进装置`,
                  holder: enterprises.find((house) => house.key === studio.enterprise)?.name ?? "",
                  state: granted ? "GRANTED" : "APPLIED",
                  on: dayOf(daysFrom(begun, -20)),
                },
              ]
            : [],
      }),
    );
  if (granted && (await db.attachment.count({ where: { ownerKind: "achievement", ownerId: id } })) === 0)
    await addAchievementEvidence(by, id, [await demoPaper("专利证书", `${one.equipmentType}改进装置，实用新型。`)]);
  const line = (key: string, percent: string, contribution: string) => ({
    who: `${cast.personId(key)}@${cast.organisationId(studio.key)}`,
    percent,
    contribution,
  });
  if (version < 2)
    await shareAchievement(by, id, {
      version: 1,
      lines: [
        line(solver.lead, "65", "查清根本原因，定出整改办法，现场主持实施。"),
        line(second, "35", "设计改装件，组织试验和测量。"),
      ],
    });
  if (how === "ON_BEHALF") return;
  const said = { sharesVersion: 2, decision: "confirm" as const, objection: "" };
  const silent = (personId: string) =>
    !contributors.some((line) => line.personId === personId && line.confirmedOf === said.sharesVersion);
  if (silent(by.personId)) await confirmContribution(by, id, said);
  if (version < 3)
    await submitAchievement(await cast.as(solver.lead, daysFrom(begun, 1)), id, { version: 2, novelty: "" });
  if (how === "SUBMITTED") return;
  const other = await cast.as(second, daysFrom(begun, 1));
  if (silent(other.personId)) await confirmContribution(other, id, said);
  if (version > 3) return;
  await decideAchievement(await cast.as(reviewer, daysFrom(begun, 2)), id, {
    version: 3,
    decision: "register",
    reason: "",
  });
}
