import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { normaliseEmail, normalisePhone } from "#app/modules/accounts/schema.ts";
import { changeRow, recordMentorship, requireMentorship } from "./open-mentorship.server.ts";
import { entersFor } from "./policy.ts";
import type { Agreement } from "./schema.ts";
import { placesOnBehalf, placesToEnter } from "./visibility.ts";

export type ProposeMentorship = Agreement & {
  clientId: string;
  placeId: string;
  master?: string;
  masterId?: string;
  apprentice?: string;
  apprenticeId?: string;
};

/** The studio or enterprise, if the actor may enter a mentorship there, and whether that is on behalf of the house. */
async function requirePlace(tx: Tx, actor: Actor, placeId: string) {
  const place = await tx.organisation.findFirst({
    where: { id: placeId, AND: placesToEnter(actor) },
    select: { id: true, kind: true, parentId: true },
  });
  const enterpriseId = place?.kind === "ENTERPRISE" ? place.id : place?.parentId;
  if (!place || !enterpriseId) throw invalid("mentor-place", "placeId");
  const { led, reviewed, own } = entersFor(actor);
  const decides = led.includes(placeId) || reviewed.includes(placeId) || reviewed.includes(enterpriseId);
  const behalf = decides ? 0 : await tx.organisation.count({ where: { id: placeId, AND: placesOnBehalf(actor) } });
  return { placeId, enterpriseId, decides, own: own.includes(placeId), mayOnBehalf: behalf > 0 };
}

const inForce = (actor: Actor) => ({
  role: { notIn: ["GUEST" as const, "JUDGE" as const] },
  startsAt: { lte: actor.now },
  OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
});

/** A person of the house by id, or anybody with an account by the exact address or number: people are not leafed through. */
async function requirePerson(
  tx: Tx,
  actor: Actor,
  place: { enterpriseId: string },
  asked: { id?: string; contact?: string; field: string },
): Promise<{ id: string; name: string }> {
  const select = { id: true, name: true } as const;
  const contact = asked.contact ?? "";
  const found = contact
    ? await tx.person.findFirst({
        where: { disabledAt: null, OR: [{ email: normaliseEmail(contact) }, { phone: normalisePhone(contact) }] },
        select,
      })
    : await tx.person.findFirst({
        where: {
          id: asked.id,
          disabledAt: null,
          memberships: {
            some: {
              ...inForce(actor),
              organisation: { OR: [{ id: place.enterpriseId }, { parentId: place.enterpriseId, kind: "STUDIO" }] },
            },
          },
        },
        select,
      });
  if (!found) throw invalid("mentor-person", contact ? asked.field : `${asked.field}Id`);
  return found;
}

/**
 * Writes an agreement down for both to sign; by a secretariat or a union on behalf of the house, marked so. The device gives `clientId`: a repeat answers with the first.
 * Errors: invalid (place, persons), conflict (the two have one).
 */
export async function proposeMentorship(actor: Actor, input: ProposeMentorship): Promise<{ id: string }> {
  const where = { createdById_clientId: { createdById: actor.personId, clientId: input.clientId } };
  const known = await db.mentorship.findUnique({ where, select: { id: true } });
  if (known) return known;
  try {
    return await inTransaction((tx) => write(tx, actor, input));
  } catch (error) {
    const first = isUniqueViolation(error) ? await db.mentorship.findUnique({ where, select: { id: true } }) : null;
    if (first) return first;
    throw error;
  }
}

async function write(tx: Tx, actor: Actor, input: ProposeMentorship): Promise<{ id: string }> {
  const place = await requirePlace(tx, actor, input.placeId);
  const master = await requirePerson(tx, actor, place, { id: input.masterId, contact: input.master, field: "master" });
  const apprentice = await requirePerson(tx, actor, place, {
    id: input.apprenticeId,
    contact: input.apprentice,
    field: "apprentice",
  });
  if (master.id === apprentice.id) throw invalid("mentor-is-apprentice", "apprenticeId");
  // A craftsman enters what concerns themselves; for others the leader or the reviewer does, or somebody for the house.
  const forOneself = place.own && master.id === actor.personId;
  if (!place.decides && !forOneself && !place.mayOnBehalf) throw invalid("mentor-place", "placeId");
  const onBehalf = !place.decides && !forOneself;
  // The master teaches in the name of the house: one of its people.
  const there = await tx.membership.count({
    where: {
      ...inForce(actor),
      personId: master.id,
      organisation: { OR: [{ id: place.enterpriseId }, { parentId: place.enterpriseId, kind: "STUDIO" }] },
    },
  });
  if (there === 0)
    throw new DomainError("invalid", "mentor-not-there", { field: "masterId", values: { name: master.name } });
  // Locked, so that two proposals of the same pair at once are one after the other.
  await tx.$queryRaw`SELECT "id" FROM "Person" WHERE "id" IN (${master.id}::uuid, ${apprentice.id}::uuid) ORDER BY "id" FOR UPDATE`;
  const where = { createdById_clientId: { createdById: actor.personId, clientId: input.clientId } };
  const first = await tx.mentorship.findUnique({ where, select: { id: true } });
  if (first) return first;
  const open = await tx.mentorship.count({
    where: {
      state: { in: ["PROPOSED", "RUNNING", "CLOSING"] },
      OR: [
        { masterId: master.id, apprenticeId: apprentice.id },
        { masterId: apprentice.id, apprenticeId: master.id },
      ],
    },
  });
  if (open > 0) throw conflict("mentorship-exists");
  const { trade, startsOn, endsOn, goals, terms, gradeBefore, clientId } = input;
  const row = await tx.mentorship.create({
    data: {
      clientId,
      placeId: place.placeId,
      enterpriseId: place.enterpriseId,
      masterId: master.id,
      apprenticeId: apprentice.id,
      trade,
      startsOn,
      endsOn,
      goals,
      terms,
      gradeBefore,
      onBehalf,
      createdById: actor.personId,
      createdAt: actor.now,
    },
    select: { id: true, enterpriseId: true, placeId: true },
  });
  await recordMentorship(tx, actor, row, "mentorship.proposed", {
    payload: { masterId: master.id, apprenticeId: apprentice.id, ...(onBehalf && { onBehalf }) },
  });
  return { id: row.id };
}

/**
 * Changes the agreement's text. Signatures under the earlier text count no more: both sign again, and a running one
 * waits for that. Errors: not_found, forbidden, conflict.
 */
export async function changeMentorship(
  actor: Actor,
  id: string,
  { version, ...agreement }: Agreement & { version: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireMentorship(tx, actor, id, "edit");
    await changeRow(tx, { id, version }, { ...agreement, state: "PROPOSED", textVersion: { increment: 1 } });
    await recordMentorship(tx, actor, row, "mentorship.changed", { payload: { textVersion: row.textVersion + 1 } });
  });
}
