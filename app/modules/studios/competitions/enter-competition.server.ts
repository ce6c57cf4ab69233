import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import { endOfDay } from "#app/lib/calendar.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { dayOf } from "../rules.ts";
import { ownPeople } from "./people.server.ts";
import { entersResults, entersResultsFor } from "./policy.ts";
import type { EnterCompetition, EnterResult } from "./schema.ts";
import { competitionsVisibleTo } from "./visibility.ts";

/** Writes down what happened to a competition or a result in it, in the chain of who entered it. */
const record = (
  tx: Tx,
  actor: Actor,
  at: { id: string; organisationId: string },
  type: Extract<EventType, `competition.${string}`>,
  more: { reason?: string; payload?: Record<string, unknown> } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: at.organisationId,
    subjectKind: "competition",
    subjectId: at.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    ...more,
    at: actor.now,
  });
export { record as recordCompetition };

/** Whose competition it is: a union or enterprise of the actor. */
const placesOf = (actor: Actor): string[] => Object.values(entersResultsFor(actor)).flat();

/**
 * Enters a competition. One that is known to the actor by the same name and day is not entered twice.
 * @throws DomainError forbidden, invalid (place, day, known)
 */
export async function enterCompetition(actor: Actor, input: EnterCompetition): Promise<{ id: string }> {
  if (!entersResults(actor)) throw forbidden("not-your-move");
  if (!placesOf(actor).includes(input.organisationId)) throw invalid("competition-place", "organisationId");
  if (input.heldOn > dayOf(formatDate(actor.now))) throw invalid("studio-day-ahead", "heldOn");
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('competition:' || ${input.name}, 0))::text`;
    const { clientId, name, nameEn, level, heldOn, organiser, organisationId } = input;
    const sent = await tx.competition.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId } },
      select: { id: true },
    });
    if (sent) return sent;
    const known = await tx.competition.count({
      where: { name: { equals: name, mode: "insensitive" }, heldOn, AND: competitionsVisibleTo(actor) },
    });
    if (known > 0) throw invalid("competition-known", "name");
    const row = await tx.competition.create({
      data: {
        clientId,
        name,
        nameEn,
        level,
        heldOn,
        organiser,
        organisationId,
        byId: actor.personId,
        byName: actor.name,
        at: actor.now,
      },
      select: { id: true, organisationId: true },
    });
    await record(tx, actor, row, "competition.entered", { payload: { name, level, heldOn, organiser } });
    return { id: row.id };
  });
}

/**
 * Enters one person's result (代填, marked so), with where they belonged on that day.
 * @throws DomainError not_found, forbidden, invalid (not own people, entered already)
 */
export async function enterResult(actor: Actor, competitionId: string, input: EnterResult): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const competition = await tx.competition.findFirst({
      where: { id: competitionId, AND: competitionsVisibleTo(actor) },
      select: { id: true, organisationId: true, heldOn: true, organisation: { select: { timeZone: true } } },
    });
    if (!competition) throw notFound();
    if (!entersResults(actor)) throw forbidden("not-your-move");
    const { clientId, personId, event, rank, medal, award } = input;
    const sent = await tx.competitionResult.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId } },
      select: { id: true },
    });
    if (sent) return sent;
    const at = endOfDay(competition.heldOn, competition.organisation.timeZone);
    const [then] = await ownPeople(tx, actor, { personId, at: at < actor.now ? at : actor.now });
    const [today] = await ownPeople(tx, actor, { personId });
    if (!then && !today) throw invalid("competition-person", "personId");
    await tx.$queryRaw`SELECT 1 FROM "Competition" WHERE "id" = ${competitionId}::uuid FOR UPDATE`;
    const twice = await tx.competitionResult.count({
      where: { competitionId, personId, event: { equals: event, mode: "insensitive" }, withdrawnAt: null },
    });
    if (twice > 0) throw invalid("competition-result-twice", "event");
    const row = await tx.competitionResult.create({
      data: {
        clientId,
        competitionId,
        personId,
        enterpriseId: then?.enterpriseId ?? null,
        studioId: then?.studioId ?? null,
        event,
        rank,
        medal: medal ?? null,
        award,
        onBehalf: personId !== actor.personId,
        byId: actor.personId,
        byName: actor.name,
        at: actor.now,
      },
      select: { id: true },
    });
    await record(tx, actor, competition, "competition.result-entered", {
      payload: { resultId: row.id, personId, event, rank, medal, award, studioId: then?.studioId ?? null },
    });
    return row;
  });
}

/** Takes a result back, with why; who entered it, or who enters for that person. @throws not_found, forbidden, conflict */
export async function withdrawResult(actor: Actor, competitionId: string, id: string, reason: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await tx.competitionResult.findFirst({
      where: { id, competitionId, competition: competitionsVisibleTo(actor) },
      select: {
        byId: true,
        personId: true,
        withdrawnAt: true,
        competition: { select: { id: true, organisationId: true } },
      },
    });
    if (!row) throw notFound();
    const mine = row.byId === actor.personId || (await ownPeople(tx, actor, { personId: row.personId })).length > 0;
    if (!entersResults(actor) || !mine) throw forbidden("not-your-move");
    const { count } = await tx.competitionResult.updateMany({
      where: { id, withdrawnAt: null },
      data: { withdrawnAt: actor.now, reason },
    });
    if (count !== 1) throw conflict();
    await record(tx, actor, row.competition, "competition.result-withdrawn", { reason, payload: { resultId: id } });
  });
}
