import { db } from "#app/lib/db.server.ts";
import { conflict, DomainError, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "./layers.ts";
import { relationsOf, relationsSelect } from "./relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

/** What has become of an invitation. */
export type GuestState = "INVITED" | "HERE" | "OVER" | "ENDED";

const stateOf = (guest: { revokedAt: Date | null; until: Date; personId: string | null }, now: Date): GuestState => {
  if (guest.revokedAt) return "ENDED";
  if (guest.until <= now) return "OVER";
  return guest.personId ? "HERE" : "INVITED";
};

const SHOWN = 100;

/** The guests of a problem, those of today first, for the enterprise's reviewer. Errors: not_found, forbidden, conflict. */
export async function loadGuests(actor: Actor, id: string) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: {
      ...relationsSelect(actor),
      id: true,
      number: true,
      title: true,
      anonymous: true,
      agreementRequired: true,
      enterprise: { select: { timeZone: true } },
      guests: {
        orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { until: "desc" }, { id: "asc" }],
        take: SHOWN,
        select: {
          id: true,
          name: true,
          contact: true,
          unit: true,
          layer: true,
          until: true,
          personId: true,
          acceptedAt: true,
          agreedAt: true,
          revokedAt: true,
          version: true,
        },
      },
    },
  });
  if (!row) throw notFound();
  if (!(await relationsOf(db, actor, id, row)).has("REVIEWER")) throw new DomainError("forbidden", "not-your-move");
  if (row.releasedAt === null) throw conflict("not-released");
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    anonymous: row.anonymous,
    agreementRequired: row.agreementRequired,
    timeZone: row.enterprise.timeZone,
    guests: row.guests.map(({ personId, ...guest }) => ({
      ...guest,
      state: stateOf({ ...guest, personId }, actor.now),
    })),
  };
}

/** What the actor is invited to as a guest today; one statement. */
export async function loadOwnStays(actor: Actor) {
  const ids = actor.standings.flatMap((s) => s.guestId ?? []);
  const rows = await db.guest.findMany({
    where: { id: { in: ids }, revokedAt: null, until: { gt: actor.now }, problem: visibleTo(actor) },
    orderBy: [{ until: "asc" }, { id: "asc" }],
    take: SHOWN,
    select: {
      id: true,
      layer: true,
      until: true,
      agreedAt: true,
      problem: {
        select: {
          id: true,
          number: true,
          title: true,
          state: true,
          partial: true,
          severity: true,
          agreementRequired: true,
          fieldLayers: true,
          redactions: true,
          enterprise: { select: { name: true, timeZone: true } },
          ...accessSelect(actor),
        },
      },
    },
  });
  return rows.flatMap(({ problem, agreedAt, ...stay }) => {
    if (!problem) return [];
    const access = accessOf(actor, problem);
    const { id, number, state, partial, severity } = problem;
    return {
      ...stay,
      timeZone: problem.enterprise.timeZone,
      /** The layer read now; the one granted may wait for the signature. */
      reads: access.layer,
      toSign: problem.agreementRequired && agreedAt === null && stay.layer === "CONFIDENTIAL",
      signedAt: agreedAt,
      problem: { id, number, state, partial, severity, title: projectFields(problem, access).title || number },
      enterprise: access.knowsPoster ? problem.enterprise.name : null,
    };
  });
}
