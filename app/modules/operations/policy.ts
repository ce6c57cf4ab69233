import type { Actor } from "#app/modules/accounts/actor.ts";
import { isAdmin } from "#app/modules/accounts/policy.ts";

/** Background work is kept going by administrators; its content they do not see. */
export const mayRunJobs = (actor: Actor): boolean => isAdmin(actor);
