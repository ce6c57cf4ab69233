import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, isGuestOnly, organisationsWith } from "#app/modules/accounts/actor.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import { ownApplications } from "../visibility.ts";
import { subjectOf, subjectSelect } from "./subject.ts";

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

const line = (row: Prisma.AwardApplicationGetPayload<{ select: typeof select }>) => ({
  id: row.id,
  revoked: row.state === "REVOKED",
  grade: row.grade,
  title: row.round.title,
  year: row.round.year,
  about: subjectOf(row).title,
});

/** Awards on a profile, the latest first: given to the person, or for an achievement with them among the counted completers. */
export async function awardsOf(actor: Actor, of: { personId: string } | { studioId: string }) {
  const about: Prisma.AwardApplicationWhereInput =
    "personId" in of
      ? { OR: [{ personId: of.personId }, { achievement: { contributors: { some: { personId: of.personId } } } }] }
      : { OR: [{ studioId: of.studioId }, { achievement: { studioId: of.studioId } }] };
  const rows = await db.awardApplication.findMany({
    where: { AND: [awardsVisibleTo(actor), about] },
    orderBy: [{ decidedAt: "desc" }, { id: "desc" }],
    take: 30,
    select,
  });
  return rows
    .filter(
      (row) =>
        !("personId" in of) ||
        !row.achievement ||
        row.achievement.contributors.slice(0, row.round.countedCompleters).some((one) => one.personId === of.personId),
    )
    .map(line);
}
