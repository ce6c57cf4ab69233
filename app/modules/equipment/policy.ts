import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";

/** Enterprises whose register the actor reads: own people, those of the enterprise's studios among them. */
export const registersReadBy = (actor: Actor): string[] => employerIds(actor);

/** Enterprises whose register the actor keeps: engineers know the machines, reviewers answer for what is written. */
export const registersKeptBy = (actor: Actor): string[] => organisationsWith(actor, "ENGINEER", "REVIEWER");

export const keepsRegister = (actor: Actor, enterpriseId: string): boolean =>
  registersKeptBy(actor).includes(enterpriseId);

/** The one filter for reading machines: nobody outside the enterprise knows of them. */
export const assetsVisibleTo = (actor: Actor) => ({ enterpriseId: { in: registersReadBy(actor) } });
