import type { Actor } from "#app/modules/accounts/actor.ts";
import { isAdmin } from "#app/modules/accounts/policy.ts";

/**
 * Who sees whether records are sound: administrators, who keep the installation, and union officers, for what their
 * branch hands in. Findings hold names and numbers, no content.
 */
export const seesAudit = (actor: Actor): boolean =>
  isAdmin(actor) || actor.standings.some((s) => s.role === "UNION_OFFICER" && !s.deputyFor);
