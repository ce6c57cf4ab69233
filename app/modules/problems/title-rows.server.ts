import { Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Access, accessFrom } from "./access.ts";
import { projectFields } from "./layers.ts";

/** What tells a problem `p`'s title, with `access` from `accessRowsOf`; `titleFrom` reads it. */
export const TITLE_COLUMNS = Prisma.sql`p."number", p."title", p."fieldLayers", p."redactions", p."anonymous",
  p."shownToSecretariat", access."readers"`;

export type TitledRow = {
  number: string;
  title: string;
  fieldLayers: unknown;
  redactions: unknown;
  anonymous: boolean;
  shownToSecretariat: boolean;
  readers: { layer: Access["layer"]; via: string; until: Date | null }[] | null;
};

/** The title as the actor reads it; the number where the problem, or its title, is closed to the actor. */
export function titleFrom(actor: Actor, row: TitledRow): string {
  const access = accessFrom(row.readers ?? [], row, actor.now);
  return (access && projectFields(row, access).title) || row.number;
}
