import { createHash } from "node:crypto";
import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { isOrganiser, organisesFor } from "../policy.ts";
import type { NewRubric, RubricSource } from "./form-schema.ts";
import type { RubricContent } from "./rubric.ts";
import { readRubric, rubricSchema, whyNotRubric } from "./schema.ts";

const EMPTY: RubricContent = { criteria: [], ties: [] };
/** SHA-256 of a rubric as it is kept: an audit makes it anew from the row. */
export const rubricHash = (content: unknown): string =>
  createHash("sha256").update(canonicalJson(content)).digest("hex");

/** What a copy begins with: an own or a shipped rubric, or that of a round of one's own union. Errors: not_found, invalid. */
async function contentOf(tx: Tx, actor: Actor, from: RubricSource, subject: string): Promise<RubricContent> {
  const unions = organisesFor(actor);
  const found =
    from.kind === "rubric"
      ? await tx.rubric.findFirst({
          where: { id: from.id, OR: [{ organisationId: null }, { organisationId: { in: unions } }] },
          select: { content: true, subject: true },
        })
      : await tx.awardRound
          .findFirst({
            where: { id: from.id, organisationId: { in: unions } },
            select: { rubric: true, title: { select: { subject: true } } },
          })
          .then((round) => round && { content: round.rubric, subject: round.title.subject });
  if (!found) throw notFound();
  if (found.subject !== subject) throw invalid("bad_choice", "subject");
  return readRubric(found.content);
}

/** A union's rubrics in use have different names; the lock keeps two officers from taking one at once. */
async function requireFreeName(tx: Tx, organisationId: string, name: string, except?: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('award-rubric:' || ${organisationId}, 0))::text`;
  const same = await tx.rubric.findFirst({
    where: { organisationId, name, retiredAt: null, NOT: { id: except } },
    select: { id: true },
  });
  if (same) throw invalid("rubric-name-twice", "name");
}

const record = (
  tx: Tx,
  actor: Actor,
  row: { id: string; organisationId: string },
  type: "round.rubric-saved" | "round.rubric-retired",
  payload: Record<string, unknown> = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: row.organisationId,
    subjectKind: "round",
    subjectId: row.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: row.organisationId,
    payload,
    at: actor.now,
  });

/**
 * Begins a rubric of the officer's union, empty or as a copy; the copy knows nothing of what it came from later on.
 * Posted twice it is one. Errors: forbidden, not_found (its source), invalid (rubric-name-twice, bad_choice).
 */
export async function addRubric(actor: Actor, { clientId, from, ...input }: NewRubric): Promise<{ id: string }> {
  if (!isOrganiser(actor, input.organisationId)) throw forbidden("not-your-move");
  return inTransaction(async (tx) => {
    const known = await tx.rubric.findUnique({ where: { id: clientId }, select: { id: true, organisationId: true } });
    if (known && known.organisationId !== input.organisationId) throw notFound();
    if (known) return { id: known.id };
    const content = from ? await contentOf(tx, actor, from, input.subject) : EMPTY;
    await requireFreeName(tx, input.organisationId, input.name);
    await tx.rubric.create({ data: { id: clientId, ...input, content, createdAt: actor.now } });
    const row = { id: clientId, organisationId: input.organisationId };
    await record(tx, actor, row, "round.rubric-saved", {
      name: input.name,
      nameEn: input.nameEn,
      subject: input.subject,
      hash: rubricHash(content),
      ...(from && { copyOf: from.id }),
    });
    return { id: clientId };
  });
}

/** A rubric of the officer's own unions that is in use, locked until the commit. Errors: not_found, conflict. */
async function requireOwnRubric(tx: Tx, actor: Actor, id: string, version: number) {
  await tx.$queryRaw`SELECT "id" FROM "Rubric" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.rubric.findFirst({ where: { id, organisationId: { in: organisesFor(actor) } } });
  // Those that ship belong to no union: nobody changes them.
  if (!row?.organisationId) throw notFound();
  if (row.retiredAt || row.version !== version) throw conflict();
  return { ...row, organisationId: row.organisationId };
}

type Changed = { version: number; name: string; nameEn: string; content: RubricContent };

/**
 * Keeps name and criteria; rounds that copied it earlier keep what they have. Errors: not_found, conflict, invalid
 * (rubric-name-twice; the first thing wrong with a criterion beside its field).
 */
export async function changeRubric(actor: Actor, id: string, { version, content, ...named }: Changed): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireOwnRubric(tx, actor, id, version);
    const [wrong] = whyNotRubric(content, row.subject);
    if (wrong)
      throw invalid(wrong.key, wrong.index < 0 ? undefined : `criteria[${wrong.index}].${wrong.part}`, wrong.values);
    const rubric = rubricSchema.parse(content);
    await requireFreeName(tx, row.organisationId, named.name, id);
    await tx.rubric.update({ where: { id }, data: { ...named, content: rubric, version: { increment: 1 } } });
    await record(tx, actor, row, "round.rubric-saved", { ...named, subject: row.subject, hash: rubricHash(rubric) });
  });
}

/** No round is begun with it any more; rounds keep their copies. Errors: not_found, conflict. */
export async function retireRubric(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireOwnRubric(tx, actor, id, version);
    await tx.rubric.update({ where: { id }, data: { retiredAt: actor.now, version: { increment: 1 } } });
    await record(tx, actor, row, "round.rubric-retired", { name: row.name });
  });
}
