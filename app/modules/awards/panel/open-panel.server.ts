import { type Prisma, Prisma as Sql, type Tx } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType, SubjectKind } from "#app/modules/events/types.ts";
import type { RoundState } from "../lifecycle.ts";
import { conflictBetween, type ConflictGround } from "./conflicts.ts";
import { judgeFacts, matterFacts } from "./conflict-facts.server.ts";
import { judgesFor } from "./seats.ts";

const include = { seats: { orderBy: { position: "asc" } } } satisfies Prisma.AwardRoundInclude;
export type OpenRound = Prisma.AwardRoundGetPayload<{ include: typeof include }>;

/**
 * A round of the actor's own union for one step of its panel, its row locked until the commit.
 * Errors: not_found, conflict (its state or version moved on).
 */
export async function requireOwnRound(
  tx: Tx,
  actor: Actor,
  id: string,
  during: readonly RoundState[],
  version: number | null = null,
): Promise<OpenRound> {
  await tx.$queryRaw`SELECT "id" FROM "AwardRound" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.awardRound.findFirst({
    where: { id, organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } },
    include,
  });
  if (!row) throw notFound();
  if (!during.includes(row.state)) throw conflict("round-state");
  if (version !== null && row.version !== version) throw conflict();
  return row;
}

const judged = {
  recusals: { select: { seatId: true } },
  facts: { orderBy: { key: "asc" } },
  round: { include },
} satisfies Prisma.AwardApplicationInclude;
export type JudgedApplication = Prisma.AwardApplicationGetPayload<{ include: typeof judged }>;

/** Why somebody may not judge an application, as things are now. */
export async function conflictNow(
  reader: Pick<Tx, "$queryRaw">,
  personId: string,
  applicationId: string,
  now: Date,
): Promise<ConflictGround | null> {
  const [judges, matters] = [
    await judgeFacts(reader, [personId], now),
    await matterFacts(reader, Sql.sql`a."id" = ${applicationId}::uuid`, now),
  ];
  const [judge, matter] = [judges.get(personId), matters.get(applicationId)];
  return judge && matter ? conflictBetween(judge, matter) : null;
}

/**
 * An application before the actor as a judge called for it, during the panel. A judge who stands back, or should, and a
 * substitute nobody called find nothing there. Errors: not_found.
 */
export async function requireCalled(reader: Pick<Tx, "awardApplication" | "$queryRaw">, actor: Actor, id: string) {
  const row = await reader.awardApplication.findFirst({
    where: {
      id,
      state: "ADMITTED",
      round: {
        state: "PANEL",
        seats: { some: { personId: actor.personId, acceptedAt: { not: null }, declinedAt: null } },
      },
    },
    include: judged,
  });
  if (!row) throw notFound();
  const called = judgesFor(row.round.seats, new Set(row.recusals.map((one) => one.seatId)));
  const seat = called.find((one) => one.personId === actor.personId);
  if (!seat || (await conflictNow(reader, actor.personId, id, actor.now))) throw notFound();
  return { application: row, round: row.round, seat, called };
}

/** The same to write in: the panel has not closed. Errors: not_found, conflict. */
export async function requireCalledToWrite(tx: Tx, actor: Actor, id: string) {
  // The round before the application, as everywhere; closing the panel locks it, so nothing is written behind its back.
  await tx.$queryRaw`
    SELECT r."id" FROM "AwardRound" r JOIN "AwardApplication" a ON a."roundId" = r."id" WHERE a."id" = ${id}::uuid FOR SHARE OF r`;
  await tx.$queryRaw`SELECT "id" FROM "AwardApplication" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const found = await requireCalled(tx, actor, id);
  if (found.round.panelClosedAt) throw conflict("panel-closed");
  return found;
}

/** Writes what happened into the organising union's chain; call it last. */
export const recordAward = (
  tx: Tx,
  actor: Actor,
  about: { organisationId: string; id: string; kind?: SubjectKind },
  type: EventType,
  more: { reason?: string; payload?: Record<string, unknown> } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: about.organisationId,
    subjectKind: about.kind ?? "round",
    subjectId: about.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    ...more,
    at: actor.now,
  });
