import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import type { Icon } from "../icon.ts";

type EmptyStateProps = {
  icon?: Icon;
  title?: string;
  /** Why it is empty and what to do next. */
  children?: ReactNode;
  actions?: ReactNode;
};

/** Nothing here: says why, and what to do next. */
export function EmptyState({ icon: Mark = Inbox, title, children, actions }: EmptyStateProps) {
  const w = useWords(commonWords);
  return (
    <div className="flex flex-col items-center rounded-md border border-dashed border-line px-6 py-12 text-center">
      <Mark aria-hidden className="mb-3 size-9 text-faint" strokeWidth={1.5} />
      <p className="font-semibold">{title ?? w.emptyTitle}</p>
      {children && <div className="mt-1 max-w-reading text-muted">{children}</div>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
