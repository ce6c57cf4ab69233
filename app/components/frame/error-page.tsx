import { Link, useLocation, useRouteLoaderData } from "@remix-run/react";
import {
  FileQuestion,
  GitMerge,
  Hourglass,
  LogIn,
  type LucideIcon,
  ServerCrash,
  ShieldX,
  TriangleAlert,
} from "lucide-react";
import { useEffect, useState } from "react";
import { formatDateTime } from "#app/lib/format/moments.ts";
import { LOCALES, words } from "#app/lib/i18n.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { errorPagesWords, type PageStatus } from "#app/words/error-pages.ts";
import { buttonLook } from "../actions/button-look.ts";
import { LinkButton } from "../actions/link-button.tsx";
import type { PageError } from "./read-error.ts";

const MARKS: Partial<Record<PageStatus, LucideIcon>> = {
  401: LogIn,
  403: ShieldX,
  404: FileQuestion,
  409: GitMerge,
  429: Hourglass,
  500: ServerCrash,
  503: Hourglass,
};

/** A page that can't be shown: what happened, what to do next, never a stack. */
export function ErrorPage({ error, bilingual }: { error: PageError; bilingual?: boolean }) {
  const w = useWords(errorPagesWords);
  const { pathname, search } = useLocation();
  const [time, setTime] = useState<string>();
  useEffect(() => setTime(formatDateTime(Date.now())), []);
  const { status, text } = error;
  const nav = useRouteLoaderData<{ nav?: { key: string }[] }>("root")?.nav ?? [];
  // A guest has no search.
  const maySearch = nav.length === 0 || nav.some((item) => item.key === "search");
  const Mark = MARKS[status] ?? TriangleAlert;
  const reload = status === 409 || status >= 500;
  return (
    <div className="mx-auto max-w-reading py-8 lg:py-16">
      <Mark aria-hidden className="mb-4 size-10 text-muted" strokeWidth={1.5} />
      <p className="text-sm text-muted tabular-nums">{status}</p>
      <h1 className="text-xl lg:text-2xl">{w.titles[status]}</h1>
      {text && status < 500 && <p className="mt-3 text-lg">{text}</p>}
      <p className="mt-3 text-muted">{w.next[status]}</p>
      {bilingual && <InOtherLanguages status={status} />}
      {status >= 500 && (
        <p className="mt-3 text-sm text-muted tabular-nums">
          {[time && w.happenedAt(time), error.requestId && w.reference(error.requestId)].filter(Boolean).join(" · ")}
        </p>
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        {status === 401 && (
          <LinkButton to={paths.login(pathname + search)} variant="primary">
            {w.signIn}
          </LinkButton>
        )}
        {reload && (
          <a href={pathname + search} className={buttonLook("primary")}>
            {w.retry}
          </a>
        )}
        {status === 404 && maySearch && (
          <LinkButton to={paths.search()} variant="primary">
            {w.search}
          </LinkButton>
        )}
        <Link to={paths.home()} reloadDocument className={buttonLook("secondary")}>
          {w.goHome}
        </Link>
      </div>
    </div>
  );
}

/** For when the reader's language is unknown. Only the server knows the other words; the browser keeps what it was sent. */
function InOtherLanguages({ status }: { status: PageStatus }) {
  const locale = useLocale();
  return LOCALES.filter((other) => other !== locale).map((other) => {
    const { titles, next } = words(errorPagesWords, other);
    const text = `<strong>${titles[status]}</strong><br />${next[status]}`;
    return (
      <p
        key={other}
        lang={other}
        className="mt-3 text-muted"
        suppressHydrationWarning
        // oxlint-disable-next-line react/no-danger -- words of our own, which hydration must leave as they are
        dangerouslySetInnerHTML={{ __html: text }}
      />
    );
  });
}
