import { CircleCheckBig, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { cx } from "../cx.ts";
import { type Tone, toneChip } from "../tone.ts";

export type NoticeKind = "info" | "success" | "warning" | "error";

const LOOK = {
  info: ["moving", Info, "info"],
  success: ["done", CircleCheckBig, "success"],
  warning: ["waiting", TriangleAlert, "warning"],
  error: ["urgent", CircleX, "problem"],
} as const satisfies Record<NoticeKind, readonly [Tone, unknown, string]>;

type NoticeProps = {
  kind?: NoticeKind;
  title?: string;
  children?: ReactNode;
  /** What to do next. */
  actions?: ReactNode;
  /** Read aloud when it appears; for answers to something just done. */
  live?: boolean;
};

/** Something to know before going on. */
export function Notice({ kind = "info", title, children, actions, live }: NoticeProps) {
  const w = useWords(commonWords);
  const [tone, Mark, name] = LOOK[kind];
  return (
    <div
      role={live ? (kind === "error" ? "alert" : "status") : undefined}
      className={cx("flex gap-3 rounded-md border px-4 py-3", toneChip[tone])}
    >
      <Mark aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 grow">
        <span className="sr-only">{w.labelled(w[name], "")}</span>
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-dense text-ink">{children}</div>}
        {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
