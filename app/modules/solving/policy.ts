import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Action, ACTIVE, actionsFor, type ProblemState, type Relation } from "#app/modules/problems/lifecycle.ts";
import type { LogKind, PermitKind } from "./schema.ts";

/** Whether the actor, or an absent colleague the actor stands in for, leads the studio. */
export const leadsStudio = (actor: Actor, studioId: string): boolean =>
  actor.standings.some((s) => s.role === "STUDIO_LEADER" && s.organisationId === studioId);

/** People the actor may act as in a studio: self and absent colleagues. */
export const inStudioAs = (actor: Actor, studioId: string): string[] => [
  ...new Set(
    actor.standings.filter((s) => s.organisationId === studioId).map((s) => s.deputyFor?.personId ?? actor.personId),
  ),
];

/**
 * Whether the actor may decide on a permit: a REVIEWER of the organisation it is put before, who is
 * none of the people involved (asking, bidding, leading, solving), nor stands in for one of them.
 */
export const decidesPermit = (actor: Actor, organisationId: string, involved: readonly string[]): boolean =>
  !involved.includes(actor.personId) &&
  actor.standings.some(
    (s) =>
      s.role === "REVIEWER" &&
      s.organisationId === organisationId &&
      !involved.includes(s.deputyFor?.personId ?? actor.personId),
  );

/** A studio of another enterprise than the poster's needs permits. */
export const isForeign = (studioEnterpriseId: string | null, enterpriseId: string): boolean =>
  studioEnterpriseId !== enterpriseId;

/** Before work on site, for a foreign team. */
export const ON_SITE: readonly PermitKind[] = ["VISIT_PERMIT", "SAFETY_BRIEFING"];

/** 可进厂: both steps granted, or none needed. */
export const mayEnterSite = (foreign: boolean, granted: readonly string[]): boolean =>
  !foreign || ON_SITE.every((kind) => granted.includes(kind));

/** A page of solving that somebody may open now. */
export type SolvingActionName =
  | "bid"
  | "bids"
  | "suggestions"
  | "assign"
  | "assignment"
  | "permits"
  | "team"
  | "log"
  | "solution"
  | "trial"
  | "acceptance"
  | "release"
  | "diagnosis"
  | "question"
  | "again"
  | "still-good"
  | "reuse";
export type SolvingAction = { name: SolvingActionName; main: boolean };

export type SolvingFacts = {
  state: ProblemState;
  relations: ReadonlySet<Relation>;
  /** Leads the studio that holds the lease. */
  leadsTeam: boolean;
  /** Something in the permits page is for this person to do or to follow. */
  permits: "decide" | "follow" | null;
  /** The poster's side is asked something, or this person may ask it. */
  question: "answer" | "ask" | null;
  /** The fault came back and this person's team is asked whether it goes on. */
  askedAgain: boolean;
  /** Whether the fix still holds is for this person to say. */
  stillGood: boolean;
  /** May record that this fix worked elsewhere. */
  reuses: boolean;
  /** Invited from outside and reads the details: may say what they think. */
  guest?: boolean;
};

/** What an expert from outside writes into the log: what they see and suppose, nothing done. */
export const GUEST_KINDS = ["OBSERVATION", "HYPOTHESIS", "NOTE"] as const satisfies readonly LogKind[];

const OFFERS: readonly [Action, SolvingActionName, main: boolean][] = [
  ["accept", "acceptance", true],
  ["choose", "bids", true],
  ["accept-assignment", "assignment", true],
  ["bid", "bid", true],
  ["assign", "assign", false],
  ["start-trial", "trial", true],
  ["report-trial", "trial", true],
  ["submit-solution", "solution", false],
  ["release", "release", false],
  ["give-up", "release", false],
  ["joint-diagnosis", "diagnosis", false],
];

/** While it is open who solves it, the secretariat and the poster's side see who could. */
export const MATCHED: readonly ProblemState[] = ["TRIAGE", "PUBLISHED", "CLAIMED"];
export const SEES_SUGGESTIONS: readonly Relation[] = ["SECRETARIAT", "AUTHOR", "ENTERPRISE"];

/** What the actor may do for the solution of a problem, the main step first. */
export function solvingActions(facts: SolvingFacts): SolvingAction[] {
  const may = new Map<SolvingActionName, boolean>();
  if (facts.permits === "decide") may.set("permits", true);
  const working = ACTIVE.includes(facts.state) && facts.state !== "ENTERPRISE_REVIEW";
  if (MATCHED.includes(facts.state) && SEES_SUGGESTIONS.some((one) => facts.relations.has(one)))
    may.set("suggestions", false);
  const writes = (["SOLVER", "ENTERPRISE", "AUTHOR"] as const).some((one) => facts.relations.has(one));
  for (const action of actionsFor(facts.state, facts.relations)) {
    const offer = OFFERS.find(([name]) => name === action);
    if (offer) may.set(offer[1], offer[2] || (may.get(offer[1]) ?? false));
  }
  if (working && facts.guest) may.set("log", true);
  if (working && writes) may.set("log", facts.state === "IN_PROGRESS" && facts.relations.has("SOLVER"));
  if (facts.state === "IN_PROGRESS" && facts.leadsTeam) may.set("team", false);
  if (facts.question) may.set("question", facts.question === "answer");
  if (facts.askedAgain) may.set("again", true);
  if (facts.state === "SOLVED" && facts.stillGood) may.set("still-good", true);
  if (facts.permits === "follow") may.set("permits", false);
  if (facts.state === "SOLVED" && facts.reuses) may.set("reuse", false);
  return [...may].map(([name, main]) => ({ name, main })).sort((a, b) => Number(b.main) - Number(a.main));
}

/** Who reads sealed bids: those who act for the poster's enterprise, unless their own studio takes part; the author in any case. */
export function readsBids(
  actor: Actor,
  problem: { enterpriseId: string; isAuthor: boolean; bidderIds: readonly string[] },
): boolean {
  if (problem.isAuthor) return true;
  const office = actor.standings.some(
    (s) => s.organisationId === problem.enterpriseId && (s.role === "ENGINEER" || s.role === "REVIEWER"),
  );
  return office && !actor.standings.some((s) => problem.bidderIds.includes(s.organisationId));
}
