import { Link } from "@remix-run/react";
import { cx } from "../cx.ts";

export type Tab = { to: string; label: string; count?: number; current: boolean };

/** Views of one thing as links; the current one is marked for eye and ear. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label} className="-mx-4 mb-5 overflow-x-auto border-b border-line px-4 lg:mx-0 lg:px-0">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.to} className="shrink-0">
            <Link
              to={tab.to}
              prefetch="intent"
              preventScrollReset
              aria-current={tab.current ? "page" : undefined}
              className={cx(
                "flex min-h-12 items-center gap-1.5 border-b-2 px-3 -outline-offset-2 transition-colors",
                tab.current
                  ? "border-primary font-semibold text-primary"
                  : "border-transparent text-muted hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="rounded-full bg-still-soft px-1.5 text-xs font-medium text-still tabular-nums">
                  {tab.count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
