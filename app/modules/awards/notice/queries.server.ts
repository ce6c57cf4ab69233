import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { pageOf, type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, isGuestOnly, organisationsWith } from "#app/modules/accounts/actor.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import { subjectOf, subjectSelect } from "../decisions/subject.ts";
import { changedSince } from "../changes/changed-since.server.ts";
import { countChanged } from "../changes/rules.ts";
import { movesOf } from "../rounds/moves/move-dates.server.ts";
import { tabsOf, tabsSelect } from "../rounds/tabs/round-tabs.server.ts";
import { markOf, reveal, revealText } from "./protect.server.ts";

/** Everybody in the organising union's tree and its alliances reads what is put up; guests and outside judges do not. */
export const noticesVisibleTo = (actor: Actor): Prisma.AwardRoundWhereInput => ({
  state: { in: ["NOTICE", "DECIDED"] },
  ...(isGuestOnly(actor) ? { id: { in: [] } } : { organisation: organisationsVisibleTo(actor) }),
});

const head = {
  id: true,
  name: true,
  nameEn: true,
  year: true,
  state: true,
  version: true,
  organisationId: true,
  noticeFrom: true,
  noticeUntil: true,
  noticeDays: true,
  decidedAt: true,
  countedCompleters: true,
  organisation: { select: { name: true, timeZone: true } },
  title: { select: { name: true, nameEn: true, legalBasis: true, grades: true } },
} satisfies Prisma.AwardRoundSelect;

/** Notices and decisions, the latest first. */
export const listNotices = (actor: Actor, page: PageRequest) =>
  readPage(page, (slice) =>
    db.awardRound.findMany({
      where: noticesVisibleTo(actor),
      orderBy: [{ noticeFrom: "desc" }, { id: "desc" }],
      select: head,
      ...slice,
    }),
  );

/**
 * A public notice, and once decided the awards: title, completers, units, grade; no scores. With the reader's own objections
 * and their answers, and for the organiser's officers how many are open. By pages, or whole, as it is pinned up.
 * At most six statements. Errors: not_found.
 */
export async function loadNotice(actor: Actor, roundId: string, page: PageRequest & { whole?: boolean } = {}) {
  const round = await db.awardRound.findFirst({
    where: { id: roundId, AND: noticesVisibleTo(actor) },
    select: {
      ...head,
      ...tabsSelect(actor),
      titleId: true,
      factsFrom: true,
      factsUntil: true,
      gates: true,
      headRule: true,
    },
  });
  if (!round) throw notFound();
  const organiser = organisationsWith(actor, "UNION_OFFICER").includes(round.organisationId);
  // What was taken out stays in sight while the notice lasts, not among the awards.
  const put: Prisma.AwardApplicationWhereInput = {
    roundId,
    state: { in: ["PROPOSED", "AWARDED", "REVOKED", ...(round.state === "NOTICE" ? (["EXCLUDED"] as const) : [])] },
    grade: { not: "" },
  };
  const order = (grade: string): number => {
    const at = round.title.grades.indexOf(grade);
    return at < 0 ? round.title.grades.length : at;
  };
  // The order of grades is the title's, which the database does not know: it gives all numbers, and one page of the rest.
  const all = await db.awardApplication.findMany({
    where: put,
    orderBy: [{ certificateNumber: "asc" }, { id: "asc" }],
    select: { id: true, grade: true, state: true },
  });
  const { rows: ids, ...more } = pageOf(
    all.toSorted((a, b) => order(a.grade) - order(b.grade)),
    page.whole ? { size: all.length || 1 } : page,
  );
  const proposed = new Map(all.flatMap(({ id, grade, state }) => (state === "PROPOSED" ? [[id, grade]] : [])));
  const mark = markOf(actor.personId);
  // As the decision counts the open ones: also of what was withdrawn since, which is not put up any more.
  const told: Prisma.ObjectionWhereInput = {
    OR: [{ byId: mark }, ...(organiser ? [{ state: "RECEIVED" as const }] : [])],
  };
  const [found, changed, moved] = await Promise.all([
    db.awardApplication.findMany({
      where: { roundId, OR: [{ id: { in: ids.map((one) => one.id) } }, { objections: { some: told } }] },
      select: {
        id: true,
        state: true,
        grade: true,
        certificateNumber: true,
        ...subjectSelect,
        objections: {
          where: told,
          select: { id: true, byId: true, at: true, state: true, answer: true, text: true },
        },
      },
    }),
    organiser && round.state === "NOTICE" ? changedSince(db, round, proposed, actor.now) : null,
    movesOf(roundId),
  ]);
  const byId = new Map(found.map((row) => [row.id, row]));
  const objections = found
    .flatMap(({ objections, ...about }) => objections.map((one) => ({ ...one, about })))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const { id, name, nameEn, year, state, version, organisation, title, countedCompleters } = round;
  const { noticeFrom, noticeUntil, noticeDays, decidedAt } = round;
  return {
    round: {
      id,
      name,
      nameEn,
      year,
      state,
      version,
      organisation,
      title,
      noticeFrom,
      noticeUntil,
      noticeDays,
      decidedAt,
    },
    organiser,
    tabs: organiser ? tabsOf(actor, round) : null,
    /** Objections that nobody has answered. */
    open: organiser ? objections.filter((one) => one.state === "RECEIVED").length : null,
    /** How many of what is proposed have changed since their admission. */
    changes: changed && countChanged(changed.values()),
    /** Of the notice itself; the other dates are behind it. */
    moved: moved.filter((one) => one.moves.some((move) => move.date === "noticeUntil")),
    over: round.noticeUntil !== null && actor.now >= round.noticeUntil,
    ...more,
    rows: ids
      .flatMap((one) => byId.get(one.id) ?? [])
      .map(({ id, state, grade, certificateNumber, objections: _, ...row }) => ({
        id,
        state,
        grade,
        certificateNumber,
        ...subjectOf(row, countedCompleters),
      })),
    own: objections.flatMap(({ byId, about, text, ...one }) =>
      byId === mark ? [{ ...one, text: revealText(text, one.id), about: subjectOf(about).title }] : [],
    ),
  };
}

/** What somebody objects to. Errors: not_found. */
export async function loadForObjection(actor: Actor, roundId: string, applicationId: string) {
  const row = await db.awardApplication.findFirst({
    where: { id: applicationId, roundId, state: "PROPOSED", round: { state: "NOTICE", AND: noticesVisibleTo(actor) } },
    select: { id: true, grade: true, ...subjectSelect, round: { select: head } },
  });
  if (!row) throw notFound();
  const { round, grade, id } = row;
  return { id, grade, round, ...subjectOf(row, round.countedCompleters) };
}

/** Objections of a round for the organiser's officers: what they are about and who handles them, not who made them. Errors: not_found. */
export async function listObjections(actor: Actor, roundId: string) {
  const round = await db.awardRound.findFirst({
    where: {
      id: roundId,
      organisationId: { in: organisationsWith(actor, "UNION_OFFICER") },
      state: { in: ["NOTICE", "DECIDED"] },
    },
    select: head,
  });
  if (!round) throw notFound();
  const rows = await db.objection.findMany({
    where: { application: { roundId } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: {
      id: true,
      at: true,
      state: true,
      answeredAt: true,
      handlerId: true,
      handler: { select: { name: true } },
      application: { select: subjectSelect },
    },
  });
  return {
    round,
    rows: rows.map(({ application, handler, handlerId, ...one }) => ({
      ...one,
      about: subjectOf(application).title,
      handler: handler?.name ?? null,
      mine: handlerId === actor.personId,
    })),
  };
}

/** One objection: who made it and what it says are for its handler alone. Errors: not_found. */
export async function loadObjection(actor: Actor, id: string) {
  const row = await db.objection.findFirst({
    where: { id, application: { round: { organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } } } },
    select: {
      id: true,
      at: true,
      state: true,
      version: true,
      name: true,
      contact: true,
      text: true,
      answer: true,
      answeredAt: true,
      handlerId: true,
      byId: true,
      handler: { select: { name: true } },
      application: { select: { id: true, state: true, grade: true, ...subjectSelect, round: { select: head } } },
    },
  });
  if (!row) throw notFound();
  const { application, handlerId, handler, name, contact, text, answer, byId, ...shown } = row;
  const mine = handlerId === actor.personId;
  return {
    ...shown,
    mine,
    handler: handler?.name ?? null,
    mayTake: handlerId === null && row.state === "RECEIVED" && byId !== markOf(actor.personId),
    round: application.round,
    about: subjectOf(application, application.round.countedCompleters),
    grade: application.grade,
    told: mine ? { name: reveal(name, id), contact: reveal(contact, id), text: revealText(text, id), answer } : null,
  };
}
