import { formatDate, formatDateTime, formatRelative, type Moment } from "#app/lib/format.ts";
import { useLocale } from "#app/lib/i18n-context.tsx";
import { useNow } from "./now-context.tsx";

type TimeProps = { at: Moment; timeZone?: string };

/** "3 小时前", with the full time on hover and on paper. */
export function TimeAgo({ at, now, timeZone }: TimeProps & { now?: Moment }) {
  const locale = useLocale();
  const here = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at, timeZone)} className="whitespace-nowrap">
      <span className="no-print">{formatRelative(at, now ?? here, locale, timeZone)}</span>
      <span className="print-inline">{formatDateTime(at, timeZone)}</span>
    </time>
  );
}

/** 2026-11-20, with the time of day on hover. */
export function Day({ at, timeZone }: TimeProps) {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at, timeZone)} className="whitespace-nowrap">
      {formatDate(at, timeZone)}
    </time>
  );
}

/** 2026-11-20 14:05. */
export function DayTime({ at, timeZone }: TimeProps) {
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
      {formatDateTime(at, timeZone)}
    </time>
  );
}
