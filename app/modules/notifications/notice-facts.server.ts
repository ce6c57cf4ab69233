import { db, type Prisma } from "#app/lib/db.server.ts";
import type { Layer } from "#app/modules/problems/access.ts";
import type { Role } from "#app/modules/accounts/actor.ts";

const select = {
  id: true,
  authorId: true,
  enteredById: true,
  enterpriseId: true,
  allianceId: true,
  severity: true,
  audiences: { select: { organisationId: true, organisation: { select: { kind: true } } } },
  engagements: {
    orderBy: { startedAt: "desc" },
    take: 1,
    select: { studioId: true, endedAt: true, members: { select: { personId: true } } },
  },
  assignments: {
    orderBy: { createdAt: "desc" },
    take: 1,
    select: { craftsmanId: true, studioId: true, assignedById: true, decidedAt: true },
  },
  bids: { select: { studioId: true, byId: true, leadId: true, decidedAt: true } },
} satisfies Prisma.ProblemSelect;

export type NoticeProblem = Prisma.ProblemGetPayload<{ select: typeof select }>;
export type NoticeEvent = {
  id: bigint;
  type: string;
  at: Date;
  subjectId: string;
  actorId: string | null;
  layer: string;
  payload: Record<string, unknown>;
};

/** The layer somebody must read to be told: a sealed event concerns those it names, who read at least the summary. */
export const layerOf = (event: NoticeEvent): Layer =>
  event.layer === "DETAIL" || event.layer === "CONFIDENTIAL" ? event.layer : "SUMMARY";

/** The event a notice is about and the problem's people; null when either is gone, or is not about a problem. */
export async function loadNoticeFacts(eventId: bigint): Promise<{ event: NoticeEvent; problem: NoticeProblem } | null> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: {
      id: true,
      type: true,
      at: true,
      subjectKind: true,
      subjectId: true,
      actorId: true,
      layer: true,
      payload: true,
    },
  });
  if (!event || event.subjectKind !== "problem") return null;
  const problem = await db.problem.findUnique({ where: { id: event.subjectId }, select });
  if (!problem) return null;
  const payload =
    event.payload !== null && typeof event.payload === "object" && !Array.isArray(event.payload) ? event.payload : {};
  return { event: { ...event, payload }, problem };
}

/** People who hold a role in one of the organisations today, and the deputies of the absent among them. */
export async function holdersOf(
  roles: readonly Role[],
  organisationIds: readonly string[],
  now: Date,
): Promise<string[]> {
  if (organisationIds.length === 0) return [];
  const inForce = { startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
  const holders = await db.membership.findMany({
    where: { organisationId: { in: [...organisationIds] }, role: { in: [...roles] }, ...inForce },
    select: { personId: true, organisationId: true },
  });
  const deputies = await db.deputy.findMany({
    where: {
      organisationId: { in: [...organisationIds] },
      personId: { in: holders.map((one) => one.personId) },
      startsAt: { lte: now },
      endsAt: { gt: now },
      endedAt: null,
    },
    select: { deputyId: true },
  });
  return [...new Set([...holders.map((one) => one.personId), ...deputies.map((one) => one.deputyId)])];
}

export const watchersOf = async (problemId: string): Promise<string[]> =>
  (
    await db.watch.findMany({ where: { subjectKind: "problem", subjectId: problemId }, select: { personId: true } })
  ).map((one) => one.personId);
