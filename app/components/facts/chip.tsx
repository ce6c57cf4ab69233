import type { ReactNode } from "react";
import { cx } from "../cx.ts";
import type { Icon } from "../icon.ts";
import { type Tone, toneChip } from "../tone.ts";

export type ChipProps = { tone?: Tone; icon?: Icon; title?: string; children: ReactNode };

/** A small mark: colour, icon and word together. */
export function Chip({ tone = "still", icon: IconMark, title, children }: ChipProps) {
  return (
    <span
      title={title}
      className={cx(
        "inline-flex h-6.5 shrink-0 items-center gap-1 rounded-full border px-2 text-xs font-medium whitespace-nowrap",
        toneChip[tone],
      )}
    >
      {IconMark && <IconMark aria-hidden className="size-3.5 shrink-0" strokeWidth={2.25} />}
      {children}
    </span>
  );
}
