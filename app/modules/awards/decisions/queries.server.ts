import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, employerIds, isGuestOnly, organisationsWith } from "#app/modules/accounts/actor.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import { awardRoundsVisibleTo, ownApplications } from "../visibility.ts";
import { subjectOf, subjectSelect } from "./subject.ts";

/** As many as a profile shows, and rounds looked through for them. */
const MOST_AWARDS = 30;
const MOST_ROUNDS = 60;

/** Awards are public where their notice was; those taken back stay, and say so. */
export const awardsVisibleTo = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  state: { in: ["AWARDED", "REVOKED"] },
  ...(isGuestOnly(actor)
    ? { id: { in: [] } }
    : { OR: [{ round: { organisation: organisationsVisibleTo(actor) } }, ownApplications(actor)] }),
});

const select = {
  id: true,
  state: true,
  grade: true,
  version: true,
  certificateNumber: true,
  decidedAt: true,
  revokedAt: true,
  reason: true,
  ...subjectSelect,
  round: {
    select: {
      id: true,
      year: true,
      name: true,
      nameEn: true,
      countedCompleters: true,
      organisationId: true,
      organisation: { select: { name: true, timeZone: true } },
      title: { select: { name: true, nameEn: true, legalBasis: true } },
    },
  },
} satisfies Prisma.AwardApplicationSelect;

/** One award as its certificate says it. Errors: not_found. */
export async function loadAward(actor: Actor, id: string) {
  const row = await db.awardApplication.findFirst({
    where: { id, AND: awardsVisibleTo(actor) },
    select: { ...select, _count: { select: { facts: true } } },
  });
  if (!row) throw notFound();
  const own = await db.awardApplication.count({ where: { id, AND: ownApplications(actor) } });
  const organiser = organisationsWith(actor, "UNION_OFFICER").includes(row.round.organisationId);
  return {
    id: row.id,
    revoked: row.state === "REVOKED",
    grade: row.grade,
    version: row.version,
    number: row.certificateNumber ?? "",
    decidedAt: row.decidedAt,
    revokedAt: row.revokedAt,
    reason: row.state === "REVOKED" ? row.reason : "",
    round: row.round,
    ...subjectOf(row, row.round.countedCompleters),
    organiser,
    /** The paper is for those it was given to, and for who gave it. */
    paper: organiser || own > 0,
    points: organiser || own > 0,
  };
}
export type Award = Awaited<ReturnType<typeof loadAward>>;

type Profile = { personId: string } | { studioId: string };

/** The profile's own: who may apply for awards with it. */
const appliesFor = (actor: Actor, of: Profile): boolean =>
  "personId" in of
    ? of.personId === actor.personId && employerIds(actor).length > 0
    : organisationsWith(actor, "STUDIO_LEADER").includes(of.studioId);

/**
 * Awards on a profile, the latest first: given to the person or studio, or for an achievement with them among the counted
 * completers. For who may apply with the profile also whether a round takes applications it is not in yet; which ones are
 * open to it, the form says. One statement.
 */
export async function awardsOf(actor: Actor, of: Profile) {
  const about: Prisma.AwardApplicationWhereInput =
    "personId" in of
      ? { OR: [{ personId: of.personId }, { achievement: { contributors: { some: { personId: of.personId } } } }] }
      : { OR: [{ studioId: of.studioId }, { achievement: { studioId: of.studioId } }] };
  const awards = { AND: [awardsVisibleTo(actor), about] };
  const open: Prisma.AwardRoundWhereInput = {
    state: "OPEN",
    opensAt: { lte: actor.now },
    closesAt: { gte: actor.now },
    title: { subject: "personId" in of ? "PERSON" : "STUDIO" },
    applications: { none: { ...of, state: { not: "WITHDRAWN" } } },
    AND: awardRoundsVisibleTo(actor),
  };
  const rounds = await db.awardRound.findMany({
    where: { OR: [{ applications: { some: awards } }, ...(appliesFor(actor, of) ? [open] : [])] },
    orderBy: [{ decidedAt: { sort: "desc", nulls: "first" } }, { id: "desc" }],
    take: MOST_ROUNDS,
    select: {
      state: true,
      countedCompleters: true,
      year: true,
      title: { select: { name: true, nameEn: true } },
      applications: {
        where: awards,
        orderBy: { id: "desc" },
        take: MOST_AWARDS,
        select: { id: true, state: true, grade: true, ...subjectSelect },
      },
    },
  });
  return {
    mayApply: rounds.some((round) => round.state === "OPEN"),
    awards: rounds
      .flatMap(({ applications, title, year, countedCompleters }) =>
        applications
          .filter(
            (row) =>
              !("personId" in of) ||
              !row.achievement ||
              row.achievement.contributors.slice(0, countedCompleters).some((one) => one.personId === of.personId),
          )
          .map((row) => ({
            id: row.id,
            revoked: row.state === "REVOKED",
            grade: row.grade,
            title,
            year,
            about: subjectOf(row).title,
          })),
      )
      .slice(0, MOST_AWARDS),
  };
}
