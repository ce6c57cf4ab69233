import { subMonths } from "date-fns/subMonths";
import { db, plannedOnce, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { keysOf } from "./access.ts";
import type { Relation } from "./lifecycle.ts";
import { type AcceptanceFacts, whyNotAccept } from "./rules.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

type Reader = Pick<Tx, "problem" | "$queryRaw">;

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

/** Put this in a `select` to learn the actor's relations to a row with `relationsOf`. */
export const relationsSelect = (actor: Actor) =>
  ({
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
  }) satisfies Prisma.ProblemSelect;
export type RelationsRow = Prisma.ProblemGetPayload<{ select: ReturnType<typeof relationsSelect> }>;

/** Facts that decide relations, read once. */
export async function loadRelations(reader: Reader, actor: Actor, problemId: string): Promise<Set<Relation>> {
  const row = await plannedOnce(() =>
    reader.problem.findUniqueOrThrow({ where: { id: problemId }, select: relationsSelect(actor) }),
  );
  return relationsOf(reader, actor, problemId, row);
}

/** The actor's access and relations to a problem, and when it was first sent to review; one statement. Errors: not_found. */
export async function accessAndRelations(actor: Actor, problemId: string) {
  const row = await plannedOnce(() =>
    db.problem.findFirst({
      where: { id: problemId, AND: visibleTo(actor) },
      select: { ...relationsSelect(actor), ...accessSelect(actor) },
    }),
  );
  if (!row) throw notFound();
  const relations = await relationsOf(db, actor, problemId, row);
  return { access: accessOf(actor, row), relations, postedAt: row.postedAt };
}

/** What the actor is to a problem read with `relationsSelect`; one more statement while an acceptance waits on the actor's enterprise. */
export async function relationsOf(
  reader: Pick<Tx, "$queryRaw">,
  actor: Actor,
  problemId: string,
  row: RelationsRow,
): Promise<Set<Relation>> {
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

/**
 * The acceptance rule asked for an enterprise that adopted a fix: it stands in the poster's place, the fix's solvers stay
 * who they are. Returns the reason against the actor, or null.
 */
export async function whyNotAcceptAdoption(
  reader: Reader,
  actor: Actor,
  { fixId, enterpriseId }: { fixId: string; enterpriseId: string },
): Promise<ReturnType<typeof whyNotAccept>> {
  const facts = { ...(await solversOf(reader, actor, fixId)), enterpriseId };
  return whyNotAccept(acceptorOf(actor, facts), facts);
}

/** Who solved a problem, as the rules about acceptance and certification ask for it. */
export async function solversOf(reader: Reader, actor: Actor, problemId: string): Promise<AcceptanceFacts> {
  const row = await plannedOnce(() =>
    reader.problem.findUniqueOrThrow({ where: { id: problemId }, select: relationsSelect(actor) }),
  );
  const engagements = row.engagements.map((e) => ({ ...e, memberIds: e.members.map((m) => m.personId) }));
  return acceptanceFacts(reader, actor, { ...row, id: problemId }, engagements);
}

type AcceptanceRow = {
  solverIds: string[] | null;
  mentorTies: { mentorId: string; apprenticeId: string }[] | null;
  unionIds: string[] | null;
};

/**
 * What the acceptance rule asks for. Who was taken off the team within 12 months is a solver still: the record knows them.
 */
async function acceptanceFacts(
  reader: Pick<Tx, "$queryRaw">,
  actor: Actor,
  problem: { id: string; enterpriseId: string; allianceId: string | null },
  engagements: { studioId: string; startedAt: Date; memberIds: string[] }[],
): Promise<AcceptanceFacts> {
  const began = Math.min(actor.now.getTime(), ...engagements.map((e) => e.startedAt.getTime()));
  const since = new Date(Math.max(began, subMonths(actor.now, 12).getTime()));
  const members = [...new Set(engagements.flatMap((e) => e.memberIds))];
  const [row] = await reader.$queryRaw<AcceptanceRow[]>`
    WITH solver AS (
      SELECT unnest(${members}::text[]) AS "id"
      UNION
      SELECT gone."id" FROM "Event" e
      CROSS JOIN LATERAL jsonb_array_elements_text(
        CASE WHEN jsonb_typeof(e."payload" -> 'removed') = 'array' THEN e."payload" -> 'removed' ELSE '[]' END) AS gone("id")
      WHERE e."subjectKind" = 'problem' AND e."subjectId" = ${problem.id}::uuid
        AND e."type" = 'problem.team-changed' AND e."at" >= ${since}
    )
    SELECT (SELECT array_agg("id") FROM solver) AS "solverIds",
      (SELECT json_agg(json_build_object('mentorId', t."mentorId", 'apprenticeId', t."apprenticeId")) FROM "MentorTie" t
       WHERE t."mentorId"::text IN (SELECT "id" FROM solver) OR t."apprenticeId"::text IN (SELECT "id" FROM solver)) AS "mentorTies",
      (SELECT array_agg(o."id"::text) FROM "Organisation" o
       WHERE o."id" = ANY (${[...actor.recentOrganisationIds]}::uuid[])
         AND o."kind" IN ('FEDERATION', 'COUNTY_UNION', 'INDUSTRY_UNION')) AS "unionIds"`;
  return {
    enterpriseId: problem.enterpriseId,
    solverIds: row?.solverIds ?? [],
    solverStudioIds: engagements.map((e) => e.studioId),
    mentorTies: row?.mentorTies ?? [],
    overseerIds: [...(problem.allianceId ? [problem.allianceId] : []), ...(row?.unionIds ?? [])],
  };
}
