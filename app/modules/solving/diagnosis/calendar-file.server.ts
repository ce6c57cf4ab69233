import { addMinutes } from "date-fns/addMinutes";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { notFound } from "#app/lib/errors.ts";
import { words } from "#app/lib/i18n.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { db } from "#app/lib/db.server.ts";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { type Address, findRoom } from "./room.server.ts";

/**
 * The fixed time as an iCalendar file for those who come: number, time, and the way to it, not what it is about, because
 * calendars are read over shoulders and kept by others. Errors: not_found
 */
export async function calendarFile(
  actor: Actor,
  address: Address & { url: string },
): Promise<{ name: string; text: string }> {
  const { row, rights, seat } = await findRoom(actor, address);
  if (!row.heldAt || !rights.joins || (row.state !== "FIXED" && row.state !== "CANCELLED") || !seat) throw notFound();
  const w = words(diagnosisWords, actor.locale);
  const { number } = await db.problem.findUniqueOrThrow({ where: { id: row.problemId }, select: { number: true } });
  const calendar = ical({ name: w.title, prodId: { company: "Jianglian", product: "Jianglian" } });
  calendar.method(ICalCalendarMethod.PUBLISH);
  calendar.createEvent({
    id: `${row.id}@jianglian`,
    sequence: row.version,
    start: row.heldAt,
    end: addMinutes(row.heldAt, row.minutes),
    stamp: actor.now,
    summary: `${w.title} ${number}`,
    location: row.place || (row.mode === "VIDEO" ? w.mode.VIDEO : ""),
    url: row.link || address.url,
    description: address.url,
    status: row.state === "CANCELLED" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return { name: `${number}.ics`, text: calendar.toString() };
}
