import { db } from "#app/lib/db.server.ts";
import { layersUpTo, type Reading } from "./subject.ts";

/** Organisations by id, for telling who may be named. */
export async function organisationsById(ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.flatMap((id) => (id ? [id] : [])))];
  const rows = wanted.length
    ? await db.organisation.findMany({
        where: { id: { in: wanted } },
        select: { id: true, name: true, shortName: true, parentId: true },
      })
    : [];
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everyone who said something the reader reads, as far as the reader may know them. */
export async function speakers(
  subjectKind: string,
  subjectId: string,
  reading: Reading,
): Promise<{ id: string; name: string }[]> {
  const said = await db.comment.findMany({
    where: { subjectKind, subjectId, removedAt: null, layer: { in: layersUpTo(reading.layer) } },
    distinct: ["authorId"],
    select: { authorOrgId: true, author: { select: { id: true, name: true } } },
    take: 100,
  });
  const organisations = await organisationsById(said.map((one) => one.authorOrgId));
  return said.filter((one) => reading.shows(organisations.get(one.authorOrgId ?? "") ?? null)).map((one) => one.author);
}
