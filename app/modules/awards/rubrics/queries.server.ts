import { db, type Prisma } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type AwardSubject } from "../facts/catalogue.ts";
import { isOrganiser, organisesFor } from "../policy.ts";
import type { RubricSource } from "./form-schema.ts";
import { readRubric } from "./schema.ts";

/** Own and shipped ones; of another union's, officers know nothing. */
const readable = (actor: Actor): Prisma.RubricWhereInput =>
  organisesFor(actor).length === 0
    ? { id: { in: [] } }
    : { OR: [{ organisationId: null }, { organisationId: { in: organisesFor(actor) } }] };

/** Those a round may begin with: in use, and with a criterion. */
const usable: Prisma.RubricWhereInput = {
  retiredAt: null,
  NOT: { content: { path: ["criteria"], equals: [] } },
};

const inAll = (content: Prisma.JsonValue): { criteria: number; points: number } => {
  const { criteria } = readRubric(content);
  return { criteria: criteria.length, points: criteria.reduce((sum, one) => sum + one.max, 0) };
};

/** The library: in use first, own before shipped; then what was retired. One statement. Errors: forbidden. */
export async function listRubrics(actor: Actor) {
  if (organisesFor(actor).length === 0) throw forbidden("not-your-move");
  const rows = await db.rubric.findMany({
    where: readable(actor),
    orderBy: [
      { retiredAt: { sort: "asc", nulls: "first" } },
      { organisationId: { sort: "asc", nulls: "last" } },
      { name: "asc" },
      { id: "asc" },
    ],
    take: 200,
    include: { organisation: { select: { name: true } } },
  });
  return rows.map(({ content, ...row }) => ({ ...row, ...inAll(content), own: row.organisationId !== null }));
}

/** One rubric to be read. Errors: not_found. */
export async function loadRubric(actor: Actor, id: string) {
  const row = await db.rubric.findFirst({
    where: { id, AND: readable(actor) },
    include: { organisation: { select: { name: true } } },
  });
  if (!row) throw notFound();
  return {
    ...row,
    content: readRubric(row.content),
    mayChange: row.organisationId !== null && isOrganiser(actor, row.organisationId) && row.retiredAt === null,
  };
}

/** The same for the editor: an own one in use. Errors: not_found. */
export async function loadOwnRubric(actor: Actor, id: string) {
  const row = await loadRubric(actor, id);
  if (!row.mayChange) throw notFound();
  return row;
}

/** What a new rubric begins with: the name and subject of its source. Errors: not_found. */
export async function loadRubricSource(
  actor: Actor,
  from: RubricSource,
): Promise<{ name: string; nameEn: string; subject: AwardSubject }> {
  const select = { name: true, nameEn: true } as const;
  const found =
    from.kind === "rubric"
      ? await db.rubric.findFirst({
          where: { id: from.id, AND: readable(actor) },
          select: { ...select, subject: true },
        })
      : await db.awardRound
          .findFirst({
            where: { id: from.id, organisationId: { in: organisesFor(actor) } },
            select: { ...select, title: { select: { subject: true } } },
          })
          .then((round) => round && { ...round, subject: round.title.subject });
  if (!found) throw notFound();
  return { name: found.name, nameEn: found.nameEn, subject: found.subject };
}

/** Rubrics rounds of these unions may begin with. */
export const rubricChoices = (unions: readonly string[], subject?: AwardSubject) =>
  db.rubric.findMany({
    where: { subject, AND: usable, OR: [{ organisationId: null }, { organisationId: { in: [...unions] } }] },
    orderBy: [{ organisationId: { sort: "asc", nulls: "last" } }, { name: "asc" }, { id: "asc" }],
    take: 200,
    select: { id: true, name: true, nameEn: true, subject: true },
  });
