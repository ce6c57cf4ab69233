import { db } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { peopleVisibleTo } from "#app/modules/alliances/visibility.ts";
import { entersAny, entersFor } from "./policy.ts";
import { placesToEnter } from "./visibility.ts";

const MOST_PLACES = 300;

/**
 * Where the actor may enter a mentorship, and the people of those houses. Who enters for many houses chooses one
 * first: then `people` is null until `placeId` is given. Two statements. Errors: forbidden, not_found (a house not theirs).
 */
export async function loadEntry(actor: Actor, placeId: string | null) {
  if (!entersAny(actor)) throw forbidden("not-your-move");
  const places = await db.organisation.findMany({
    where: placesToEnter(actor),
    orderBy: [{ kind: "desc" }, { name: "asc" }],
    take: MOST_PLACES,
    select: { id: true, name: true, kind: true, parentId: true, timeZone: true },
  });
  const chosen = places.find((place) => place.id === placeId) ?? null;
  if (placeId && !chosen) throw notFound();
  const { led, reviewed, alliances, unions } = entersFor(actor);
  const many = alliances.length + unions.length > 0;
  const shown = chosen ? [chosen] : places;
  const houses = [
    ...new Set(shown.flatMap((place) => (place.kind === "ENTERPRISE" ? place.id : (place.parentId ?? [])))),
  ];
  const people =
    many && !chosen
      ? null
      : await db.person.findMany({
          where: {
            disabledAt: null,
            AND: many ? peopleVisibleTo(actor) : {},
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
    places: shown.map(({ id, name }) => ({ id, name })),
    people,
    onBehalf:
      chosen !== null && many && ![...led, ...reviewed].some((id) => id === chosen.id || id === chosen.parentId),
    personId: actor.personId,
    today: formatDate(actor.now, shown[0]?.timeZone),
  };
}
