import { ICalCalendarMethod, ICalEventStatus, ICalCalendar } from "ical-generator";

/** One entry of a calendar. What stands in it leaves the product: nothing confidential may. */
export type CalendarEntry = {
  /** Stays the same while the entry changes. */
  uid: string;
  /** Grows with every change, so that calendars take the newer one. */
  sequence: number;
  changedAt: Date;
  startsAt: Date;
  endsAt: Date;
  title: string;
  place: string;
  /** Full address of the page with the rest. */
  url: string;
  cancelled: boolean;
};

/** How often programs that subscribe are asked to look again. */
const LOOK_AGAIN_SECONDS = 60 * 60;

/** An iCalendar file (RFC 5545), times in UTC. */
export function calendarFile(name: string, entries: readonly CalendarEntry[]): string {
  const calendar = new ICalCalendar({
    name,
    prodId: { company: "Jianglian", product: "Jianglian", language: "ZH" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: LOOK_AGAIN_SECONDS,
  });
  for (const { uid, sequence, changedAt, startsAt, endsAt, title, place, url, cancelled } of entries)
    calendar.createEvent({
      id: uid,
      sequence,
      stamp: changedAt,
      start: startsAt,
      end: endsAt,
      summary: title,
      location: place || null,
      url,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  return calendar.toString();
}

/** Answers with a calendar; nobody between keeps it. */
export const calendarResponse = (text: string, fileName?: string): Response =>
  new Response(text, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Cache-Control": "private, no-store",
      ...(fileName ? { "Content-Disposition": `attachment; filename="${fileName}"` } : {}),
    },
  });
