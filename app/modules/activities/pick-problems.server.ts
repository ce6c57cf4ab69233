import { db, inTransaction, type Prisma } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { listProblems } from "#app/modules/problems/queries-list.server.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";
import { holdActivity } from "./open-activity.server.ts";
import { mayPickProblems } from "./policy.ts";
import { recordActivity } from "./record-activity.server.ts";

/** A whole day's work; more is a list, not an agenda. */
export const MOST_PROBLEMS = 30;

/** Problems of the alliance's circle that the actor reads: published in this alliance, and neither taken back nor merged. */
const inCircle = (actor: Actor, allianceId: string): Prisma.ProblemWhereInput => ({
  allianceId,
  publishedAt: { not: null },
  state: { notIn: ["WITHDRAWN", "MERGED"] },
  AND: visibleTo(actor),
});

/** Puts a problem on the activity's list. Errors: not_found, forbidden, conflict; invalid beyond 30. */
export async function addProblem(actor: Actor, id: string, problemId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayPickProblems);
    const problem = await tx.problem.findFirst({
      where: { id: problemId, AND: inCircle(actor, activity.allianceId) },
      select: { id: true },
    });
    if (!problem) throw notFound();
    const there = await tx.activityProblem.findMany({ where: { activityId: id }, select: { problemId: true } });
    if (there.some((one) => one.problemId === problemId)) return;
    if (there.length >= MOST_PROBLEMS) throw conflict("activity-too-many-problems");
    await tx.activityProblem.create({ data: { activityId: id, problemId, addedAt: actor.now } });
    await recordActivity(tx, actor, {
      type: "activity.problem-added",
      activity,
      at: actor.now,
      payload: { problemId },
    });
  });
}

/** Takes it off again, unless advice has been given about it. */
export async function removeProblem(actor: Actor, id: string, problemId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayPickProblems);
    if ((await tx.activityAdvice.count({ where: { activityId: id, problemId } })) > 0)
      throw conflict("activity-problem-advised");
    const { count } = await tx.activityProblem.deleteMany({ where: { activityId: id, problemId } });
    if (count === 0) return;
    await recordActivity(tx, actor, {
      type: "activity.problem-removed",
      activity,
      at: actor.now,
      payload: { problemId },
    });
  });
}

/** Problems of the alliance whose number or title, as the actor reads it, has the words; newest first, at most 20. */
export async function findProblems(actor: Actor, activity: { id: string; allianceId: string }, q: string) {
  const page = await listProblems(actor, { tab: "all", sort: "-created", q, alliance: activity.allianceId });
  const ids = page.rows.map((row) => row.id);
  const allowed = await db.problem.findMany({
    where: { id: { in: ids }, AND: inCircle(actor, activity.allianceId) },
    select: { id: true, activities: { where: { activityId: activity.id }, select: { problemId: true } } },
  });
  const there = new Map(allowed.map((one) => [one.id, one.activities.length > 0]));
  return page.rows.flatMap((row) =>
    there.has(row.id)
      ? [
          {
            id: row.id,
            number: row.number,
            title: row.title,
            state: row.state,
            partial: row.partial,
            enterprise: row.enterprise?.name ?? null,
            equipmentType: row.equipmentType,
            picked: there.get(row.id) ?? false,
          },
        ]
      : [],
  );
}
