import type { ReactNode } from "react";
import type { Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { cx } from "../cx.ts";
import type { Icon } from "../icon.ts";
import { type Tone, toneChip } from "../tone.ts";
import { TimeAgo } from "./time.tsx";

/** Everything that happened, oldest first. */
export function Timeline({ label, children }: { label?: string; children: ReactNode }) {
  const w = useWords(commonWords);
  return (
    <ol aria-label={label ?? w.timeline} className="timeline">
      {children}
    </ol>
  );
}

type TimelineItemProps = {
  /** For links to this entry: `#event-12`. */
  id?: string;
  at: Moment;
  icon: Icon;
  tone?: Tone;
  /** One sentence: who did what. */
  title: ReactNode;
  /** Who, when the title does not say so. */
  person?: ReactNode;
  children?: ReactNode;
};

/** One entry: a mark on the line, a sentence, the time, and what was said. */
export function TimelineItem({ id, at, icon: IconMark, tone = "still", title, person, children }: TimelineItemProps) {
  return (
    <li id={id} className="group/item relative flex gap-3 pb-5 last:pb-0 target:bg-primary-soft">
      <span aria-hidden className="absolute top-8 bottom-0 left-[0.9375rem] w-px bg-line group-last/item:hidden" />
      <span
        className={cx("relative flex size-8 shrink-0 items-center justify-center rounded-full border", toneChip[tone])}
      >
        <IconMark aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 grow pt-1">
        <p className="text-dense">
          {person && <span className="mr-1.5">{person}</span>}
          <span>{title}</span>
          <span className="ml-2 text-sm text-muted">
            <TimeAgo at={at} />
          </span>
        </p>
        {children && <div className="mt-1.5 text-dense">{children}</div>}
      </div>
    </li>
  );
}
