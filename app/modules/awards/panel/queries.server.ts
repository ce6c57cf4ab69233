import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { peopleVisibleTo } from "#app/modules/alliances/visibility.ts";
import { tabsOf, tabsSelect } from "../rounds/tabs/round-tabs.server.ts";
import { panelProgress } from "../scores/close-panel.server.ts";
import { loadPanelState } from "../scores/panel-state.server.ts";
import { panelLacks } from "./seats.ts";

/** Found people on one page; who is looked for is found by more of the name. */
const MOST_FOUND = 12;

export const panelRound = {
  id: true,
  name: true,
  nameEn: true,
  year: true,
  state: true,
  version: true,
  organisationId: true,
  panelUntil: true,
  panelClosedAt: true,
  minJudges: true,
  spreadLimit: true,
  organisation: { select: { name: true, timeZone: true } },
} satisfies Prisma.AwardRoundSelect;

/** The panel's page for the organiser's officers. Scores are not in it. Errors: not_found. */
export async function loadPanel(actor: Actor, roundId: string, wanted: string) {
  const round = await db.awardRound.findFirst({
    where: { id: roundId, organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } },
    select: {
      ...panelRound,
      ...tabsSelect(actor),
      seats: {
        orderBy: { position: "asc" },
        select: {
          id: true,
          personId: true,
          name: true,
          unit: true,
          outside: true,
          chair: true,
          substitute: true,
          position: true,
          acceptedAt: true,
          declinedAt: true,
          _count: { select: { recusals: true } },
        },
      },
    },
  });
  if (!round) throw notFound();
  const people =
    round.state === "DRAFT" && wanted !== ""
      ? await db.person.findMany({
          where: {
            AND: [
              { disabledAt: null, name: containing(wanted) },
              { id: { notIn: round.seats.flatMap((one) => one.personId ?? []) } },
              peopleVisibleTo(actor),
            ],
          },
          orderBy: [{ name: "asc" }, { id: "asc" }],
          take: MOST_FOUND,
          select: {
            id: true,
            name: true,
            memberships: {
              where: { role: { notIn: ["GUEST", "JUDGE"] }, OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] },
              take: 2,
              select: { organisation: { select: { name: true } } },
            },
          },
        })
      : [];
  const progress = round.state === "PANEL" ? panelProgress(await loadPanelState(db, roundId), actor.now) : null;
  const { _count: _own, openedAt: _opened, ...shown } = round;
  return {
    ...shown,
    tabs: tabsOf(actor, round),
    seats: round.seats.map(({ _count, ...seat }) => ({ ...seat, standsBack: _count.recusals })),
    lacks: panelLacks(round.seats, round.minJudges),
    people: people.map(({ id, name, memberships }) => ({
      id,
      name,
      units: memberships.map((one) => one.organisation.name),
    })),
    progress,
    late: actor.now > round.panelUntil,
  };
}
