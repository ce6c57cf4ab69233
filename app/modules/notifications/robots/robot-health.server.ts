import type { Tx } from "#app/lib/db.server.ts";
import { recordRobotEvent } from "./record-robot-event.server.ts";
import { type Failure, failureText, pausesAfter, waitAfter } from "./rules.ts";

/** The service took a message: what went wrong before is over. */
export async function noteSuccess(tx: Tx, robotId: string, now: Date): Promise<void> {
  await tx.robot.update({
    where: { id: robotId },
    data: { failures: 0, pausedAt: null, lastSentAt: now, lastFailure: "" },
  });
}

/**
 * Counts a failure, and after several in a row pauses the robot; the event tells its owners. A service that only asks for
 * patience is no failure. @returns when to try again; null when it was paused
 */
export async function noteFailure(tx: Tx, robotId: string, failure: Failure, now: Date): Promise<Date | null> {
  const rate = failure.reason === "rate";
  const robot = await tx.robot.update({
    where: { id: robotId },
    data: {
      lastFailedAt: now,
      lastFailure: failureText(failure),
      ...(!rate && { failures: { increment: 1 } }),
    },
    select: { failures: true, name: true, kind: true, organisationId: true },
  });
  const notBefore = new Date(now.getTime() + waitAfter(robot.failures, failure.reason, robot.kind));
  const paused = !rate && robot.failures >= pausesAfter(failure.reason);
  await tx.robot.update({ where: { id: robotId }, data: { notBefore, ...(paused && { pausedAt: now }) } });
  if (!paused) return notBefore;
  const payload = { name: robot.name, failures: robot.failures, why: failureText(failure) };
  await recordRobotEvent(tx, null, "paused", robot.organisationId, robotId, payload, now);
  return null;
}
