import type { Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { importPlaces } from "./policy.ts";

/** The one filter for reading imports: those of the enterprises and alliances the actor may import for. */
export const importsVisibleTo = (actor: Actor): Prisma.ImportWhereInput => ({
  organisationId: { in: importPlaces(actor).map((place) => place.organisationId) },
});
