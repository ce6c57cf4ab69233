import { startOfDay } from "#app/lib/calendar.ts";
import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import { DEFAULT_TIME_ZONE } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { craftsmanPlaces } from "./craftsman-places.server.ts";
import { mayTie, profileScope } from "./policy.ts";
import { craftsmenVisibleTo } from "./visibility.ts";

export type ChangeProfile = {
  personId: string;
  version: number;
  honourTier?: "NATIONAL" | "PROVINCIAL" | "MUNICIPAL" | "ENTERPRISE";
  title?: "MODEL_WORKER" | "CRAFTSMAN" | "MASTER_TECHNICIAN";
  trade: string;
  specialities: string[];
  years?: number;
  bio: string;
  workloadCap: number;
};

async function mustSee(tx: Tx, actor: Actor, personId: string): Promise<void> {
  if ((await tx.person.count({ where: { AND: [{ id: personId }, craftsmenVisibleTo(actor)] } })) === 0)
    throw notFound();
}

/** Changes a craftsman's profile. Honour tier and title only by the union, the enterprise's reviewer or an administrator. */
export async function changeProfile(actor: Actor, input: ChangeProfile): Promise<void> {
  await inTransaction(async (tx) => {
    await mustSee(tx, actor, input.personId);
    const places = await craftsmanPlaces(tx, input.personId, actor.now);
    const scope = profileScope(actor, input.personId, places);
    if (!scope) throw forbidden();
    const before = await tx.craftsmanProfile.findUnique({ where: { personId: input.personId } });
    const { trade, specialities, bio, workloadCap } = input;
    const data = {
      trade,
      specialities,
      bio,
      workloadCap,
      years: input.years ?? null,
      honourTier: scope === "all" ? (input.honourTier ?? null) : (before?.honourTier ?? null),
      title: scope === "all" ? (input.title ?? null) : (before?.title ?? null),
    };
    if (before) {
      const changed = await tx.craftsmanProfile.updateMany({
        where: { personId: input.personId, version: input.version },
        data: { ...data, version: { increment: 1 } },
      });
      if (changed.count === 0) throw conflict();
    } else {
      const made = await tx.craftsmanProfile.createMany({
        data: { personId: input.personId, ...data },
        skipDuplicates: true,
      });
      if (made.count === 0) throw conflict();
    }
    await recordEvent(tx, {
      type: "person.profile-changed",
      organisationId: places[0]?.enterpriseId ?? places[0]?.studioId ?? (await anyOrganisation(tx, input.personId)),
      subjectKind: "person",
      subjectId: input.personId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      payload: { honourTier: data.honourTier, title: data.title, specialities, workloadCap },
      at: actor.now,
    });
  });
}

async function anyOrganisation(tx: Tx, personId: string): Promise<string> {
  const membership = await tx.membership.findFirst({
    where: { personId },
    orderBy: { startsAt: "desc" },
    select: { organisationId: true },
  });
  if (!membership) throw notFound();
  return membership.organisationId;
}

export type StartTie = { personId: string; otherId: string; as: "mentor" | "apprentice"; startsOn: Date };

/** Puts down who teaches whom; `as` says what the other person is to the one whose page it is. */
export async function startTie(actor: Actor, input: StartTie): Promise<void> {
  const [mentorId, apprenticeId] =
    input.as === "mentor" ? [input.otherId, input.personId] : [input.personId, input.otherId];
  if (mentorId === apprenticeId) throw invalid("mentor_is_apprentice", "otherId");
  await inTransaction(async (tx) => {
    await mustSee(tx, actor, input.personId);
    const places = await craftsmanPlaces(tx, input.personId, actor.now);
    if (!mayTie(actor, places)) throw forbidden();
    const known = await tx.person.count({
      where: { AND: [{ id: input.otherId, disabledAt: null }, craftsmenVisibleTo(actor)] },
    });
    if (known === 0) throw invalid("bad_choice", "otherId");
    const [place] = places;
    const house =
      place && (await tx.organisation.findUnique({ where: { id: place.studioId }, select: { timeZone: true } }));
    const startsAt = startOfDay(input.startsOn, house?.timeZone ?? DEFAULT_TIME_ZONE);
    if (startsAt > actor.now) throw invalid("bad_date", "startsOn");
    const open = { OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] };
    const tied = await tx.mentorTie.count({
      where: {
        AND: [
          open,
          {
            OR: [
              { mentorId, apprenticeId },
              { mentorId: apprenticeId, apprenticeId: mentorId },
            ],
          },
        ],
      },
    });
    if (tied > 0) throw new DomainError("conflict", "tie_exists", { field: "otherId" });
    const { id } = await tx.mentorTie.create({
      data: { mentorId, apprenticeId, startsAt },
      select: { id: true },
    });
    await recordTie(tx, actor, input.personId, places[0]?.enterpriseId ?? places[0]?.studioId, {
      tieId: id,
      mentorId,
      apprenticeId,
      began: input.startsOn,
    });
  });
}

/** Ends a master and apprentice's time today; it counts as a conflict of interest for as long as rules say. */
export async function endTie(actor: Actor, input: { personId: string; tieId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    await mustSee(tx, actor, input.personId);
    const places = await craftsmanPlaces(tx, input.personId, actor.now);
    if (!mayTie(actor, places)) throw forbidden();
    const tie = await tx.mentorTie.findFirst({
      where: { id: input.tieId, OR: [{ mentorId: input.personId }, { apprenticeId: input.personId }] },
      select: { id: true, mentorId: true, apprenticeId: true, mentorship: { select: { id: true } } },
    });
    if (!tie) throw notFound();
    // Its end is on the record there, with who confirmed it.
    if (tie.mentorship) throw conflict("tie_has_agreement");
    const ended = await tx.mentorTie.updateMany({
      where: { id: tie.id, OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] },
      data: { endsAt: actor.now },
    });
    if (ended.count === 0) throw conflict("tie_ended_already");
    await recordTie(tx, actor, input.personId, places[0]?.enterpriseId ?? places[0]?.studioId, {
      tieId: tie.id,
      mentorId: tie.mentorId,
      apprenticeId: tie.apprenticeId,
      ended: actor.now,
    });
  });
}

async function recordTie(
  tx: Tx,
  actor: Actor,
  personId: string,
  organisationId: string | undefined | null,
  payload: Record<string, unknown>,
): Promise<void> {
  await recordEvent(tx, {
    type: "person.profile-changed",
    organisationId: organisationId ?? (await anyOrganisation(tx, personId)),
    subjectKind: "person",
    subjectId: personId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    payload,
    at: actor.now,
  });
}
