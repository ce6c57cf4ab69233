import { db, type Prisma } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { roundsAuditedBy } from "#app/modules/awards/audit/visibility.ts";
import { awardsVisibleTo } from "#app/modules/awards/decisions/queries.server.ts";
import { subjectOf, subjectSelect } from "#app/modules/awards/decisions/subject.ts";
import { noticesVisibleTo } from "#app/modules/awards/notice/queries.server.ts";
import { awardRoundsVisibleTo } from "#app/modules/awards/visibility.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { fileNotices } from "./file-notices.server.ts";
import { holdersOf } from "./notice-facts.server.ts";
import { registerNoticeSubject, type SubjectLine } from "./subjects.server.ts";

const OLD_NEWS_MS = 14 * 24 * 3_600_000;

type Told = { type: string; subjectKind: string; subjectId: string; people: string[] };
type Payload = {
  pairs?: { seatId: string }[];
  sheets?: { seatId: string }[];
  seats?: string[];
  proposed?: Record<string, string>;
  objectionId?: string;
  applicationId?: string;
  personId?: string;
};
type Event = { type: string; subjectId: string; payload: Payload };

const seated = async (where: Prisma.PanelSeatWhereInput): Promise<string[]> =>
  (await db.panelSeat.findMany({ where: { ...where, declinedAt: null }, select: { personId: true } })).flatMap(
    (one) => one.personId ?? [],
  );

/** Who made applications, and whom they are about. */
async function applicantsOf(ids: readonly string[], now: Date): Promise<string[]> {
  const rows = await db.awardApplication.findMany({
    where: { id: { in: [...ids] } },
    select: {
      byId: true,
      personId: true,
      studioId: true,
      achievement: { select: { contributors: { select: { personId: true } } } },
    },
  });
  const leaders = await holdersOf(
    ["STUDIO_LEADER"],
    rows.flatMap((one) => one.studioId ?? []),
    now,
  );
  return [
    ...leaders,
    ...rows.flatMap((one) => [
      one.byId,
      ...(one.personId ? [one.personId] : []),
      ...(one.achievement?.contributors.map((other) => other.personId) ?? []),
    ]),
  ];
}

const handedInto = async (roundId: string): Promise<string[]> =>
  (
    await db.awardApplication.findMany({
      where: { roundId, state: { notIn: ["REJECTED", "WITHDRAWN"] } },
      select: { id: true },
    })
  ).map((one) => one.id);

async function organisersOf(roundId: string, now: Date): Promise<string[]> {
  const round = await db.awardRound.findUnique({ where: { id: roundId }, select: { organisationId: true } });
  return round ? holdersOf(["UNION_OFFICER"], [round.organisationId], now) : [];
}

/** Who is still to recommend something handed in to a round: reviewers of enterprises, officers of unions on the way. */
async function officesOf(roundId: string, now: Date): Promise<string[]> {
  const steps = await db.applicationStep.findMany({
    where: { decision: "WAITING", application: { roundId, state: { in: ["SUBMITTED", "RECOMMENDED"] } } },
    distinct: ["organisationId", "position"],
    select: { organisationId: true, position: true },
  });
  const at = (enterprise: boolean) =>
    steps.filter((one) => (one.position === 0) === enterprise).map((one) => one.organisationId);
  return [...(await holdersOf(["REVIEWER"], at(true), now)), ...(await holdersOf(["UNION_OFFICER"], at(false), now))];
}

/** Whom each step concerns, what the message says and where it leads. Never who objected, never anybody's points. */
const TO: Record<string, (event: Event, now: Date) => Promise<Told>> = {
  "round.opened": async ({ subjectId }) => ({
    type: "panel.seat-asked",
    subjectKind: "panel",
    subjectId,
    people: await seated({ roundId: subjectId, acceptedAt: null }),
  }),
  "round.cancelled": async ({ type, subjectId }, now) => ({
    type,
    subjectKind: "award-round",
    subjectId,
    people: [
      ...(await seated({ roundId: subjectId, round: { openedAt: { not: null } } })),
      ...(await applicantsOf(await handedInto(subjectId), now)),
    ],
  }),
  "round.dates-moved": async ({ type, subjectId }, now) => ({
    type,
    subjectKind: "award-round",
    subjectId,
    people: [
      ...(await seated({ roundId: subjectId })),
      ...(await applicantsOf(await handedInto(subjectId), now)),
      ...(await officesOf(subjectId, now)),
      ...(await organisersOf(subjectId, now)),
    ],
  }),
  "round.closing-soon": async ({ type, subjectId, payload }) => ({
    type,
    subjectKind: "panel",
    subjectId,
    people: await seated({ id: { in: payload.seats ?? [] } }),
  }),
  "audit.auditor-named": async ({ type, subjectId, payload }) => ({
    type,
    subjectKind: "audit-round",
    subjectId,
    people: payload.personId ? [payload.personId] : [],
  }),
  "panel.started": async ({ type, subjectId }) => ({
    type,
    subjectKind: "panel",
    subjectId,
    people: await seated({ roundId: subjectId, acceptedAt: { not: null } }),
  }),
  "panel.sheet-reopened": async ({ type, subjectId, payload }) => ({
    type,
    subjectKind: "panel",
    subjectId,
    people: await seated({ id: { in: (payload.sheets ?? []).map((one) => one.seatId) } }),
  }),
  "award.published": async ({ type, subjectId, payload }, now) => ({
    type,
    subjectKind: "award-notice",
    subjectId,
    people: await applicantsOf(Object.keys(payload.proposed ?? {}), now),
  }),
  "award.objected": async ({ type, subjectId, payload }, now) => ({
    type,
    subjectKind: "objection",
    subjectId: payload.objectionId ?? subjectId,
    people: await organisersOf(subjectId, now),
  }),
  "award.excluded": async ({ type, subjectId }, now) => ({
    type,
    subjectKind: "application",
    subjectId,
    people: await applicantsOf([subjectId], now),
  }),
  "award.granted": async ({ type, subjectId }, now) => ({
    type,
    subjectKind: "award",
    subjectId,
    people: await applicantsOf([subjectId], now),
  }),
  "award.revoked": async ({ type, subjectId }, now) => ({
    type,
    subjectKind: "award",
    subjectId,
    people: await applicantsOf([subjectId], now),
  }),
};
export const PANEL_TOLD = Object.keys(TO);

/** Files the messages of one event of a panel, a notice or a decision; again, it changes nothing. */
export async function deliverPanelNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { id: true, type: true, at: true, subjectId: true, actorId: true, payload: true },
  });
  const told = event && (await TO[event.type]?.({ ...event, payload: event.payload as Payload }, now));
  if (!event || !told) return;
  const { people, ...message } = told;
  await fileNotices(
    [...new Set(people)]
      .filter((id) => id !== event.actorId)
      .map((personId) => ({
        personId,
        ...message,
        eventId: event.id,
        dedupeKey: `panel:${event.id}`,
        history: now.getTime() - event.at.getTime() > OLD_NEWS_MS,
        createdAt: event.at,
      })),
    now,
  );
}

type Asked = readonly { subjectId: string }[];
const idsOf = (asked: Asked): string[] => asked.map((one) => one.subjectId);

/** Messages name the round, or what an award is about, to whom that is open at the moment of reading. */
export function registerPanelSubjects(): void {
  const rounds = async (where: Prisma.AwardRoundWhereInput): Promise<Map<string, SubjectLine>> => {
    const rows = await db.awardRound.findMany({ where, select: { id: true, name: true, year: true } });
    return new Map(rows.map((row) => [row.id, { title: row.name, mark: String(row.year) }]));
  };
  registerNoticeSubject("panel", {
    read: (actor, asked) =>
      rounds({ id: { in: idsOf(asked) }, seats: { some: { personId: actor.personId, declinedAt: null } } }),
    path: awardPaths.judging,
  });
  registerNoticeSubject("award-round", {
    read: (actor, asked) => rounds({ id: { in: idsOf(asked) }, AND: awardRoundsVisibleTo(actor) }),
    path: awardPaths.awardRound,
  });
  registerNoticeSubject("audit-round", {
    read: (actor, asked) => rounds({ id: { in: idsOf(asked) }, AND: roundsAuditedBy(actor) }),
    path: awardPaths.auditRound,
  });
  registerNoticeSubject("award-notice", {
    read: (actor, asked) => rounds({ id: { in: idsOf(asked) }, AND: noticesVisibleTo(actor) }),
    path: awardPaths.awardNotice,
  });
  registerNoticeSubject("award", {
    async read(actor, asked) {
      const rows = await db.awardApplication.findMany({
        where: { id: { in: idsOf(asked) }, AND: awardsVisibleTo(actor) },
        select: { id: true, certificateNumber: true, ...subjectSelect },
      });
      return new Map(rows.map((row) => [row.id, { title: subjectOf(row).title, mark: row.certificateNumber }]));
    },
    path: awardPaths.award,
  });
  registerNoticeSubject("objection", { read: readObjections, path: awardPaths.objection });
}

async function readObjections(actor: Actor, asked: Asked): Promise<Map<string, SubjectLine>> {
  const unions = actor.standings.filter((one) => one.role === "UNION_OFFICER").map((one) => one.organisationId);
  const rows = await db.objection.findMany({
    where: { id: { in: idsOf(asked) }, application: { round: { organisationId: { in: unions } } } },
    select: { id: true, application: { select: subjectSelect } },
  });
  const w = words(awardNoticeWords, actor.locale);
  return new Map(rows.map((row) => [row.id, { title: subjectOf(row.application).title, mark: w.one }]));
}
