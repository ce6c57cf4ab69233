import { randomUUID } from "node:crypto";
import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { isQuiet, NIGHT } from "../quiet-hours.ts";
import { hearerSelect } from "./hearing.server.ts";
import { lockRobot } from "./robot-place.server.ts";
import { BROKEN_OFF_MS, GAP_MS, STALE_MS } from "./rules.ts";

const AT_ONCE = 500;

/**
 * What became of sendings that were broken off, by a killed process or a service that never answered: nobody knows
 * whether they arrived. Each is sent once more, and then no further time.
 */
export async function returnUnanswered(
  tx: Tx,
  where: { robotId: string; sendingId?: string; sendingAt?: { lt: Date } },
) {
  await tx.robotPost.updateMany({
    where: { ...where, state: "SENDING", unanswered: { gte: 1 } },
    data: { state: "UNCERTAIN" },
  });
  await tx.robotPost.updateMany({
    where: { ...where, state: "SENDING" },
    data: { state: "WAITING", sendingId: null, sendingAt: null, unanswered: { increment: 1 } },
  });
}

/**
 * Takes what waits for a robot, for one message, and marks it as being sent. Null: nothing waits, it is not the time
 * (rate limit, night, paused), or another process is sending. Only one process at a time gets it.
 */
export async function claimPosts(robotId: string, now: Date) {
  return inTransaction(async (tx) => {
    if (!(await lockRobot(tx, robotId))) return null;
    const robot = await tx.robot.findUniqueOrThrow({
      where: { id: robotId },
      select: {
        id: true,
        kind: true,
        address: true,
        signingSecret: true,
        locale: true,
        enabled: true,
        urgentAtNight: true,
        pausedAt: true,
        notBefore: true,
        organisation: { select: hearerSelect(now) },
      },
    });
    if (!robot.enabled || robot.organisation.closedAt) {
      await tx.robotPost.updateMany({ where: { robotId, state: "WAITING" }, data: { state: "DROPPED" } });
      return null;
    }
    if (robot.pausedAt || (robot.notBefore && robot.notBefore > now)) return null;
    await returnUnanswered(tx, { robotId, sendingAt: { lt: new Date(now.getTime() - BROKEN_OFF_MS) } });
    if ((await tx.robotPost.count({ where: { robotId, state: "SENDING" } })) > 0) return null;
    const stale = new Date(now.getTime() - STALE_MS);
    await tx.robotPost.updateMany({
      where: { robotId, state: "WAITING", createdAt: { lt: stale } },
      data: { state: "DROPPED" },
    });
    const night = isQuiet(now, { ...NIGHT, timeZone: robot.organisation.timeZone });
    if (night && !robot.urgentAtNight) return null;
    const posts = await tx.robotPost.findMany({
      where: { robotId, state: "WAITING", ...(night && { matter: "urgent" }) },
      orderBy: [{ createdAt: "asc" }, { eventId: "asc" }],
      take: AT_ONCE,
      select: { id: true, eventId: true, matter: true, problemId: true, unanswered: true },
    });
    if (posts.length === 0) return null;
    const sendingId = randomUUID();
    await tx.robotPost.updateMany({
      where: { id: { in: posts.map((one) => one.id) } },
      data: { state: "SENDING", sendingId, sendingAt: now },
    });
    await tx.robot.update({ where: { id: robotId }, data: { notBefore: new Date(now.getTime() + GAP_MS) } });
    return { robot, posts, sendingId };
  });
}

export type Claimed = NonNullable<Awaited<ReturnType<typeof claimPosts>>>;
