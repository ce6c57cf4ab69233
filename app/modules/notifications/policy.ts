import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";

/** Sees whether mail goes out, and lets refused addresses be tried again; no message's contents. */
export const mayRunMail = (actor: Actor): boolean => hasRole(actor, "ADMIN");
