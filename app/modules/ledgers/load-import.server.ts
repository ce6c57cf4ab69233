import type { Tx } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { importPlaces, type ImportPlace } from "./policy.ts";
import { importsVisibleTo } from "./visible.server.ts";

const select = {
  id: true,
  organisationId: true,
  byId: true,
  fileName: true,
  state: true,
  version: true,
  mapping: true,
  firms: true,
  report: true,
} as const;

/** An import the actor may work on, with the place it is for. Somebody else's is not there. */
export async function requireImport(reader: Pick<Tx, "import">, actor: Actor, id: string) {
  const row = await reader.import.findFirst({ where: { id, AND: importsVisibleTo(actor) }, select });
  const place: ImportPlace | undefined = importPlaces(actor).find((one) => one.organisationId === row?.organisationId);
  if (!row || !place) throw notFound();
  return { ...row, place };
}

/** The same, while it waits for confirmation and nobody changed it meanwhile. */
export async function requirePreview(reader: Pick<Tx, "import">, actor: Actor, input: { id: string; version: number }) {
  const row = await requireImport(reader, actor, input.id);
  if (row.state !== "PREVIEWED" || row.version !== input.version) throw conflict("import_changed");
  return row;
}
