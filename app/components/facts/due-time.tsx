import { AlarmClock, Hourglass, PauseCircle, TriangleAlert } from "lucide-react";
import { formatDateTime, formatDuration, type Moment } from "#app/lib/format.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { cx } from "../cx.ts";
import { type Tone, toneText } from "../tone.ts";
import { useNow } from "./now-context.tsx";

type DueTimeProps = {
  /** None while the clock stands still. */
  dueAt: Moment | null;
  now?: Moment;
  /** Working minutes left while it stands still; null while it runs. */
  minutesLeft?: number | null;
  timeZone?: string;
};

const DAY = 86_400_000;

function lookOf(left: number): [Tone, typeof Hourglass] {
  if (left < 0) return ["urgent", TriangleAlert];
  if (left < DAY) return ["waiting", AlarmClock];
  return ["still", Hourglass];
}

/** 还剩 6 小时 / 已超时 2 天 / 计时暂停: amber within a day, red when over; nothing where no limit is set. */
export function DueTime({ dueAt, now, minutesLeft = null, timeZone }: DueTimeProps) {
  const w = useWords(commonWords);
  const locale = useLocale();
  const here = useNow();
  if (!dueAt) return minutesLeft === null ? null : <StandsStill />;
  const left = new Date(dueAt).getTime() - new Date(now ?? here).getTime();
  const [tone, Mark] = lookOf(left);
  const duration = formatDuration(left, locale);
  const text = left < 0 ? w.overdueBy(duration) : w.leftOver(duration);
  return (
    <time
      dateTime={new Date(dueAt).toISOString()}
      title={w.due(formatDateTime(dueAt, timeZone))}
      className={cx(
        "inline-flex items-center gap-1 text-sm wrap-normal",
        toneText[tone],
        tone !== "still" && "font-medium",
      )}
    >
      <Mark aria-hidden className="size-4 shrink-0" />
      <span className="no-print">{text}</span>
      <span className="print-inline whitespace-nowrap">{w.due(formatDateTime(dueAt, timeZone))}</span>
    </time>
  );
}

function StandsStill() {
  const w = useWords(commonWords);
  return (
    <span className={cx("inline-flex items-center gap-1 text-sm wrap-normal", toneText.still)}>
      <PauseCircle aria-hidden className="size-4 shrink-0" />
      {w.paused}
    </span>
  );
}
