import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { fileNotices } from "../file-notices.server.ts";
import { registerNoticeSubject } from "../subjects.server.ts";
import { mayManageRobots } from "./policy.ts";

/** The robots of an organisation, as messages are about them. */
const SUBJECT = "robots";

/** Tells those who keep a robot today, an alliance's secretariat or a studio's leaders, that it was paused; each once. */
export async function tellPaused(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({ where: { id: eventId }, select: { subjectId: true, at: true } });
  const robot =
    event &&
    (await db.robot.findUnique({
      where: { id: event.subjectId },
      select: { organisationId: true, organisation: { select: { kind: true } } },
    }));
  if (!event || !robot) return;
  const owners = await db.membership.findMany({
    where: {
      organisationId: robot.organisationId,
      role: robot.organisation.kind === "ALLIANCE" ? "SECRETARIAT" : "STUDIO_LEADER",
      startsAt: { lte: now },
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
    },
    select: { personId: true },
    distinct: ["personId"],
  });
  await fileNotices(
    owners.map(({ personId }) => ({
      personId,
      type: "robot.paused",
      subjectKind: SUBJECT,
      subjectId: robot.organisationId,
      eventId,
      dedupeKey: `event:${eventId}`,
      createdAt: event.at,
    })),
    now,
  );
}

/** Messages about robots lead to their page, as long as they are the reader's to keep. */
export function registerRobotNotices(): void {
  registerNoticeSubject(SUBJECT, {
    read: async (actor, asked) =>
      new Map(
        asked.flatMap(({ subjectId }) => {
          const own = actor.standings.find((s) => s.organisationId === subjectId);
          const keeps = own && mayManageRobots(actor, { id: subjectId, kind: own.organisationKind });
          return keeps ? [[subjectId, { title: own.organisationName, mark: null }]] : [];
        }),
      ),
    path: paths.robots,
  });
}
