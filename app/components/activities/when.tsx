import { formatDate, formatDateTime, type Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { activitiesWords } from "#app/words/activities.ts";

/** When an activity is, by its alliance's clock; the second day only when there is one. */
export function When({ startsAt, endsAt, timeZone }: { startsAt: Moment; endsAt: Moment | null; timeZone: string }) {
  const w = useWords(activitiesWords);
  const from = formatDateTime(startsAt, timeZone);
  const sameDay = endsAt !== null && formatDate(endsAt, timeZone) === formatDate(startsAt, timeZone);
  const to = endsAt === null ? "" : formatDateTime(endsAt, timeZone).slice(sameDay ? 11 : 0);
  return (
    <time dateTime={new Date(startsAt).toISOString()} className="tabular-nums">
      {to ? w.period(from, to) : from}
    </time>
  );
}
