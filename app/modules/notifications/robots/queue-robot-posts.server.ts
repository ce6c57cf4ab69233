import { db, inTransaction } from "#app/lib/db.server.ts";
import { enqueue } from "#app/lib/jobs.server.ts";
import { loadNoticeFacts } from "../notice-facts.server.ts";
import { allMayRead, hearerSelect, keysOfAll } from "./hearing.server.ts";
import { mattersOf, STALE_MS } from "./rules.ts";

/** The job that lets one robot say what waits for it; defined in worker/. */
export const ROBOT_SEND_JOB = "robot-send";

/**
 * Puts an event down for every robot that hears of such a matter and whose whole group may read it now. Done again, it
 * changes nothing: one post a robot and event.
 */
export async function queueRobotPosts(eventId: bigint, now: Date): Promise<void> {
  const facts = await loadNoticeFacts(eventId);
  if (!facts || now.getTime() - facts.event.at.getTime() > STALE_MS) return;
  const { event, problem } = facts;
  const { from, to } = event.payload;
  const { matters, stateOnly } = mattersOf({ type: event.type, from, to }, problem.severity);
  if (matters.length === 0) return;
  const [robots, readers] = await Promise.all([
    db.robot.findMany({
      where: { enabled: true, pausedAt: null, matters: { hasSome: matters }, organisation: { closedAt: null } },
      select: { id: true, matters: true, organisation: { select: hearerSelect(now) } },
    }),
    db.problemReader.findMany({ where: { problemId: problem.id }, select: { key: true, layer: true, until: true } }),
  ]);
  const layer = stateOnly ? "SUMMARY" : event.layer;
  const posts = robots.flatMap((robot) => {
    const matter = matters.find((one) => robot.matters.includes(one));
    if (!matter || !allMayRead(keysOfAll(robot.organisation), readers, layer, now)) return [];
    return [{ robotId: robot.id, eventId: event.id, matter, problemId: problem.id, createdAt: now }];
  });
  if (posts.length === 0) return;
  await inTransaction(async (tx) => {
    await tx.robotPost.createMany({ data: posts, skipDuplicates: true });
    for (const { robotId } of posts) await enqueue(tx, ROBOT_SEND_JOB, { robotId });
  });
}
