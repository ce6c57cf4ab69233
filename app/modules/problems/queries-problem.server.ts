import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { photosAndFilesOf } from "#app/modules/attachments/queries.server.ts";
import { type Access, includesLayer, type Layer } from "./access.ts";
import { participantsOf, participantsSelect, readingOf } from "./discussion-subject.server.ts";
import { FIELD_LAYER, layerOfField, type ProblemField, projectFields } from "./layers.ts";
import { BALL_WITH } from "./lifecycle.ts";
import { proposalSelect, proposalsShown } from "./proposals.server.ts";
import { relationsOf, relationsSelect } from "./relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

const fieldSelect = Object.fromEntries(Object.keys(FIELD_LAYER).map((field) => [field, true])) as {
  [K in ProblemField]: true;
};

const pageSelect = (actor: Actor) => {
  const relations = relationsSelect(actor);
  const participants = participantsSelect(actor.now);
  return {
    ...relations,
    ...participants,
    ...fieldSelect,
    id: true,
    number: true,
    state: true,
    stateSince: true,
    version: true,
    dueAt: true,
    minutesLeft: true,
    origin: true,
    authorId: true,
    enterpriseId: true,
    allianceId: true,
    visitAllowed: true,
    agreementRequired: true,
    ipOwner: true,
    secrecyLevel: true,
    fieldLayers: true,
    redactions: true,
    releasedAt: true,
    postedAt: true,
    publishedAt: true,
    solvedAt: true,
    createdAt: true,
    closedReason: true,
    partial: true,
    internal: true,
    escalatedTo: true,
    escalatedAt: true,
    mergedIntoId: true,
    answeredById: true,
    enterprise: { select: { id: true, name: true, shortName: true, timeZone: true } },
    author: { select: { ...participants.author.select, ...relations.author.select } },
    enteredBy: { select: { name: true } },
    engagements: {
      ...relations.engagements,
      select: {
        ...relations.engagements.select,
        ...participants.engagements.select,
        members: { select: { personId: true, ...participants.engagements.select.members.select } },
      },
    },
    proposals: { where: { state: "OPEN" }, select: proposalSelect(actor) },
    proposedAs: { where: { state: "OPEN", kind: "MERGE" }, select: proposalSelect(actor) },
    confirmations: {
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: {
        id: true,
        personId: true,
        person: { select: { name: true } },
        asset: { select: { number: true, code: true } },
        downtimeHours: true,
        since: true,
        note: true,
        createdAt: true,
      },
    },
    ...accessSelect(actor),
  } satisfies Prisma.ProblemSelect;
};
type Row = Prisma.ProblemGetPayload<{ select: ReturnType<typeof pageSelect> }>;

/** A number, a text or a day; what this reader may see of a field, null when it is above the reader's layer. */
const fieldsOf = (row: Row, access: Access) => {
  const seen = projectFields(row, access);
  return {
    ...seen,
    downtimeHours: seen.downtimeHours === null ? null : Number(seen.downtimeHours),
    scrapPercent: seen.scrapPercent === null ? null : Number(seen.scrapPercent),
    industry: access.knowsPoster ? seen.industry : null,
  };
};

/** Who has it too. Which machines those are is confidential, and nobody reviewed what was written there. */
const confirmationsOf = (row: Row, access: Access, actor: Actor) =>
  includesLayer(access.layer, "CONFIDENTIAL")
    ? row.confirmations.map(({ id, personId, person, asset, downtimeHours, since, note, createdAt }) => ({
        id,
        person: access.knowsPoster ? person.name : null,
        machine: asset ? { number: asset.number, code: access.own ? asset.code : null } : null,
        downtimeHours: downtimeHours === null ? null : Number(downtimeHours),
        since,
        note,
        at: createdAt,
        own: personId === actor.personId,
      }))
    : [];

export type ProblemFields = ReturnType<typeof fieldsOf>;
export type LinkedProblem = { id: string; number: string; title: string };

/** Everything of a problem's own that one reader may see, ready for a page. */
export type ProblemForPage = Awaited<ReturnType<typeof getProblem>>;

/** One problem as the actor may see it. Errors: not_found. */
export const getProblem = async (actor: Actor, id: string) => (await openProblemPage(actor, id)).problem;

/**
 * One problem as the actor may see it, with what else its page shows of the same rows: open proposals, and what the
 * reader is to its discussion. `enterpriseId` and `discussion` stay on the server. Two statements. Errors: not_found.
 */
export async function openProblemPage(actor: Actor, id: string) {
  const row = await db.problem.findFirst({ where: { id, AND: visibleTo(actor) }, select: pageSelect(actor) });
  if (!row) throw notFound();
  const access = accessOf(actor, row);
  const detail = includesLayer(access.layer, "DETAIL");
  const merges = row.proposals.filter((one) => one.kind === "MERGE");
  const relations = await relationsOf(db, actor, id, { ...row, proposals: merges });
  const reading = readingOf(actor, row, access);
  const linkedIds = [row.mergedIntoId, row.answeredById].filter((one) => one !== null);
  const [{ photos, files }, linked] = await Promise.all([
    photosAndFilesOf("problem", id, access.layer),
    linkedProblems(actor, linkedIds),
  ]);
  const layers: Partial<Record<ProblemField, Layer>> = {};
  if (access.own)
    for (const field of Object.keys(FIELD_LAYER) as ProblemField[])
      layers[field] = layerOfField(field, row.fieldLayers);
  const problem = {
    access,
    relations: [...relations],
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    stateSince: row.stateSince,
    dueAt: row.dueAt,
    minutesLeft: row.minutesLeft,
    ball: BALL_WITH[row.state],
    partial: row.partial,
    imported: row.origin === "IMPORTED",
    timeZone: row.enterprise.timeZone,
    fields: fieldsOf(row, access),
    /** For the own people: which layer each field is in. */
    layers,
    reworded: access.own ? Object.keys(row.redactions as object) : [],
    enterprise: access.knowsPoster ? { id: row.enterprise.id, name: row.enterprise.name } : null,
    author: access.knowsPoster ? { id: row.authorId, name: row.author.name } : null,
    enteredBy: access.knowsPoster ? (row.enteredBy?.name ?? null) : null,
    anonymous: row.anonymous,
    visitAllowed: detail ? row.visitAllowed : null,
    agreementRequired: detail ? row.agreementRequired : null,
    ipOwner: detail ? row.ipOwner : null,
    secrecyLevel: access.own ? row.secrecyLevel : null,
    released: row.releasedAt !== null,
    postedAt: row.postedAt,
    publishedAt: row.publishedAt,
    solvedAt: row.solvedAt,
    createdAt: row.createdAt,
    closedReason: detail ? row.closedReason : "",
    // That the solver is a colleague of the poster would name the poster.
    internal: access.knowsPoster ? row.internal : null,
    escalated: row.escalatedAt !== null && detail ? { to: row.escalatedTo, at: row.escalatedAt } : null,
    confirmations: confirmationsOf(row, access, actor),
    mergedInto: linked.find((one) => one.id === row.mergedIntoId) ?? null,
    answeredBy: linked.find((one) => one.id === row.answeredById) ?? null,
    photos: photos.map((photo) => ({ id: photo.id, layer: photo.layer, fileName: access.own ? photo.fileName : null })),
    files: files.map((file) => ({ ...file, fileName: access.own ? file.fileName : null })),
  };
  const proposals = [...row.proposals, ...row.proposedAs].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return {
    problem,
    proposals: proposalsShown(actor, proposals),
    enterpriseId: row.enterpriseId,
    discussion: { reading, participants: participantsOf(row, reading) },
  };
}

/** Number and title of problems the actor may read too; the others are left out. */
async function linkedProblems(actor: Actor, ids: string[]): Promise<LinkedProblem[]> {
  if (ids.length === 0) return [];
  const rows = await db.problem.findMany({
    where: { id: { in: ids }, AND: visibleTo(actor) },
    select: { id: true, number: true, title: true, fieldLayers: true, redactions: true, ...accessSelect(actor) },
  });
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: projectFields(row, accessOf(actor, row)).title ?? "",
  }));
}

/** A problem by the number people tell one another, if the actor may read it. */
export async function findByNumber(actor: Actor, number: string): Promise<string | null> {
  const row = await db.problem.findFirst({
    where: { number: number.trim().toUpperCase(), AND: visibleTo(actor) },
    select: { id: true },
  });
  return row?.id ?? null;
}
