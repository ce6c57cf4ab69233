import { addDays } from "date-fns/addDays";
import { db } from "#app/lib/db.server.ts";
import { changeAchievement } from "#app/modules/achievements/achievement/change-achievement.server.ts";
import { decideAchievement } from "#app/modules/achievements/achievement/decide-achievement.server.ts";
import { enterAchievement } from "#app/modules/achievements/achievement/enter-achievement.server.ts";
import { achievementSchema, enterAchievementSchema } from "#app/modules/achievements/achievement/schema.ts";
import {
  confirmContribution,
  shareAchievement,
} from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { submitAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import { enterprises, studios } from "#prisma/seed/content/organisations.ts";
import type { DemoCase } from "#prisma/seed/content/types.ts";
import type { Cast } from "./demo-actors.server.ts";
import { TRIED } from "./demo-people.ts";
import { clientIdOf } from "./play-case.server.ts";

/** How far each goes, in the order they are chosen. */
const PLAN = ["REGISTERED", "SUBMITTED", "REGISTERED", "ON_BEHALF", "REGISTERED", "REGISTERED"] as const;
const day = (at: Date): string => at.toISOString().slice(0, 10);

/** Plays what was made of solved cases: registered, before the reviewer, entered on behalf. Begun again, it leaves out what is there. */
export async function playAchievements(cast: Cast, now: Date): Promise<void> {
  const solved = await db.problem.findMany({
    where: {
      clientId: { in: demoCases.map((one) => clientIdOf(one.key)) },
      state: "SOLVED",
      internal: false,
      benefits: { some: {} },
    },
    orderBy: [{ solvedAt: "desc" }, { id: "desc" }],
    select: { id: true, clientId: true },
  });
  const fixes = solved.map(({ id, clientId }) => ({
    id,
    one: demoCases.find((candidate) => clientIdOf(candidate.key) === clientId),
  }));
  // Those first that somebody who tries the demo solved.
  const tried = (fix: (typeof fixes)[number]): boolean => TRIED.includes(fix.one?.solver?.lead ?? "");
  const chosen = [...fixes.filter(tried), ...fixes.filter((fix) => !tried(fix))].slice(0, PLAN.length);
  for (const [index, { id, one }] of chosen.entries()) {
    if (one?.solver && one.solution) await playAchievement(cast, one, id, PLAN[index] ?? "SUBMITTED", now);
  }
}

async function playAchievement(
  cast: Cast,
  one: DemoCase,
  fixId: string,
  how: (typeof PLAN)[number],
  now: Date,
): Promise<void> {
  const clientId = clientIdOf(`achievement:${one.key}`);
  if ((await db.achievement.count({ where: { clientId } })) > 0) return;
  const solver = one.solver;
  const studio = studios.find((candidate) => candidate.key === solver?.studio);
  if (!solver || !studio) return;
  const second = solver.lead === `${studio.key}.lead` ? `${studio.key}.1` : `${studio.key}.lead`;
  const reviewer = `${studio.enterprise}.reviewer`;
  const begun = addDays(now, -3);
  const by = await cast.as(how === "ON_BEHALF" ? reviewer : solver.lead, begun);
  const { id } = await enterAchievement(
    by,
    enterAchievementSchema.parse({ clientId, source: `fix:${fixId}`, kind: "TECHNICAL_RENOVATION" }),
  );
  const { version, title, completedOn } = await db.achievement.findUniqueOrThrow({ where: { id } });
  await changeAchievement(
    by,
    id,
    achievementSchema.parse({
      version,
      kind: "TECHNICAL_RENOVATION",
      title: `${title}的攻关与应用`.slice(0, 120),
      completedOn: day(completedOn),
      summary: `${one.title}。${one.solution?.rootCause ?? ""}`,
      innovation: one.solution?.actions,
      application: "已在提出企业稳定运行，办法在平台上公开，同类设备可以直接采用。",
      social: "减少了停机抢修，班组劳动强度下降。",
      patents:
        how === "REGISTERED" && one.measures?.length
          ? [
              {
                kind: "UTILITY_MODEL",
                number: `2026 2 ${String(1_000_000 + demoCases.indexOf(one))}.X`,
                title: `${one.equipmentType}改进装置`,
                holder: enterprises.find((house) => house.key === studio.enterprise)?.name ?? "",
                state: "APPLIED",
                on: day(addDays(now, -20)),
              },
            ]
          : [],
    }),
  );
  const line = (key: string, percent: string, contribution: string) => ({
    who: `${cast.personId(key)}@${cast.organisationId(studio.key)}`,
    percent,
    contribution,
  });
  await shareAchievement(by, id, {
    version: version + 1,
    lines: [
      line(solver.lead, "65", "查清根本原因，定出整改办法，现场主持实施。"),
      line(second, "35", "设计改装件，组织试验和测量。"),
    ],
  });
  if (how === "ON_BEHALF") return;
  const said = { sharesVersion: 2, decision: "confirm" as const, objection: "" };
  await confirmContribution(by, id, said);
  await submitAchievement(await cast.as(solver.lead, addDays(now, -2)), id, {
    version: version + 2,
    novelty: "",
  });
  if (how === "SUBMITTED") return;
  await confirmContribution(await cast.as(second, addDays(now, -2)), id, said);
  await decideAchievement(await cast.as(reviewer, addDays(now, -1)), id, {
    version: version + 3,
    decision: "register",
    reason: "",
  });
}
