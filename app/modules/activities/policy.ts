import { type Actor, hasRole, organisationsWith } from "#app/modules/accounts/actor.ts";
import { type ActivityState, type Part, tookPlace } from "./lifecycle.ts";

type Facts = {
  allianceId: string;
  hostId: string | null;
  publishedAt: Date | null;
  /** The actor holds an invitation that is in force. */
  invited: boolean;
};

/**
 * Every part the actor has in an activity; none means that it is not there. Before it is published only its
 * secretariat and the host's reviewers know of it. A guest has no part but the invitation.
 */
export function partsOf(actor: Actor, { allianceId, hostId, publishedAt, invited }: Facts): Part[] {
  const parts: Part[] = [];
  if (hasRole(actor, "SECRETARIAT", allianceId)) parts.push("SECRETARIAT");
  if (hostId !== null && hasRole(actor, "REVIEWER", hostId)) parts.push("HOST");
  if (publishedAt === null) return parts;
  if (actor.allianceIds.includes(allianceId)) parts.push("MEMBER");
  if (actor.officerAllianceIds.includes(allianceId)) parts.push("OFFICER");
  if (invited) parts.push("INVITED");
  return parts;
}

/** Creates activities, decides about their topic, problems, experts and states. */
export const managesActivity = (parts: readonly Part[]): boolean => parts.includes("SECRETARIAT");
/** Looks after date, place, the list at the gate and what is written down on the day. */
export const runsActivity = (parts: readonly Part[]): boolean =>
  parts.includes("SECRETARIAT") || parts.includes("HOST");
/** Alliances for which the actor may create activities. */
export const createsFor = (actor: Actor): string[] => organisationsWith(actor, "SECRETARIAT");

/** Reads the names of everybody who was there; others read their own enterprise's, and the number. */
export const readsAttendance = (parts: readonly Part[]): boolean => runsActivity(parts) || parts.includes("OFFICER");

export const mayArrange = (state: ActivityState, parts: readonly Part[]): boolean =>
  runsActivity(parts) && (state === "DRAFT" || state === "PLANNED");
/** Topic, kind and host; a published one keeps its kind. */
export const mayPlan = (state: ActivityState, parts: readonly Part[]): boolean =>
  managesActivity(parts) && (state === "DRAFT" || state === "PLANNED");
export const mayInvite = mayPlan;
/** Problems may also turn up on the day. */
export const mayPickProblems = (state: ActivityState, parts: readonly Part[]): boolean =>
  managesActivity(parts) && ["DRAFT", "PLANNED", "HELD"].includes(state);
/** Attendance, listeners, advice and what happened: from the publication until it is closed. */
export const mayRecord = (state: ActivityState, parts: readonly Part[]): boolean =>
  runsActivity(parts) && (state === "PLANNED" || state === "HELD");
export const mayAddPhotos = (state: ActivityState, parts: readonly Part[]): boolean =>
  runsActivity(parts) && (state === "PLANNED" || tookPlace(state));
export const mayWriteNews = (state: ActivityState, parts: readonly Part[]): boolean =>
  managesActivity(parts) && tookPlace(state);
/** Ticks a follow-up off: its owner, or who looks after the activity; also after it was closed. */
export const mayFinish = (
  state: ActivityState,
  parts: readonly Part[],
  ownerId: string | null,
  personId: string,
): boolean => state !== "CANCELLED" && state !== "DRAFT" && (runsActivity(parts) || ownerId === personId);
