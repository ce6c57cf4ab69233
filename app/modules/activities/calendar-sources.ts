import type { CalendarEntry } from "#app/lib/calendar-file.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";

/** What a module puts into somebody's calendar: only what that person may see, in words that may leave the product. */
export type CalendarSource = (actor: Actor, range: { from: Date; origin: string }) => Promise<CalendarEntry[]>;

type Holder = { __jianglianCalendars?: Map<string, CalendarSource> };
const sources = ((globalThis as Holder).__jianglianCalendars ??= new Map<string, CalendarSource>());

/** Called at start-up; the same name twice replaces. */
export const registerCalendarSource = (name: string, source: CalendarSource): void => void sources.set(name, source);
export const calendarSources = (): CalendarSource[] => [...sources.values()];
