import { NavLink } from "@remix-run/react";
import { Plus } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import { LinkButton } from "../actions/link-button.tsx";
import { Brand } from "./brand.tsx";
import type { Frame } from "./frame-data.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { navIcons } from "./nav-icons.ts";
import { OrganisationSwitcher } from "./organisation-switcher.tsx";
import { Badge } from "./badge.tsx";
import { useUnread } from "./use-unread.ts";

const entry =
  "flex min-h-10 items-center gap-2.5 rounded-md px-2.5 text-dense transition-colors hover:bg-hover aria-[current=page]:bg-primary-soft aria-[current=page]:font-semibold aria-[current=page]:text-primary";

/** The slim left rail of desks. */
export function Rail({ frame }: { frame: Frame }) {
  const w = useWords(commonWords);
  const { person, nav } = frame;
  const unread = useUnread(frame);
  const Inbox = navIcons.inbox;
  const Me = navIcons.me;
  return (
    <header className="no-print sticky top-(--bar-top) hidden h-[calc(100dvh-var(--bar-top))] w-50 shrink-0 flex-col gap-3 overflow-y-auto border-r border-line bg-surface px-3 py-3 lg:flex">
      <Brand />
      <OrganisationSwitcher frame={frame} />
      {frame.mayPost && (
        <LinkButton to={paths.newProblem()} variant="primary" size="small" icon={Plus}>
          {w.postProblem}
        </LinkButton>
      )}
      <nav aria-label={w.mainNavigation} className="grow">
        <ul className="space-y-0.5">
          {nav.map((item) => {
            const Mark = navIcons[item.icon];
            return (
              <li key={item.key}>
                <NavLink to={item.to} end={item.to === paths.home()} prefetch="intent" className={entry}>
                  <Mark aria-hidden className="size-4.5 shrink-0" />
                  <span className="min-w-0 grow">{item.label}</span>
                  <Badge count={item.badge} label={w.waiting(item.badge ?? 0)} />
                </NavLink>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="space-y-0.5 border-t border-line pt-2">
        {person && (
          <>
            <NavLink to={paths.inbox()} prefetch="intent" className={entry}>
              <Inbox aria-hidden className="size-4.5 shrink-0" />
              <span className="grow">{w.inbox}</span>
              <Badge count={unread} label={w.unread(unread)} />
            </NavLink>
            <NavLink to={paths.me()} prefetch="intent" className={entry}>
              <Me aria-hidden className="size-4.5 shrink-0" />
              <span className="min-w-0 grow truncate">{person.name}</span>
            </NavLink>
          </>
        )}
        <LanguageSwitch />
      </div>
    </header>
  );
}
