import type { Actor } from "#app/modules/accounts/actor.ts";
import { isAdmin, type Place } from "#app/modules/accounts/policy.ts";

/** An alliance's robots are its secretariat's, a studio's its leader's; deputies and administrators leave them alone. */
export const mayManageRobots = (actor: Actor, place: Pick<Place, "id" | "kind">): boolean =>
  actor.standings.some(
    (s) =>
      s.organisationId === place.id &&
      !s.deputyFor &&
      ((place.kind === "ALLIANCE" && s.role === "SECRETARIAT") ||
        (place.kind === "STUDIO" && s.role === "STUDIO_LEADER")),
  );

/** Which addresses of one's own network robots may use, administrators say. */
export const mayAllowHosts = (actor: Actor): boolean => isAdmin(actor);
