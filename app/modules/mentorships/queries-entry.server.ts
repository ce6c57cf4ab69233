import { db } from "#app/lib/db.server.ts";
import { forbidden } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { entersAny, entersFor } from "./policy.ts";

/** Where the actor may enter a mentorship, and the people of those houses. Two statements. Errors: forbidden. */
export async function loadEntry(actor: Actor) {
  if (!entersAny(actor)) throw forbidden("not-your-move");
  const { led, reviewed, own } = entersFor(actor);
  const places = await db.organisation.findMany({
    where: {
      closedAt: null,
      OR: [
        { kind: "STUDIO", id: { in: [...led, ...own] } },
        { kind: "ENTERPRISE", id: { in: reviewed } },
        { kind: "STUDIO", parentId: { in: reviewed } },
      ],
    },
    orderBy: [{ kind: "desc" }, { name: "asc" }],
    take: 100,
    select: { id: true, name: true, kind: true, parentId: true },
  });
  const houses = [
    ...new Set(places.flatMap((place) => (place.kind === "ENTERPRISE" ? place.id : (place.parentId ?? [])))),
  ];
  const people = await db.person.findMany({
    where: {
      disabledAt: null,
      memberships: {
        some: {
          role: { notIn: ["GUEST", "JUDGE"] },
          startsAt: { lte: actor.now },
          OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
          organisation: { OR: [{ id: { in: houses } }, { parentId: { in: houses }, kind: "STUDIO" }] },
        },
      },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 1_000,
    select: { id: true, name: true },
  });
  return {
    places: places.map(({ id, name }) => ({ id, name })),
    people,
    personId: actor.personId,
    today: formatDate(actor.now),
  };
}
