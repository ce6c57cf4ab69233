import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import type { Outside } from "#app/lib/http/outbound.server.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/lib/i18n.ts";
import { enqueue } from "#app/lib/jobs.server.ts";
import { log } from "#app/lib/log.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { claimPosts, type Claimed, returnUnanswered } from "./claim-posts.server.ts";
import { deliverText } from "./deliver-text.server.ts";
import { allMayRead, keysOfAll } from "./hearing.server.ts";
import { ROBOT_SEND_JOB } from "./queue-robot-posts.server.ts";
import { type Failure, failureText, GAP_MS, type Matter, mattersOf } from "./rules.ts";
import { type News, robotText } from "./robot-text.ts";
import { noteFailure, noteSuccess } from "./robot-health.server.ts";
import { lockRobot } from "./robot-place.server.ts";

/** Of what was taken, what the whole group may still read, with each problem's number and state of now. */
async function newsOf({ robot, posts }: Claimed, now: Date): Promise<{ news: News[]; kept: string[] }> {
  const [problems, events] = await Promise.all([
    db.problem.findMany({
      where: { id: { in: posts.map((one) => one.problemId) } },
      select: {
        id: true,
        number: true,
        state: true,
        partial: true,
        severity: true,
        readers: { select: { key: true, layer: true, until: true } },
      },
    }),
    db.event.findMany({
      where: { id: { in: posts.map((one) => one.eventId) } },
      select: { id: true, type: true, layer: true },
    }),
  ]);
  const problemOf = new Map(problems.map((one) => [one.id, one]));
  const eventOf = new Map(events.map((one) => [one.id, one]));
  const keys = keysOfAll(robot.organisation);
  const kept: string[] = [];
  const news = posts.flatMap((post): News[] => {
    const problem = problemOf.get(post.problemId);
    const event = eventOf.get(post.eventId);
    if (!problem || !event) return [];
    const { stateOnly } = mattersOf({ type: event.type, from: null, to: null }, problem.severity);
    if (!allMayRead(keys, problem.readers, stateOnly ? "SUMMARY" : event.layer, now)) return [];
    kept.push(post.id);
    const { id: problemId, number, state, partial } = problem;
    return [{ problemId, number, state, partial, matter: post.matter as Matter, again: post.unanswered > 0 }];
  });
  return { news, kept };
}

/** Writes down what came of a sending, unless it was given up as broken off meanwhile. */
async function settle(claimed: Claimed, kept: string[], failure: Failure | null, now: Date): Promise<void> {
  const { robot, sendingId } = claimed;
  const sending = { robotId: robot.id, sendingId, state: "SENDING" as const };
  await inTransaction(async (tx: Tx) => {
    // First the robot, then its posts: in the order in which others take them.
    if (!(await lockRobot(tx, robot.id))) return;
    await tx.robotPost.updateMany({ where: { ...sending, id: { notIn: kept } }, data: { state: "DROPPED" } });
    if (kept.length === 0) return;
    if (!failure) {
      await tx.robotPost.updateMany({ where: sending, data: { state: "SENT", sentAt: now } });
      await noteSuccess(tx, robot.id, now);
    } else {
      if (failure.unsent)
        await tx.robotPost.updateMany({
          where: sending,
          data: { state: "WAITING", sendingId: null, sendingAt: null },
        });
      else await returnUnanswered(tx, { robotId: robot.id, sendingId });
    }
    const next = failure ? await noteFailure(tx, robot.id, failure, now) : new Date(now.getTime() + GAP_MS);
    const waits = await tx.robotPost.count({ where: { robotId: robot.id, state: "WAITING" } });
    if (next && waits > 0) await enqueue(tx, ROBOT_SEND_JOB, { robotId: robot.id }, { startAfter: next });
  });
}

/**
 * Lets a robot say what waits for it, in one message. A message is sent until the service says yes; only where its
 * answer is lost (a killed process, a silent service) it goes out once more, marked as sent again, and never a third
 * time. Asked by two processes at once, one does it.
 */
export async function sendToRobot(
  robotId: string,
  { clock = () => new Date(), outside = {} }: { clock?: () => Date; outside?: Outside } = {},
): Promise<void> {
  const claimed = await claimPosts(robotId, clock());
  if (!claimed) return;
  const { robot } = claimed;
  const { news, kept } = await newsOf(claimed, clock());
  const locale = isLocale(robot.locale) ? robot.locale : DEFAULT_LOCALE;
  const failure =
    news.length === 0
      ? null
      : await deliverText(robot, robotText(news, locale, runtimeFacts().publicUrl), clock(), outside);
  if (failure) log.warn("a group robot did not take a message", { robot: robot.id, why: failureText(failure) });
  await settle(claimed, kept, failure, clock());
}

/** What was sent or dropped is remembered so long. */
const KEPT_DAYS = 90;

/** Asks every robot for which something waits, or whose sending was broken off, to go on; and forgets old posts. */
export async function sweepRobots(now: Date): Promise<void> {
  const ready = await db.robot.findMany({
    where: {
      enabled: true,
      pausedAt: null,
      OR: [{ notBefore: null }, { notBefore: { lte: now } }],
      posts: { some: { state: { in: ["WAITING", "SENDING"] } } },
    },
    select: { id: true },
  });
  if (ready.length > 0)
    await inTransaction(async (tx) => {
      for (const { id } of ready) await enqueue(tx, ROBOT_SEND_JOB, { robotId: id });
    });
  const old = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await db.robotPost.deleteMany({ where: { createdAt: { lt: old } } });
}
