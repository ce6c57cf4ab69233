import type { Actor, Role, Standing } from "#app/modules/accounts/actor.ts";
import { ACTIVE, BALL_WITH, type ProblemState } from "#app/modules/problems/lifecycle.ts";

/**
 * Whose lateness a page speaks of: an alliance's, an enterprise's own; of a union's branch, and for the unit that leads an
 * alliance, what came up to it.
 */
export type LateScope = { key: string; kind: "alliance" | "enterprise" | "branch" | "lead"; id: string; name: string };

/** Of the unit that leads an alliance: whom a late problem is told to, and who may therefore look. */
export const LEADING: readonly Role[] = ["REVIEWER", "STUDIO_LEADER", "UNION_OFFICER"];

/** Organisations for which the actor is told of what came up to them as a leading unit. */
export const leadsFor = (actor: Actor): string[] => [
  ...new Set(
    actor.standings
      .filter((s) => LEADING.includes(s.role) || (s.isHead && s.role !== "GUEST" && s.role !== "JUDGE"))
      .map((s) => s.organisationId),
  ),
];

export const leadScope = (alliance: { id: string; name: string }): LateScope => ({
  key: `lead:${alliance.id}`,
  kind: "lead",
  ...alliance,
});

/** What the actor may look at, the alliances first. */
export function scopesOf(actor: Actor): LateScope[] {
  const scopes = new Map<string, LateScope>();
  const add = (kind: LateScope["kind"], s: Standing) =>
    scopes.set(`${kind}:${s.organisationId}`, {
      key: `${kind}:${s.organisationId}`,
      kind,
      id: s.organisationId,
      name: s.organisationName,
    });
  for (const s of actor.standings) if (s.role === "SECRETARIAT") add("alliance", s);
  for (const s of actor.standings)
    if (s.organisationKind === "ENTERPRISE" && (s.role === "REVIEWER" || (s.isHead && s.role !== "GUEST")))
      add("enterprise", s);
  const office = actor.standings.find((s) => s.role === "UNION_OFFICER");
  if (office && actor.officerAllianceIds.length > 0) add("branch", office);
  return [...scopes.values()];
}

/** Who has the move in what is late, or, while the clock stands still, the other side. */
export const BALLS = [
  "REVIEWER",
  "SECRETARIAT",
  "STUDIOS",
  "AUTHOR",
  "ASSIGNEE",
  "SOLVER",
  "ENTERPRISE",
  "OTHER_SIDE",
] as const;
export type Ball = (typeof BALLS)[number];

export const PERIODS = [30, 90, 365] as const;

export type LateFilters = {
  ball?: Ball;
  state?: ProblemState;
  lane?: "urgent" | "normal";
  days: (typeof PERIODS)[number];
};

const oneOf = <const T extends string>(values: readonly T[], value: string | null): T | undefined =>
  values.find((one) => one === value);

/** Reads the filters of the page's address; what is unknown is left out. */
export const readLateFilters = (params: URLSearchParams): LateFilters => ({
  ball: oneOf(BALLS, params.get("ball")),
  state: oneOf(ACTIVE, params.get("state")),
  lane: oneOf(["urgent", "normal"], params.get("lane")),
  days: PERIODS.find((one) => String(one) === params.get("days")) ?? 90,
});

/** States in which somebody of this kind has the move. */
export const statesWithBall = (ball: Ball): ProblemState[] => ACTIVE.filter((state) => BALL_WITH[state] === ball);
