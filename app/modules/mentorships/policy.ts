import type { Actor } from "#app/modules/accounts/actor.ts";
import { inTraining, type MentorshipState } from "./rules.ts";

/** What somebody is to a mentorship. */
export type MentorshipPart = "MASTER" | "APPRENTICE" | "REVIEWER" | "LEADER" | "CREATOR" | "SCRIBE";

export type MentorshipFacts = {
  placeId: string;
  enterpriseId: string;
  masterId: string;
  apprenticeId: string;
  createdById: string;
  onBehalf: boolean;
};

/**
 * Master and apprentice act in person, never by a deputy. The reviewer is another person than the two, and stands in
 * for neither.
 */
export function partsOf(actor: Actor, m: MentorshipFacts): Set<MentorshipPart> {
  const parts = new Set<MentorshipPart>();
  const pair = [m.masterId, m.apprenticeId];
  if (actor.personId === m.masterId) parts.add("MASTER");
  if (actor.personId === m.apprenticeId) parts.add("APPRENTICE");
  for (const s of actor.standings) {
    const other = !pair.includes(actor.personId) && !pair.includes(s.deputyFor?.personId ?? "");
    if (s.role === "REVIEWER" && s.organisationId === m.enterpriseId && other) parts.add("REVIEWER");
    if (s.role === "STUDIO_LEADER" && s.organisationId === m.placeId) parts.add("LEADER");
  }
  const still = actor.standings.some(
    (s) => s.role !== "GUEST" && (s.organisationId === m.placeId || s.organisationId === m.enterpriseId),
  );
  if (actor.personId === m.createdById && still) parts.add("CREATOR");
  // Whoever entered it for the house corrects it until it begins; then it is the two's.
  const scribe = actor.standings.some((s) => s.role === "SECRETARIAT" || s.role === "UNION_OFFICER");
  if (actor.personId === m.createdById && m.onBehalf && scribe) parts.add("SCRIBE");
  return parts;
}

export type MentorshipAction =
  | "edit"
  | "sign"
  | "withdraw"
  | "write-note"
  | "answer-note"
  | "summarise"
  | "hand-in"
  | "confirm"
  | "break-off";

const MAY: Record<MentorshipAction, { in: readonly MentorshipState[]; who: readonly MentorshipPart[] }> = {
  // A change of a running one asks for both signatures again; until then nothing is written on.
  edit: { in: ["PROPOSED", "RUNNING"], who: ["MASTER", "APPRENTICE", "LEADER", "REVIEWER", "CREATOR", "SCRIBE"] },
  sign: { in: ["PROPOSED"], who: ["MASTER", "APPRENTICE"] },
  withdraw: { in: ["PROPOSED"], who: ["MASTER", "APPRENTICE", "LEADER", "REVIEWER", "CREATOR", "SCRIBE"] },
  "write-note": { in: ["RUNNING"], who: ["APPRENTICE"] },
  "answer-note": { in: ["RUNNING"], who: ["MASTER"] },
  summarise: { in: ["RUNNING"], who: ["APPRENTICE"] },
  "hand-in": { in: ["RUNNING"], who: ["MASTER"] },
  confirm: { in: ["CLOSING"], who: ["REVIEWER"] },
  "break-off": { in: ["RUNNING", "CLOSING"], who: ["MASTER", "APPRENTICE", "REVIEWER"] },
};

/** Whether somebody with these parts may do it now. */
export const may = (
  action: MentorshipAction,
  state: MentorshipState,
  parts: ReadonlySet<MentorshipPart>,
  begun = false,
): boolean => {
  // One that had begun is broken off on the record, also while a change of it waits for signatures.
  if (begun && action === "withdraw") return false;
  if (begun && action === "break-off" && state === "PROPOSED") return MAY[action].who.some((who) => parts.has(who));
  return (
    MAY[action].in.includes(state) && MAY[action].who.some((who) => parts.has(who) && !(begun && who === "SCRIBE"))
  );
};

/** In which of the action's states it is, whoever asks: to tell "too late" from "not yours". */
export const fits = (action: MentorshipAction, state: MentorshipState): boolean => MAY[action].in.includes(state);

/** Notes, summary and the master's word are for these; others see that it is, between whom and how it ended. */
export const readsNotes = (parts: ReadonlySet<MentorshipPart>): boolean =>
  (["MASTER", "APPRENTICE", "REVIEWER", "LEADER"] as const).some((part) => parts.has(part));

/**
 * Places the actor may enter a mentorship for: studios led, enterprises reviewed with their studios, own studios as
 * their master; on behalf (代填) the members of alliances whose secretariat one is, and what is below one's union or in its alliances.
 */
export function entersFor(actor: Actor): Record<"led" | "reviewed" | "own" | "alliances" | "unions", string[]> {
  const of = (role: string) => [
    ...new Set(actor.standings.filter((s) => s.role === role && !s.deputyFor).map((s) => s.organisationId)),
  ];
  return {
    led: of("STUDIO_LEADER"),
    reviewed: of("REVIEWER"),
    own: of("CRAFTSMAN"),
    alliances: of("SECRETARIAT"),
    unions: of("UNION_OFFICER"),
  };
}
export const entersAny = (actor: Actor): boolean => Object.values(entersFor(actor)).some((ids) => ids.length > 0);

export { inTraining };
