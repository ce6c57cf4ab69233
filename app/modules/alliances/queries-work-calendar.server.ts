import { db } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import type { Shift } from "#app/lib/working-time.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { editScope } from "./policy.ts";
import { organisationsVisibleTo } from "./visibility.ts";
import { type DayKind, DEFAULT_WEEK, shiftsText, WEEKDAYS } from "./work-calendar.ts";

const stored = { week: true, publicHolidays: true, days: true, version: true } as const;

/**
 * An organisation's calendar as its form shows it, for those who may change it: its own, else what it works by now.
 * Errors: not_found, forbidden.
 */
export async function loadWorkCalendar(actor: Actor, id: string) {
  const found = await db.organisation.findFirst({
    where: { AND: [{ id }, organisationsVisibleTo(actor)] },
    select: {
      id: true,
      name: true,
      closedAt: true,
      workCalendar: { select: stored },
      parent: { select: { name: true, workCalendar: { select: stored } } },
    },
  });
  if (!found || found.closedAt) throw notFound();
  if (!editScope(actor, await loadPlace(db, id, actor.now))) throw forbidden();
  const above = found.parent?.workCalendar ? found.parent : null;
  const calendar = found.workCalendar ?? above?.workCalendar;
  const week = (calendar?.week as Shift[][] | undefined) ?? DEFAULT_WEEK;
  const days = Object.entries((calendar?.days ?? {}) as Record<string, DayKind>).sort(([a], [b]) => a.localeCompare(b));
  const list = (kind: DayKind) => days.flatMap(([day, one]) => (one === kind ? [day] : [])).join("\n");
  return {
    id,
    name: found.name,
    /** Whose calendar it is while there is none of its own: the organisation above, or nobody's. */
    from: found.workCalendar ? null : { name: above?.name ?? null },
    values: {
      version: String(found.workCalendar?.version ?? 0),
      ...Object.fromEntries(WEEKDAYS.map(([name, place]) => [name, shiftsText(week[place] ?? [])])),
      publicHolidays: (calendar?.publicHolidays ?? true) ? "on" : "",
      daysOff: list("OFF"),
      daysWorked: list("WORK"),
    },
  };
}
