import { addDays } from "date-fns/addDays";
import { addMonths } from "date-fns/addMonths";
import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { normaliseEmail, normalisePhone } from "#app/modules/accounts/schema.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { AUDITOR_MONTHS, type NamedAuditor } from "./schema.ts";
import { ownOffices } from "./visibility.ts";

async function requireOwnRound(tx: Tx, actor: Actor, id: string) {
  const round = await tx.awardRound.findFirst({
    where: { id, openedAt: { not: null }, organisationId: { in: ownOffices(actor) } },
    select: { id: true, organisationId: true },
  });
  if (!round) throw notFound();
  return round;
}

/** Has a part in the round: judges it, applies in it, or runs it. */
async function hasPart(tx: Tx, round: { id: string; organisationId: string }, personId: string, now: Date) {
  const [row] = await tx.$queryRaw<{ part: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "PanelSeat" WHERE "roundId" = ${round.id}::uuid AND "personId" = ${personId}::uuid)
        OR EXISTS (SELECT 1 FROM "Membership" WHERE "personId" = ${personId}::uuid AND "organisationId" = ${round.organisationId}::uuid
                   AND "role" = 'UNION_OFFICER' AND ("endsAt" IS NULL OR "endsAt" > ${now}))
        OR EXISTS (SELECT 1 FROM "AwardApplication" a WHERE a."roundId" = ${round.id}::uuid
                   AND (a."personId" = ${personId}::uuid OR a."byId" = ${personId}::uuid OR EXISTS (
                     SELECT 1 FROM "AchievementContributor" c
                     WHERE c."achievementId" = a."achievementId" AND c."personId" = ${personId}::uuid)
                   OR EXISTS (
                     SELECT 1 FROM "Membership" m JOIN "Organisation" o ON o."id" = m."organisationId"
                     WHERE m."personId" = ${personId}::uuid
                       AND (o."id" IN (a."enterpriseId", a."studioId") OR o."parentId" = a."enterpriseId")
                       AND (m."endsAt" IS NULL OR m."endsAt" > ${now}::timestamp - interval '12 months')))) AS "part"`;
  return row?.part ?? false;
}

/**
 * The organising union's officer lets somebody read all of one round's evidence until a day, for a reason. Never a judge,
 * an applicant, one of an applicant's house, or an officer of the same union.
 * Errors: not_found, invalid (auditor-unknown, auditor-part, auditor-until).
 */
export async function nameAuditor(actor: Actor, roundId: string, input: NamedAuditor): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId);
    const until = addDays(input.until, 1);
    if (until <= actor.now || until > addMonths(actor.now, AUDITOR_MONTHS)) throw invalid("auditor-until", "until");
    const typed = input.contact;
    const person = await tx.person.findFirst({
      where: {
        ...(typed.includes("@") ? { email: normaliseEmail(typed) } : { phone: normalisePhone(typed) }),
        disabledAt: null,
      },
      select: { id: true, name: true },
    });
    if (!person) throw invalid("auditor-unknown", "contact");
    if (await hasPart(tx, round, person.id, actor.now)) throw invalid("auditor-part", "contact");
    const { id } = await tx.roundAuditor.create({
      data: {
        roundId,
        personId: person.id,
        from: actor.now,
        until,
        grantedById: actor.personId,
        reason: input.reason,
      },
      select: { id: true },
    });
    const payload = { auditor: id, personId: person.id, until: until.toISOString() };
    await record(tx, actor, round, "auditor-named", payload, input.reason);
    return { id };
  });
}

/** Takes it back at once. Errors: not_found, conflict (taken back already). */
export async function endAuditor(actor: Actor, roundId: string, auditorId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId);
    const { count } = await tx.roundAuditor.updateMany({
      where: { id: auditorId, roundId, revokedAt: null },
      data: { revokedAt: actor.now },
    });
    if (count !== 1) throw conflict();
    await record(tx, actor, round, "auditor-ended", { auditor: auditorId });
  });
}

/** Writes into the organising union's chain that somebody looked at a round, or one of its applications. */
export async function recordView(actor: Actor, roundId: string, applicationId: string | null): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await tx.awardRound.findUniqueOrThrow({
      where: { id: roundId },
      select: { id: true, organisationId: true },
    });
    await record(tx, actor, round, "viewed", { applicationId });
  });
}

const record = (
  tx: Tx,
  actor: Actor,
  round: { id: string; organisationId: string },
  what: "auditor-named" | "auditor-ended" | "viewed",
  payload: Record<string, unknown>,
  reason = "",
) =>
  recordEvent(tx, {
    type: `audit.${what}`,
    organisationId: round.organisationId,
    subjectKind: "round",
    subjectId: round.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    reason,
    payload,
    at: actor.now,
  });
