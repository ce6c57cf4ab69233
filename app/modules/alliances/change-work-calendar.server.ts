import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden } from "#app/lib/errors.ts";
import type { Shift } from "#app/lib/working-time.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { mustSee } from "./must-see.server.ts";
import { editScope } from "./policy.ts";
import { type DayKind, WEEKDAYS, type WorkCalendarInput } from "./work-calendar.ts";

/**
 * Sets when an organisation works. Limits that begin from now on count by it; what is running keeps its time.
 * Errors: not_found, forbidden, conflict (closed, or changed meanwhile).
 */
export async function changeWorkCalendar(
  actor: Actor,
  input: WorkCalendarInput & { organisationId: string },
): Promise<void> {
  const week: Shift[][] = [[], [], [], [], [], [], []];
  for (const [name, place] of WEEKDAYS) week[place] = input[name];
  const kinds = [
    ...input.daysOff.map((day): [string, DayKind] => [day, "OFF"]),
    ...input.daysWorked.map((day): [string, DayKind] => [day, "WORK"]),
  ];
  const data = { week, publicHolidays: input.publicHolidays, days: Object.fromEntries(kinds) };
  await inTransaction(async (tx) => {
    await mustSee(tx, actor, input.organisationId);
    const place = await loadPlace(tx, input.organisationId, actor.now);
    if (!editScope(actor, place)) throw forbidden();
    if (place.closedAt) throw new DomainError("conflict", "organisation_closed");
    // Version 0 is "none of its own yet".
    const { count } =
      input.version === 0
        ? await tx.workCalendar.createMany({
            data: { organisationId: place.id, version: 1, ...data },
            skipDuplicates: true,
          })
        : await tx.workCalendar.updateMany({
            where: { organisationId: place.id, version: input.version },
            data: { ...data, version: { increment: 1 } },
          });
    if (count === 0) throw conflict();
    await recordEvent(tx, {
      type: "organisation.calendar-changed",
      organisationId: place.id,
      subjectKind: "organisation",
      subjectId: place.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      payload: data,
      at: actor.now,
    });
  });
}
