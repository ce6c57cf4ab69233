import { type ReactNode, useId } from "react";
import { cx } from "../cx.ts";

type SectionProps = {
  title: string;
  /** Beside the heading: a tag, a count, a small action. */
  aside?: ReactNode;
  hint?: string;
  id?: string;
  children: ReactNode;
};

/** A part of a page under its own h2. */
export function Section({ title, aside, hint, id, children }: SectionProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="mt-8 first:mt-0">
      <div className="section-head mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id={headingId} className="text-lg">
          {title}
        </h2>
        {aside}
      </div>
      {hint && <p className="-mt-1.5 mb-3 max-w-reading text-sm text-muted">{hint}</p>}
      {children}
    </section>
  );
}

/** A part of a long form that opens when wanted. */
export function FoldedSection({
  title,
  hint,
  open,
  printed,
  children,
}: {
  title: string;
  hint?: string;
  open?: boolean;
  /** Stands open on paper; other parts that are folded are left out there. */
  printed?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className={cx("fold group/fold border-t border-line last:border-b", printed && "print-open")}>
      <summary className="flex min-h-14 items-center gap-3 py-2">
        <span
          aria-hidden
          className="size-2.5 shrink-0 rotate-[-45deg] border-r-2 border-b-2 border-muted transition-transform group-open/fold:rotate-45 mx-1"
        />
        <span>
          <span className="block font-medium">{title}</span>
          {hint && <span className="block text-sm text-muted">{hint}</span>}
        </span>
      </summary>
      <div className="space-y-5 pt-1 pb-6">{children}</div>
    </details>
  );
}
