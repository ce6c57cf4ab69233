import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";

/** Unions in which the actor is an officer today, in own name or for an absent colleague. */
export const officeIds = (actor: Actor): string[] => organisationsWith(actor, "UNION_OFFICER");

/** Templates of a union are its officers' business. */
export const managesTemplates = (actor: Actor, organisationId: string): boolean =>
  officeIds(actor).includes(organisationId);

/** Longest a made file is kept; what is in it can be made again at any time. */
export const KEPT_DAYS = 14;
/** A process that makes an export says so every few seconds; silent for so long it was killed. */
export const SILENT_MS = 60_000;

export const EXPORT_STATES = ["WAITING", "RUNNING", "DONE", "FAILED", "CANCELLED"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
export const isUnderWay = (state: ExportState): boolean => state === "WAITING" || state === "RUNNING";

/** Applications a round's export may be limited to: all but drafts, which are nobody's but the applicant's. */
export const EXPORTED_STATES = [
  "SUBMITTED",
  "RECOMMENDED",
  "ADMITTED",
  "PROPOSED",
  "AWARDED",
  "NOT_AWARDED",
  "REJECTED",
  "WITHDRAWN",
  "EXCLUDED",
  "REVOKED",
] as const;
export type ExportedState = (typeof EXPORTED_STATES)[number];
/** What an export holds when nothing is chosen. */
export const STANDING_STATES = ["SUBMITTED", "RECOMMENDED", "ADMITTED", "PROPOSED", "AWARDED", "NOT_AWARDED"] as const;
