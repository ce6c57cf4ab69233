import { Link, NavLink } from "@remix-run/react";
import { Inbox, Plus, ScanLine, UserRound } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import { cx } from "../cx.ts";
import { Badge } from "./badge.tsx";
import { Brand } from "./brand.tsx";
import type { Frame, NavItem } from "./frame-data.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { navIcons } from "./nav-icons.ts";
import { OrganisationSwitcher } from "./organisation-switcher.tsx";
import { useUnread } from "./use-unread.ts";

/** The top bar of phones, and of desks while nobody is signed in. A page with a way back lays its own "back" and title over the brand (see PageHeader). */
export function TopBar({ frame }: { frame: Frame }) {
  const w = useWords(commonWords);
  const unread = useUnread(frame);
  return (
    <header
      className={cx(
        "no-print sticky top-(--bar-top) z-30 flex h-13 items-center justify-between gap-2 border-b border-line bg-surface px-4",
        frame.person && "lg:hidden",
      )}
    >
      <div className="bar-home shrink-0 whitespace-nowrap">
        <Brand />
      </div>
      <div className="flex min-w-0 items-center">
        {frame.person ? (
          <>
            <div className="bar-home min-w-0">
              <OrganisationSwitcher frame={frame} />
            </div>
            {frame.nav.some((item) => item.key === "equipment") && (
              <Link to={paths.scan()} className="bar-home flex size-12 shrink-0 items-center justify-center">
                <span className="sr-only">{w.scan}</span>
                <ScanLine aria-hidden className="size-5.5" />
              </Link>
            )}
            <Link to={paths.inbox()} className="relative flex size-12 shrink-0 items-center justify-center">
              <span className="sr-only">{w.inbox}</span>
              <Inbox aria-hidden className="size-5.5" />
              <span className="absolute top-1 right-0.5 flex">
                <Badge count={unread} label={w.unread(unread)} />
              </span>
            </Link>
          </>
        ) : (
          <>
            <LanguageSwitch compact />
            <Link to={paths.login()} className="bar-home flex min-h-12 items-center px-2 font-medium text-primary">
              {w.signIn}
            </Link>
          </>
        )}
      </div>
    </header>
  );
}

const slot =
  "flex h-15 flex-col items-center justify-center text-xs text-muted aria-[current=page]:font-semibold aria-[current=page]:text-primary -outline-offset-2";

function Slot({ item }: { item: NavItem }) {
  const w = useWords(commonWords);
  const Mark = navIcons[item.icon];
  return (
    <NavLink to={item.to} end={item.to === paths.home()} prefetch="intent" className={slot}>
      <span className="relative flex h-8 items-center">
        <Mark aria-hidden className="size-6" strokeWidth={1.75} />
        <span className="absolute -top-0.5 left-3.5 flex">
          <Badge count={item.badge} label={w.waiting(item.badge ?? 0)} />
        </span>
      </span>
      {item.label}
    </NavLink>
  );
}

/** The phone's bottom bar: 待办 · 难题 · 发布 · 搜索 · 我的. */
export function BottomBar({ frame }: { frame: Frame }) {
  const w = useWords(commonWords);
  if (!frame.person) return null;
  const find = (key: string) => frame.nav.find((item) => item.key === key);
  const slots = [find("today"), find("problems"), "post" as const, find("search")].filter(
    (one) => one !== undefined && (one !== "post" || frame.mayPost),
  );
  return (
    <nav
      aria-label={w.phoneNavigation}
      className="no-print bottom-bar safe-bottom fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface lg:hidden"
    >
      <ul className="mx-auto grid max-w-form auto-cols-fr grid-flow-col">
        {slots.map((one) =>
          one === "post" ? (
            <li key="post">
              <NavLink to={paths.newProblem()} className={slot}>
                <span className="flex size-8 items-center justify-center rounded-full bg-primary-fill text-on-fill">
                  <Plus aria-hidden className="size-6" />
                </span>
                {w.post}
              </NavLink>
            </li>
          ) : (
            one && (
              <li key={one.key}>
                <Slot item={one} />
              </li>
            )
          ),
        )}
        <li>
          <NavLink to={paths.me()} className={slot}>
            <span className="flex h-8 items-center">
              <UserRound aria-hidden className="size-6" strokeWidth={1.75} />
            </span>
            {w.me}
          </NavLink>
        </li>
      </ul>
    </nav>
  );
}
