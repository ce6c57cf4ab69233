import { subMonths } from "date-fns/subMonths";
import type { Tx } from "#app/lib/db.server.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { keysOf } from "./access.ts";
import type { Relation } from "./lifecycle.ts";
import { type AcceptanceFacts, whyNotAccept } from "./rules.ts";

type Reader = Pick<Tx, "problem" | "mentorTie" | "organisation" | "event">;

/** People the actor may act as in an organisation: self, and the absent colleagues deputised for. */
export const actsAs = (actor: Actor, organisationId: string): string[] => [
  ...new Set(
    actor.standings
      .filter((s) => s.organisationId === organisationId || s.parentId === organisationId)
      .map((s) => s.deputyFor?.personId ?? actor.personId),
  ),
];

const inForce = (now: Date) => ({
  startsAt: { lte: now },
  OR: [{ endsAt: null }, { endsAt: { gt: now } }],
  role: { notIn: ["GUEST" as const, "JUDGE" as const] },
});

/**
 * Rule "another person": a REVIEWER of the enterprise who neither posted nor typed it in. Who stands in for one of
 * those two, or only reviews in the name of one of them, is no other person.
 */
export function mayReview(
  actor: Actor,
  row: { enterpriseId: string; authorId: string; enteredById: string | null },
): boolean {
  const involved = [row.authorId, row.enteredById];
  if (actsAs(actor, row.enterpriseId).some((who) => involved.includes(who))) return false;
  return organisationsWith(actor, "REVIEWER").includes(row.enterpriseId);
}

/** Facts that decide relations, read once. */
export async function loadRelations(reader: Reader, actor: Actor, problemId: string): Promise<Set<Relation>> {
  const row = await reader.problem.findUniqueOrThrow({
    where: { id: problemId },
    select: {
      enterpriseId: true,
      authorId: true,
      enteredById: true,
      author: {
        select: {
          memberships: {
            where: inForce(actor.now),
            select: { organisation: { select: { id: true, parentId: true } } },
          },
        },
      },
      allianceId: true,
      postedAt: true,
      releasedAt: true,
      publishedAt: true,
      state: true,
      audiences: { select: { organisationId: true, organisation: { select: { kind: true } } } },
      bids: { where: { state: "OPEN" }, select: { studioId: true } },
      assignments: { where: { state: "OFFERED" }, select: { craftsmanId: true, studioId: true } },
      engagements: {
        where: { OR: [{ endedAt: null }, { end: "FINISHED" }] },
        select: { studioId: true, startedAt: true, endedAt: true, members: { select: { personId: true } } },
      },
      proposals: {
        where: { state: "OPEN", kind: "MERGE" },
        select: { target: { select: { authorId: true, enterpriseId: true } } },
      },
    },
  });
  const relations = new Set<Relation>();
  const actsFor = (organisationId: string, personId: string) => actsAs(actor, organisationId).includes(personId);

  if (organisationsWith(actor, "ENGINEER", "REVIEWER").includes(row.enterpriseId)) relations.add("ENTERPRISE");
  const authorThere = row.author.memberships.some(
    ({ organisation: o }) => o.id === row.enterpriseId || o.parentId === row.enterpriseId,
  );
  if (actsFor(row.enterpriseId, row.authorId)) relations.add("AUTHOR");
  if (!authorThere && relations.has("ENTERPRISE") && row.state !== "DRAFT") relations.add("AUTHOR");
  const typing = row.state === "DRAFT" && row.postedAt === null && organisationsWith(actor, "SECRETARIAT").length > 0;
  if (row.enteredById === actor.personId && (relations.has("ENTERPRISE") || typing)) relations.add("TYPIST");
  if (mayReview(actor, row)) relations.add("REVIEWER");
  if (row.releasedAt && row.allianceId && organisationsWith(actor, "SECRETARIAT").includes(row.allianceId))
    relations.add("SECRETARIAT");

  if (row.publishedAt) {
    const led = organisationsWith(actor, "STUDIO_LEADER");
    const keys = new Set(keysOf(actor));
    const inCircle = row.audiences.some((a) =>
      keys.has(`${a.organisation.kind === "ALLIANCE" ? "alliance" : "org"}:${a.organisationId}`),
    );
    if (led.length > 0 && (inCircle || employerIds(actor).includes(row.enterpriseId))) relations.add("LEADER");
    if (row.bids.some((bid) => led.includes(bid.studioId))) relations.add("BIDDER");
  }
  if (row.assignments.some((a) => actsFor(a.studioId, a.craftsmanId))) relations.add("ASSIGNEE");
  const open = row.engagements.filter((e) => e.endedAt === null);
  if (open.some((e) => e.members.some((m) => actsFor(e.studioId, m.personId)))) relations.add("SOLVER");
  if (row.proposals.some((p) => actsFor(p.target.enterpriseId, p.target.authorId))) relations.add("PROPOSED");

  if (row.state === "ACCEPTANCE" && relations.has("ENTERPRISE")) {
    const facts = await acceptanceFacts(
      reader,
      actor,
      { id: problemId, ...row },
      row.engagements.map((e) => ({ ...e, memberIds: e.members.map((m) => m.personId) })),
    );
    if (whyNotAccept(acceptorOf(actor, facts), facts) === null) relations.add("ACCEPTOR");
  }
  return relations;
}

/** The acting person as the acceptance rule sees them. Nobody accepts in place of an absent solver, or of a solver's master or apprentice. */
export function acceptorOf(actor: Actor, facts: Pick<AcceptanceFacts, "solverIds" | "mentorTies">) {
  const tied = new Set([...facts.solverIds, ...facts.mentorTies.flatMap((tie) => [tie.mentorId, tie.apprenticeId])]);
  const standings = actor.standings.filter((s) => !s.deputyFor || !tied.has(s.deputyFor.personId));
  return {
    personId: actor.personId,
    acceptsFor: organisationsWith({ ...actor, standings }, "ENGINEER", "REVIEWER"),
    recentOrganisationIds: actor.recentOrganisationIds,
  };
}

async function acceptanceFacts(
  reader: Reader,
  actor: Actor,
  problem: { id: string; enterpriseId: string; allianceId: string | null },
  engagements: { studioId: string; startedAt: Date; memberIds: string[] }[],
): Promise<AcceptanceFacts> {
  const removed = await removedFromTeam(reader, actor, problem.id, engagements);
  const solverIds = [...new Set([...engagements.flatMap((e) => e.memberIds), ...removed])];
  const mentorTies = await reader.mentorTie.findMany({
    where: { OR: [{ mentorId: { in: solverIds } }, { apprenticeId: { in: solverIds } }] },
    select: { mentorId: true, apprenticeId: true },
  });
  const unions = await reader.organisation.findMany({
    where: {
      id: { in: [...actor.recentOrganisationIds] },
      kind: { in: ["FEDERATION", "COUNTY_UNION", "INDUSTRY_UNION"] },
    },
    select: { id: true },
  });
  const overseerIds = [...(problem.allianceId ? [problem.allianceId] : []), ...unions.map((u) => u.id)];
  return {
    enterpriseId: problem.enterpriseId,
    solverIds,
    solverStudioIds: engagements.map((e) => e.studioId),
    mentorTies,
    overseerIds,
  };
}

/** Who was taken off these teams within 12 months: for the acceptance they are solvers still. The record knows them. */
async function removedFromTeam(
  reader: Reader,
  actor: Actor,
  problemId: string,
  engagements: { startedAt: Date }[],
): Promise<string[]> {
  if (engagements.length === 0) return [];
  const began = Math.min(...engagements.map((e) => e.startedAt.getTime()));
  const changes = await reader.event.findMany({
    where: {
      subjectKind: "problem",
      subjectId: problemId,
      type: "problem.team-changed",
      at: { gte: new Date(Math.max(began, subMonths(actor.now, 12).getTime())) },
    },
    select: { payload: true },
  });
  return changes.flatMap(({ payload }) => {
    const removed = (payload as { removed?: unknown } | null)?.removed;
    return Array.isArray(removed) ? removed.filter((id) => typeof id === "string") : [];
  });
}
