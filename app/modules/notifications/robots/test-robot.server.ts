import { db, inTransaction } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Outside } from "#app/lib/http/outbound.server.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/lib/i18n.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { countAttempt } from "#app/modules/accounts/throttle.server.ts";
import { deliverText } from "./deliver-text.server.ts";
import { recordRobotEvent } from "./record-robot-event.server.ts";
import { noteSuccess } from "./robot-health.server.ts";
import { requireRobotsOf } from "./robot-place.server.ts";
import { type Failure, failureText, waitAfter } from "./rules.ts";
import { testText } from "./robot-text.ts";

/**
 * Sends a test message at once. When the service takes it a paused robot goes on.
 * @returns why not, null for success. Errors: not_found, throttled (ten in ten minutes).
 */
export async function testRobot(
  actor: Actor,
  key: { organisationId: string; id: string },
  outside: Outside = {},
): Promise<Failure | null> {
  const place = await requireRobotsOf(db, actor, key.organisationId);
  const robot = await db.robot.findFirst({
    where: key,
    select: { id: true, kind: true, address: true, signingSecret: true, locale: true },
  });
  if (!robot) throw notFound();
  await countAttempt("robotTest", key.organisationId);
  const locale = isLocale(robot.locale) ? robot.locale : DEFAULT_LOCALE;
  const failure = await deliverText(robot, testText(place.name, locale), new Date(), outside);
  await inTransaction(async (tx) => {
    if (failure) {
      // Being told to be slower counts for the news that waits, too.
      const patience = failure.reason === "rate" && {
        notBefore: new Date(Date.now() + waitAfter(0, "rate", robot.kind)),
      };
      const data = { lastFailedAt: actor.now, lastFailure: failureText(failure), ...patience };
      await tx.robot.updateMany({ where: key, data });
    } else await noteSuccess(tx, robot.id, actor.now);
    await recordRobotEvent(tx, actor, "tested", key.organisationId, robot.id, {
      answer: failure ? failureText(failure) : "ok",
    });
  });
  return failure;
}
