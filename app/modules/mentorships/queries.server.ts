import { startOfYear } from "#app/lib/calendar.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { entersAny, fits, may, type MentorshipAction, partsOf, readsNotes } from "./policy.ts";
import { countPairs, inTraining, type MentorshipState, missingMonths, openMonths } from "./rules.ts";
import { stepFor } from "./next-step.ts";
import { mentorshipsVisibleTo } from "./visibility.ts";

/** A calendar day as forms take it. */
const day = (at: Date): string => at.toISOString().slice(0, 10);
const nameOf = (place: { name: string; shortName: string }): string => place.shortName || place.name;

export type MentorshipFilter = { state?: MentorshipState; placeId?: string; mine?: boolean; year: number };

/** Agreements that ran on any day of a year, each by the calendar of the house it is entered under. */
async function ofYear(year: number): Promise<Prisma.MentorshipWhereInput> {
  const zones = await db.organisation.groupBy({ by: ["timeZone"], where: { kind: { in: ["STUDIO", "ENTERPRISE"] } } });
  return {
    startsOn: { lt: new Date(Date.UTC(year + 1, 0, 1)) },
    OR: [
      { endedAt: null },
      ...zones.map(({ timeZone }) => ({ endedAt: { gte: startOfYear(year, timeZone) }, place: { timeZone } })),
    ],
  };
}

/** Most pairs a year's figures are counted from; a city has hundreds. */
const MOST_COUNTED = 20_000;

/** A page of the pairs the actor may know of, with the year's figures by studio. Four statements. */
export async function listMentorships(actor: Actor, filter: MentorshipFilter, page: PageRequest) {
  const visible = mentorshipsVisibleTo(actor);
  const mine = { OR: [{ masterId: actor.personId }, { apprenticeId: actor.personId }] };
  const inYear = await ofYear(filter.year);
  const where: Prisma.MentorshipWhereInput = {
    AND: [
      visible,
      inYear,
      filter.state ? { state: filter.state } : {},
      filter.placeId ? { placeId: filter.placeId } : {},
      filter.mine ? mine : {},
    ],
  };
  const [list, counted] = await Promise.all([
    readPage(page, (slice) =>
      db.mentorship.findMany({
        where,
        orderBy: [{ startsOn: "desc" }, { id: "desc" }],
        select: {
          id: true,
          state: true,
          trade: true,
          startsOn: true,
          endsOn: true,
          endedAt: true,
          gradeBefore: true,
          gradeAfter: true,
          masterId: true,
          apprenticeId: true,
          enterpriseId: true,
          placeId: true,
          createdById: true,
          onBehalf: true,
          textVersion: true,
          masterSigned: true,
          apprenticeSigned: true,
          master: { select: { name: true } },
          apprentice: { select: { name: true } },
          place: { select: { name: true, shortName: true, timeZone: true } },
          summary: true,
          notes: { select: { month: true, state: true } },
        },
        ...slice,
      }),
    ),
    db.mentorship.findMany({
      // What both signed once; a proposal is nobody's figure.
      where: { AND: [visible, inYear, { tieId: { not: null } }] },
      orderBy: { id: "asc" },
      take: MOST_COUNTED,
      select: {
        placeId: true,
        masterId: true,
        apprenticeId: true,
        state: true,
        startsOn: true,
        endedAt: true,
        place: { select: { name: true, shortName: true, timeZone: true } },
      },
    }),
  ]);
  return {
    ...list,
    rows: list.rows.map((row) => {
      const parts = partsOf(actor, row);
      const today = formatDate(actor.now, row.place.timeZone);
      const written = row.notes.map((note) => note.month);
      return {
        id: row.id,
        state: row.state,
        trade: row.trade,
        startsOn: day(row.startsOn),
        endsOn: day(row.endsOn),
        gradeBefore: row.gradeBefore,
        gradeAfter: row.gradeAfter,
        master: row.master.name,
        apprentice: row.apprentice.name,
        place: nameOf(row.place),
        onBehalf: row.onBehalf,
        signed: row.notes.filter((note) => note.state === "COUNTERSIGNED").length,
        missing: row.state === "RUNNING" ? missingMonths(row, written, today).length : 0,
        /** The next step is the actor's. */
        waits: stepFor(row, parts, today) !== null,
      };
    }),
    figures: countPairs(
      counted.map(({ place, endedAt, startsOn, ...row }) => ({
        ...row,
        startsOn: day(startsOn),
        endedOn: endedAt && formatDate(endedAt, place.timeZone),
        placeName: nameOf(place),
      })),
      filter.year,
    ),
    mayEnter: entersAny(actor),
  };
}

const pageSelect = {
  id: true,
  state: true,
  version: true,
  placeId: true,
  enterpriseId: true,
  masterId: true,
  apprenticeId: true,
  createdById: true,
  onBehalf: true,
  trade: true,
  startsOn: true,
  endsOn: true,
  goals: true,
  terms: true,
  gradeBefore: true,
  gradeAfter: true,
  textVersion: true,
  masterSigned: true,
  masterSignedAt: true,
  apprenticeSigned: true,
  apprenticeSignedAt: true,
  summary: true,
  assessment: true,
  reason: true,
  endedAt: true,
  confirmedById: true,
  tieId: true,
  createdAt: true,
  master: { select: { name: true } },
  apprentice: { select: { name: true } },
  place: { select: { name: true, kind: true, timeZone: true, parent: { select: { name: true } } } },
  notes: {
    orderBy: { month: "desc" },
    select: { month: true, text: true, state: true, answer: true, writtenAt: true, answeredAt: true, version: true },
  },
} satisfies Prisma.MentorshipSelect;

const ACTIONS = ["edit", "sign", "withdraw", "write-note", "summarise", "hand-in", "confirm", "break-off"] as const;

/** One mentorship as the actor may read it, and what waits for whom. Two statements. Errors: not_found. */
export async function loadMentorship(actor: Actor, id: string) {
  const row = await db.mentorship.findFirst({
    where: { id, AND: mentorshipsVisibleTo(actor) },
    select: pageSelect,
  });
  if (!row) throw notFound();
  const parts = partsOf(actor, row);
  const full = readsNotes(parts);
  const begun = row.tieId !== null;
  const today = formatDate(actor.now, row.place.timeZone);
  const written = row.notes.map((note) => note.month);
  const events = await db.event.findMany({
    where: { subjectKind: "mentorship", subjectId: id },
    orderBy: { id: "asc" },
    take: 500,
    select: { id: true, type: true, at: true, actorName: true, reason: true, payload: true },
  });
  const signature = (signed: number | null, at: Date | null) => (signed === row.textVersion ? at : null);
  const confirmed = events.findLast((event) => event.type === "mentorship.graduated");
  const allowed = (action: MentorshipAction) => may(action, row.state, parts, begun);
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    textVersion: row.textVersion,
    timeZone: row.place.timeZone,
    place: row.place.name,
    enterprise: row.place.kind === "ENTERPRISE" ? row.place.name : (row.place.parent?.name ?? ""),
    master: row.master.name,
    apprentice: row.apprentice.name,
    trade: row.trade,
    startsOn: day(row.startsOn),
    endsOn: day(row.endsOn),
    goals: row.goals,
    onBehalf: row.onBehalf,
    terms: full || parts.has("CREATOR") || parts.has("SCRIBE") ? row.terms : null,
    gradeBefore: row.gradeBefore,
    gradeAfter: row.state === "GRADUATED" || full ? row.gradeAfter : null,
    begun,
    masterSignedAt: signature(row.masterSigned, row.masterSignedAt),
    apprenticeSignedAt: signature(row.apprenticeSigned, row.apprenticeSignedAt),
    /** The actor is one of the two and has not signed this text. */
    mySignature:
      allowed("sign") &&
      ((parts.has("MASTER") && row.masterSigned !== row.textVersion) ||
        (parts.has("APPRENTICE") && row.apprenticeSigned !== row.textVersion)),
    summary: full ? row.summary : null,
    assessment: full ? row.assessment : null,
    reason: full ? row.reason : "",
    endedAt: row.endedAt,
    confirmedBy: confirmed?.actorName ?? null,
    full,
    isMaster: parts.has("MASTER"),
    isApprentice: parts.has("APPRENTICE"),
    notes: full ? row.notes : [],
    counts: {
      signed: row.notes.filter((note) => note.state === "COUNTERSIGNED").length,
      waiting: row.notes.filter((note) => note.state === "WRITTEN").length,
      returned: row.notes.filter((note) => note.state === "RETURNED").length,
    },
    missing: inTraining(row.state) ? missingMonths(row, written, today) : [],
    writable: allowed("write-note")
      ? openMonths(row, today)
          .filter((month) => !written.includes(month))
          .reverse()
      : [],
    may: Object.fromEntries(ACTIONS.map((action) => [action, allowed(action)])) as Record<
      (typeof ACTIONS)[number],
      boolean
    >,
    mayAnswer: allowed("answer-note"),
    events: events.map(({ id: eventId, payload, actorName, reason, ...event }) => ({
      id: eventId.toString(),
      ...event,
      actor: actorName || null,
      reason: full ? reason : "",
      month: monthIn(payload),
    })),
  };
}
export type MentorshipPage = Awaited<ReturnType<typeof loadMentorship>>;

const monthIn = (payload: Prisma.JsonValue): string | null =>
  payload !== null && typeof payload === "object" && !Array.isArray(payload) && typeof payload.month === "string"
    ? payload.month
    : null;

/** The same for a small page of one step, if the actor may take one of these now. Errors: not_found, forbidden, conflict. */
export async function loadMentorshipStep(
  actor: Actor,
  id: string,
  actions: readonly (typeof ACTIONS)[number][],
): Promise<MentorshipPage> {
  const page = await loadMentorship(actor, id);
  if (actions.some((action) => page.may[action])) return page;
  if (actions.some((action) => fits(action, page.state))) throw forbidden("not-your-move");
  throw conflict("mentorship-state");
}
