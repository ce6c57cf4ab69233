import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { queueRobotPosts, ROBOT_SEND_JOB } from "#app/modules/notifications/robots/queue-robot-posts.server.ts";
import { ROBOT_EVENTS } from "#app/modules/notifications/robots/rules.ts";
import { registerRobotNotices, tellPaused } from "#app/modules/notifications/robots/tell-paused.server.ts";
import { sendToRobot, sweepRobots } from "#app/modules/notifications/robots/send-to-robot.server.ts";

const QUEUE = "robots";
const SWEEP = "robots-sweep";
const PAUSED = "robot-paused";

/** Group robots: an event is put down for those that hear of it, each says what waits, and each minute what stood still goes on. */
export function registerRobots(): void {
  registerRobotNotices();
  defineJob(QUEUE, async ({ eventId }) => {
    if (eventId) await queueRobotPosts(BigInt(eventId), new Date());
  });
  subscribe({ name: QUEUE, on: ROBOT_EVENTS });
  // Several at a time: a service that is slow does not keep the others waiting.
  defineJob(
    ROBOT_SEND_JOB,
    async ({ robotId }) => {
      if (robotId) await sendToRobot(robotId);
    },
    { concurrency: 3, seconds: 60 },
  );
  defineJob(PAUSED, async ({ eventId }) => {
    if (eventId) await tellPaused(BigInt(eventId), new Date());
  });
  subscribe({ name: PAUSED, on: ["robot.paused"] });
  defineJob(SWEEP, () => sweepRobots(new Date()));
  defineSchedule(SWEEP, "* * * * *");
}
