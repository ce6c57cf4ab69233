import { db, Prisma } from "#app/lib/db.server.ts";
import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";
import { listByIds, type ListedProblem } from "./queries-list.server.ts";
import { waitingFor, type WaitingReason } from "./queries-waiting.server.ts";

export type HomeItem = { problem: ListedProblem; reason: WaitingReason };
export type StateFigure = { group: "waiting" | "working" | "solved" | "unsolved"; count: number | null };

const MOST = 60;

/** What waits for the actor, most urgent first, what the studio could take up, and an officer's figures. At most five queries. */
export async function loadHome(actor: Actor) {
  const officer = actor.officerAllianceIds.length > 0;
  const waiting = await waitingFor(actor, { open: hasRole(actor, "STUDIO_LEADER") || hasRole(actor, "CRAFTSMAN") });
  const [listed, figures] = await Promise.all([
    listByIds(actor, [...new Set(waiting.map((one) => one.problemId))].slice(0, MOST)),
    officer ? branchFigures(actor) : null,
  ]);
  const byId = new Map(listed.map((problem) => [problem.id, problem]));
  const items = waiting.flatMap(({ problemId, reason }) => {
    const problem = byId.get(problemId);
    return problem ? [{ problem, reason }] : [];
  });
  return {
    todo: items.filter((item) => item.reason !== "open"),
    open: items.filter((item) => item.reason === "open"),
    figures,
    total: new Set(waiting.filter((one) => one.reason !== "open").map((one) => one.problemId)).size,
  };
}
export type HomeData = Awaited<ReturnType<typeof loadHome>>;

/** How many enterprises a figure must speak of before anybody sees it (domain: suppression of small figures). */
const FEWEST_ENTERPRISES = 3;

/** Problems of the officer's own branch by how far they are; figures of too few enterprises, or of one above all, stay unsaid. */
async function branchFigures(actor: Actor): Promise<StateFigure[]> {
  const rows = await db.$queryRaw<{ group: StateFigure["group"]; enterpriseId: string; count: number }[]>(Prisma.sql`
    SELECT CASE WHEN "state" IN ('TRIAGE', 'PUBLISHED', 'CLAIMED', 'ASSIGNED') THEN 'waiting'
                WHEN "state" IN ('IN_PROGRESS', 'SOLUTION_SUBMITTED', 'TRIAL_RUN', 'ACCEPTANCE') THEN 'working'
                WHEN "state" IN ('SOLVED', 'ANSWERED') THEN 'solved' ELSE 'unsolved' END AS "group",
           "enterpriseId", count(*)::int AS "count"
    FROM "Problem"
    WHERE "allianceId" = ANY (${[...actor.officerAllianceIds]}::uuid[]) AND "publishedAt" IS NOT NULL
    GROUP BY 1, 2`);
  return (["waiting", "working", "solved", "unsolved"] as const).map((group) => {
    const parts = rows.filter((row) => row.group === group);
    const count = parts.reduce((sum, row) => sum + row.count, 0);
    const largest = Math.max(0, ...parts.map((row) => row.count));
    const suppressed = count > 0 && (parts.length < FEWEST_ENTERPRISES || largest * 10 > count * 8);
    return { group, count: suppressed ? null : count };
  });
}
