import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";
import { listByIds, type ListedProblem } from "./queries-list.server.ts";
import { waitingFor, type WaitingReason } from "./queries-waiting.server.ts";

export type HomeItem = { problem: ListedProblem; reason: WaitingReason };

const MOST = 60;

/** What waits for the actor, most urgent first, and what the studio could take up. At most four queries. */
export async function loadHome(actor: Actor) {
  const waiting = await waitingFor(actor, { open: hasRole(actor, "STUDIO_LEADER") || hasRole(actor, "CRAFTSMAN") });
  const listed = await listByIds(actor, [...new Set(waiting.map((one) => one.problemId))].slice(0, MOST));
  const byId = new Map(listed.map((problem) => [problem.id, problem]));
  const items = waiting.flatMap(({ problemId, reason }) => {
    const problem = byId.get(problemId);
    return problem ? [{ problem, reason }] : [];
  });
  return {
    todo: items.filter((item) => item.reason !== "open"),
    open: items.filter((item) => item.reason === "open"),
    total: new Set(waiting.filter((one) => one.reason !== "open").map((one) => one.problemId)).size,
  };
}
export type HomeData = Awaited<ReturnType<typeof loadHome>>;
