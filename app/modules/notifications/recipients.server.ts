import { db } from "#app/lib/db.server.ts";
import { isUrgent } from "#app/modules/problems/lifecycle.ts";
import { holdersOf, layerOf, type NoticeEvent, type NoticeProblem, watchersOf } from "./notice-facts.server.ts";
import { roomWatchers } from "./room-watchers.server.ts";

type Facts = { event: NoticeEvent; problem: NoticeProblem; now: Date };
type Group = (facts: Facts) => Promise<(string | null | undefined)[]> | (string | null | undefined)[];

const idOf = (facts: Facts, name: string): string | null => {
  const value = facts.event.payload[name];
  return typeof value === "string" ? value : null;
};
const idsOf = (facts: Facts, name: string): string[] => {
  const value = facts.event.payload[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
};

const author: Group = ({ problem }) => [problem.authorId, problem.enteredById];
const reviewers: Group = ({ problem, now }) => holdersOf(["REVIEWER"], [problem.enterpriseId], now);
const secretariat: Group = ({ problem, now }) =>
  holdersOf(["SECRETARIAT"], problem.allianceId ? [problem.allianceId] : [], now);
const lastTeam: Group = ({ problem }) => problem.engagements.flatMap((e) => e.members.map((m) => m.personId));
/** The team at work when it happened; those who gave it back earlier are left in peace. */
const team: Group = ({ problem, event }) =>
  problem.engagements
    .filter((e) => !e.endedAt || e.endedAt >= event.at)
    .flatMap((e) => e.members.map((m) => m.personId));
const teamLeader: Group = ({ problem, now }) =>
  holdersOf(
    ["STUDIO_LEADER"],
    problem.engagements.map((e) => e.studioId),
    now,
  );
const watchers: Group = ({ problem }) => watchersOf(problem.id);
const assignee: Group = ({ problem, event }) =>
  problem.assignments.filter((a) => !a.decidedAt || a.decidedAt >= event.at).map((a) => a.craftsmanId);
const assigner: Group = ({ problem }) => problem.assignments.map((a) => a.assignedById);
const assigneeLeader: Group = ({ problem, now }) =>
  holdersOf(
    ["STUDIO_LEADER"],
    problem.assignments.map((a) => a.studioId),
    now,
  );
/** Those whose bids this event decided. */
const bidders: Group = ({ problem, event }) =>
  problem.bids
    .filter((bid) => bid.decidedAt?.getTime() === event.at.getTime())
    .flatMap((bid) => [bid.byId, bid.leadId]);

/** Urgent ones: the own enterprise's studios, at once (rule "Urgent"). */
const ownStudiosIfUrgent: Group = async ({ problem, now }) => {
  if (!isUrgent(problem.severity)) return [];
  const studios = await db.organisation.findMany({
    where: { kind: "STUDIO", parentId: problem.enterpriseId, closedAt: null },
    select: { id: true },
  });
  return holdersOf(
    ["STUDIO_LEADER", "CRAFTSMAN"],
    studios.map((one) => one.id),
    now,
  );
};

/** Leaders of the studios it is open to: named ones always, a whole alliance's only when urgent. */
const leadersAsked: Group = async ({ problem, now }) => {
  const named = problem.audiences.filter((a) => a.organisation.kind !== "ALLIANCE").map((a) => a.organisationId);
  const alliances = isUrgent(problem.severity)
    ? problem.audiences.filter((a) => a.organisation.kind === "ALLIANCE").map((a) => a.organisationId)
    : [];
  const members = await db.allianceMember.findMany({
    where: { allianceId: { in: alliances }, OR: [{ leftAt: null }, { leftAt: { gt: now } }] },
    select: { memberId: true },
  });
  const circle = [...named, ...members.map((one) => one.memberId)];
  const studios = await db.organisation.findMany({
    where: { kind: "STUDIO", closedAt: null, OR: [{ id: { in: circle } }, { parentId: { in: circle } }] },
    select: { id: true },
  });
  return holdersOf(
    ["STUDIO_LEADER"],
    studios.map((one) => one.id),
    now,
  );
};

const permitDeciders: Group = (facts) => {
  const id = idOf(facts, "organisationId");
  return id ? holdersOf(["REVIEWER"], [id], facts.now) : [];
};
const employerReviewers: Group = (facts) => {
  const id = idOf(facts, "employerId");
  return id ? holdersOf(["REVIEWER"], [id], facts.now) : [];
};
const permitAsker: Group = async (facts) => {
  const id = idOf(facts, "permitId");
  const permit = id
    ? await db.permit.findUnique({ where: { id }, select: { requestedById: true, personId: true } })
    : null;
  return permit ? [permit.requestedById, permit.personId] : [];
};
const proposer: Group = async (facts) => {
  const id = idOf(facts, "proposalId");
  return id
    ? [(await db.triageProposal.findUnique({ where: { id }, select: { proposedById: true } }))?.proposedById]
    : [];
};
const fixAuthors: Group = async (facts) => {
  const id = idOf(facts, "fixId") ?? facts.problem.id;
  const fix = await db.problem.findUnique({
    where: { id },
    select: { engagements: { where: { end: "FINISHED" }, select: { members: { select: { personId: true } } } } },
  });
  return fix?.engagements.flatMap((e) => e.members.map((m) => m.personId)) ?? [];
};

/** The poster with the deputies of an absence; once the poster has left, the enterprise's reviewers. */
const poster: Group = async (facts) => {
  const { problem, now } = facts;
  const inForce = { startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
  const places = [{ id: problem.enterpriseId }, { parentId: problem.enterpriseId }];
  const there = await db.membership.count({
    where: {
      personId: problem.authorId,
      role: { notIn: ["GUEST", "JUDGE"] },
      organisation: { OR: places },
      person: { disabledAt: null },
      ...inForce,
    },
  });
  if (there === 0) return reviewers(facts);
  const deputies = await db.deputy.findMany({
    where: { personId: problem.authorId, startsAt: { lte: now }, endsAt: { gt: now }, endedAt: null },
    select: { deputyId: true },
  });
  return [problem.authorId, ...deputies.map((one) => one.deputyId)];
};

/** Named in the event itself. */
const told: Group = (facts) => idsOf(facts, "told");
/** Those who follow what is said in the room of a joint diagnosis. */
const watchersOfRoom: Group = async ({ event, now }) => {
  const { on } = event.payload as { on?: { kind?: unknown; id?: unknown } };
  if (on?.kind !== "diagnosis" || typeof on.id !== "string") return [];
  return roomWatchers(on.id, layerOf(event), now);
};

/** Whoever a problem waits for while its clock stands; once the time is over, the posters' reviewers too. */
const keptFrom: Group = async (facts) => {
  const { problem, now, event } = facts;
  const permits = await db.permit.findMany({
    where: { problemId: problem.id, state: "REQUESTED", kind: { not: "AGREEMENT" } },
    select: { organisationId: true },
  });
  const deciders = await holdersOf(["REVIEWER"], [...new Set(permits.map((one) => one.organisationId))], now);
  const proposals = await db.triageProposal.findMany({
    where: { problemId: problem.id, state: "OPEN" },
    select: {
      kind: true,
      posterAgreed: true,
      targetAgreed: true,
      target: { select: { authorId: true, enterpriseId: true } },
    },
  });
  const posters = await Promise.all(
    proposals.flatMap(({ kind, posterAgreed, targetAgreed, target }) => [
      ...(posterAgreed ? [] : [poster(facts)]),
      ...(kind === "MERGE" && !targetAgreed ? [poster({ ...facts, problem: { ...problem, ...target } })] : []),
    ]),
  );
  const late = proposals.length > 0 && event.payload.step === "DUE" ? await reviewers(facts) : [];
  return [...deciders, ...posters.flat(), ...late];
};

/** Who has the ball in the state whose time runs out, or ran out. */
const overdue: Group = async (facts) => {
  const groups: Record<string, Group[]> = {
    ENTERPRISE_REVIEW: [reviewers],
    TRIAGE: [secretariat],
    PUBLISHED: [secretariat, leadersAsked],
    CLAIMED: [author],
    ASSIGNED: [assignee, secretariat],
    IN_PROGRESS: [team, teamLeader],
    SOLUTION_SUBMITTED: [author, reviewers],
    TRIAL_RUN: [author, reviewers],
    ACCEPTANCE: [author, reviewers],
  };
  return gather(groups[String(facts.event.payload.state)] ?? [], facts);
};

const TO: Record<string, Group[]> = {
  submitted: [reviewers, ownStudiosIfUrgent],
  approved: [secretariat, author],
  returned: [author],
  published: [author, leadersAsked],
  bid: [author],
  "bid-withdrawn": [author],
  "bids-refused": [bidders],
  "bid-chosen": [bidders, watchers],
  assigned: [assignee, assigneeLeader],
  "assignment-accepted": [author, assigner, watchers],
  "assignment-declined": [author, assigner],
  "consent-requested": [permitDeciders],
  "consent-decided": [permitAsker, assignee],
  "permit-decided": [permitAsker, team],
  "agreement-signed": [author],
  "team-changed": [(facts) => idsOf(facts, "added")],
  "log-added": [author, team, watchers],
  "solution-submitted": [author, watchers],
  "solution-sent-back": [team],
  "trial-started": [team, watchers],
  "trial-reported": [author, reviewers, team],
  "trial-failed": [team, watchers],
  accepted: [team, teamLeader, author, secretariat, watchers],
  "partly-accepted": [team, teamLeader, author, secretariat, watchers],
  "not-fixed": [team, author, watchers],
  released: [author, secretariat, watchers],
  "given-up": [author, team, secretariat, watchers],
  "lease-reminded": [team, teamLeader],
  "due-soon": [overdue],
  reminded: [overdue],
  "waiting-reminded": [keptFrom],
  "question-asked": [poster],
  "question-answered": [team, assignee],
  "question-reminded": [poster, reviewers],
  "question-lapsed": [poster, team, assignee],
  "still-good-asked": [poster],
  "still-good-answered": [lastTeam, secretariat, watchers],
  "team-goes-on": [poster, secretariat, watchers],
  unclaimed: [secretariat, author],
  withdrawn: [bidders, team, assignee, secretariat, author, watchers],
  "closed-unsolved": [bidders, team, assignee, secretariat, author, watchers],
  escalated: [author, secretariat, watchers],
  "joint-diagnosis": [author, team, secretariat, watchers, told],
  "diagnosis-invited": [told],
  "diagnosis-answered": [told],
  "diagnosis-times": [told],
  "diagnosis-fixed": [told],
  "diagnosis-cancelled": [told],
  "diagnosis-opinion": [told],
  "diagnosis-commented": [watchersOfRoom],
  "merge-proposed": [author],
  "merge-answered": [proposer],
  merged: [author, watchers],
  "answer-proposed": [author],
  "answer-refused": [proposer],
  answered: [author, watchers],
  reused: [author, fixAuthors],
  adopted: [fixAuthors, teamLeader],
  confirmed: [author],
  reopened: [author, lastTeam, secretariat, watchers],
  commented: [author, team, watchers],
  named: [(facts) => [idOf(facts, "personId")]],
  "guest-came": [reviewers, author],
  "guest-agreed": [reviewers],
  thanked: [employerReviewers, team, teamLeader],
  "author-passed": [(facts) => [idOf(facts, "toId")]],
  "work-passed": [(facts) => [idOf(facts, "toId")]],
};

async function gather(groups: readonly Group[], facts: Facts): Promise<string[]> {
  const found = await Promise.all(groups.map((group) => group(facts)));
  return [...new Set(found.flat().filter((id) => typeof id === "string"))];
}

/** Events that may call people by name. */
const CALLING = ["problem.commented", "problem.diagnosis-commented"];

/** Event names that tell somebody something; the others stay on the timeline. */
export const TOLD = Object.keys(TO).map((name) => `problem.${name}`);

/** Whom an event concerns, those mentioned apart; the one who did it left out. Whether they may read it is asked afterwards. */
export async function recipientsOf(facts: Facts): Promise<{ told: string[]; mentioned: string[] }> {
  const groups = TO[facts.event.type.replace("problem.", "")] ?? [];
  const others = (ids: string[]) => ids.filter((id) => id !== facts.event.actorId);
  const mentioned = others(CALLING.includes(facts.event.type) ? idsOf(facts, "mentions") : []);
  const told = others(await gather(groups, facts)).filter((id) => !mentioned.includes(id));
  return { told, mentioned };
}
