import { db, type Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { ownOffices } from "../../audit/visibility.ts";
import { organisesFor } from "../../policy.ts";

/** Put this in a `select` of a round to give its organiser's officers the tabs with `tabsOf`. */
export const tabsSelect = (actor: Actor) =>
  ({
    id: true,
    state: true,
    organisationId: true,
    openedAt: true,
    panelClosedAt: true,
    _count: { select: { seats: { where: { personId: actor.personId, declinedAt: null } } } },
  }) satisfies Prisma.AwardRoundSelect;

type Row = Prisma.AwardRoundGetPayload<{ select: ReturnType<typeof tabsSelect> }>;

/**
 * What the tabs of a round need. Who decides on it in own name and does not judge in it reads its evidence as its auditors
 * do (`roundsAuditedBy`); a deputy does not.
 */
export const tabsOf = (actor: Actor, { id, state, organisationId, openedAt, panelClosedAt, _count }: Row) => ({
  id,
  state,
  panelClosedAt,
  audits: openedAt !== null && _count.seats === 0 && ownOffices(actor).includes(organisationId),
});

/** The same for a page that reads nothing else of the round; null for everybody but its organiser's officers. One statement at most. */
export async function roundTabsFor(actor: Actor, id: string) {
  const unions = organisesFor(actor);
  if (unions.length === 0) return null;
  const row = await db.awardRound.findFirst({
    where: { id, organisationId: { in: unions } },
    select: tabsSelect(actor),
  });
  return row && tabsOf(actor, row);
}
