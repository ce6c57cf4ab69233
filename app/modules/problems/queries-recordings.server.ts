import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Access, includesLayer, type Layer, LAYERS } from "./access.ts";
import { projectFields } from "./layers.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

const typedSelect = { version: true, text: true, byName: true, ofPoster: true, at: true } as const;
type TypedRow = { version: number; text: string; byName: string; ofPoster: boolean; at: Date };

/** A text typed out of a recording; who did it stays unsaid where it would say who posted. */
const typedFor = (access: Pick<Access, "knowsPoster">, { ofPoster, byName, ...row }: TypedRow) => ({
  ...row,
  by: access.knowsPoster || !ofPoster ? byName : null,
});
export type TypedText = ReturnType<typeof typedFor>;

export type Recording = { id: string; layer: Layer; mime: string; createdAt: Date; typed: TypedText | null };

/** Recordings of a problem the reader may hear, oldest first, each with what was typed out of it. */
export async function recordingsOf(
  problemId: string,
  access: Pick<Access, "layer" | "knowsPoster">,
): Promise<Recording[]> {
  const rows = await db.attachment.findMany({
    where: {
      ownerKind: "problem",
      ownerId: problemId,
      kind: "AUDIO",
      removedAt: null,
      layer: { in: LAYERS.filter((layer) => includesLayer(access.layer, layer)) },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      layer: true,
      mime: true,
      createdAt: true,
      typed: { orderBy: { version: "desc" }, take: 1, select: typedSelect },
    },
  });
  return rows.map(({ typed: [newest], ...row }) => ({ ...row, typed: newest ? typedFor(access, newest) : null }));
}

/** One recording for the page where it is typed out, with every text it had, newest first. Errors: not_found. */
export async function loadRecording(actor: Actor, id: string) {
  const file = await db.attachment.findFirst({
    where: { id, ownerKind: "problem", kind: "AUDIO", removedAt: null },
    select: {
      id: true,
      ownerId: true,
      layer: true,
      createdAt: true,
      typed: { orderBy: { version: "desc" }, take: 50, select: typedSelect },
    },
  });
  if (!file) throw notFound();
  const row = await db.problem.findFirst({
    where: { id: file.ownerId, AND: visibleTo(actor) },
    select: { id: true, number: true, title: true, fieldLayers: true, redactions: true, ...accessSelect(actor) },
  });
  if (!row) throw notFound();
  const access = accessOf(actor, row);
  if (!includesLayer(access.layer, file.layer)) throw notFound();
  return {
    id: file.id,
    layer: file.layer,
    createdAt: file.createdAt,
    problem: { id: row.id, number: row.number, title: projectFields(row, access).title || row.number },
    texts: file.typed.map((one) => typedFor(access, one)),
  };
}
