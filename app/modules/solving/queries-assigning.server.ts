import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { conflict, DomainError } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { actionsFor, transitionFor } from "#app/modules/problems/lifecycle.ts";
import { DEFAULT_CAP } from "./matching/rules.ts";
import { inStudioAs, isForeign } from "./policy.ts";
import { openProblem } from "./open-problem.server.ts";
import { studiosInCircle, workingIn } from "./studios-in-circle.server.ts";

const MOST = 20;
type Chosen = { personId: string; studioId: string };

/**
 * Craftsmen the secretariat may ask, with what they have in hand, those with room first; `q` looks in names, studios and
 * specialities. `who` is a person and studio already chosen, from a suggestion: then it is about them alone.
 * Errors: not_found, forbidden, conflict.
 */
export async function loadAssigning(actor: Actor, id: string, q: string, who: Chosen | null = null) {
  const { step, access, relations, facts } = await openProblem(actor, id);
  if (!transitionFor(step.state, "assign")) throw conflict("problem-state");
  if (!actionsFor(step.state, relations).includes("assign")) throw new DomainError("forbidden", "not-your-move");
  const contains = containing(q);
  const where: Prisma.MembershipWhereInput = {
    AND: [
      workingIn(actor.now),
      { organisation: await studiosInCircle(id, actor.now, { own: access.knowsPoster }), person: { disabledAt: null } },
      // That one person is left out would tell who asks.
      access.knowsPoster ? { personId: { not: facts.authorId } } : {},
      who ? { personId: who.personId, organisationId: who.studioId } : {},
      q === ""
        ? {}
        : {
            OR: [
              { person: { name: contains } },
              { person: { profile: { OR: [{ trade: contains }, { specialities: { has: q } }] } } },
              { organisation: { OR: [{ name: contains }, { studio: { specialities: { has: q } } }] } },
            ],
          },
    ],
  };
  const open = { engagement: { endedAt: null } };
  const rows = await db.membership.findMany({
    where,
    orderBy: [{ personId: "asc" }, { organisationId: "asc" }],
    distinct: ["personId", "organisationId"],
    take: 400,
    select: {
      personId: true,
      organisationId: true,
      organisation: { select: { name: true, parentId: true, studio: { select: { specialities: true } } } },
      person: { select: { name: true, profile: { select: { trade: true, specialities: true, workloadCap: true } } } },
    },
  });
  const personIds = [...new Set(rows.map((row) => row.personId))];
  const [leases, offers] = await Promise.all([
    db.engagementMember.groupBy({ by: ["personId"], where: { personId: { in: personIds }, ...open }, _count: true }),
    db.assignment.groupBy({
      by: ["craftsmanId"],
      where: { craftsmanId: { in: personIds }, state: "OFFERED" },
      _count: true,
    }),
  ]);
  const inHand = new Map(personIds.map((personId) => [personId, 0]));
  for (const row of leases) inHand.set(row.personId, row._count);
  for (const row of offers) inHand.set(row.craftsmanId, (inHand.get(row.craftsmanId) ?? 0) + row._count);
  const people = rows
    .map(({ person, organisation, personId, organisationId }) => ({
      personId,
      studioId: organisationId,
      name: person.name,
      studio: organisation.name,
      specialities: [
        ...new Set([
          person.profile?.trade ?? "",
          ...(person.profile?.specialities ?? []),
          ...(organisation.studio?.specialities ?? []),
        ]),
      ]
        .filter(Boolean)
        .slice(0, 5),
      open: inHand.get(personId) ?? 0,
      cap: person.profile?.workloadCap ?? DEFAULT_CAP,
    }))
    .sort(
      (a, b) =>
        Number(a.open >= a.cap) - Number(b.open >= b.cap) || a.open - b.open || a.name.localeCompare(b.name, "zh-CN"),
    );
  const [only] = people;
  return {
    step,
    q,
    people: people.slice(0, MOST),
    more: Math.max(0, people.length - MOST),
    chosen: who && only ? `${only.personId}@${only.studioId}` : null,
  };
}

/** The assignment that waits for the actor's answer. Errors: not_found, forbidden, conflict. */
export async function loadOwnAssignment(actor: Actor, id: string) {
  const { step, access, relations, facts } = await openProblem(actor, id);
  if (!transitionFor(step.state, "accept-assignment")) throw conflict("problem-state");
  if (!relations.has("ASSIGNEE")) throw new DomainError("forbidden", "not-your-move");
  const offers = await db.assignment.findMany({
    where: { problemId: id, state: "OFFERED" },
    select: {
      craftsmanId: true,
      studioId: true,
      note: true,
      createdAt: true,
      craftsman: { select: { name: true } },
      studio: { select: { name: true, parentId: true, parent: { select: { name: true } } } },
    },
  });
  const offer = offers.find((one) => inStudioAs(actor, one.studioId).includes(one.craftsmanId));
  if (!offer) throw conflict("assignment-gone");
  const consent = isForeign(offer.studio.parentId, facts.enterpriseId)
    ? await db.permit.findUnique({
        where: { problemId_kind_studioId: { problemId: id, kind: "EMPLOYER_CONSENT", studioId: offer.studioId } },
        select: { state: true },
      })
    : null;
  return {
    step,
    offer: {
      studioId: offer.studioId,
      studio: offer.studio.name,
      craftsman: offer.craftsman.name,
      employer: offer.studio.parent?.name ?? "",
      note: includesLayer(access.layer, "DETAIL") ? offer.note : "",
      at: offer.createdAt,
      consent: isForeign(offer.studio.parentId, facts.enterpriseId) ? (consent?.state ?? ("MISSING" as const)) : null,
    },
  };
}
