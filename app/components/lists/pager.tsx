import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLocation, useSearchParams } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { LinkButton } from "../actions/link-button.tsx";

type PagerProps = {
  /** Cursor of the next page, posted as `?after=`; null on the last one. */
  after?: string | null;
  /** Cursor of the page before, as `?before=`; null on the first one. */
  before?: string | null;
};

/** Turns pages by cursor and keeps filters and sorting; shows nothing when there is one page only. */
export function Pager({ after, before }: PagerProps) {
  const w = useWords(commonWords);
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const onFirst = !params.has("after") && !params.has("before");
  if (!after && !before && onFirst) return null;

  const href = (set: Record<string, string>) => {
    const next = new URLSearchParams(params);
    next.delete("after");
    next.delete("before");
    for (const [key, value] of Object.entries(set)) next.set(key, value);
    return `${pathname}?${next}`;
  };
  return (
    <nav aria-label={w.pages} className="mt-5 flex items-center justify-between gap-3">
      {before ? (
        <LinkButton to={href({ before })} rel="prev" size="small" icon={ChevronLeft}>
          {w.previous}
        </LinkButton>
      ) : onFirst ? (
        <span />
      ) : (
        <LinkButton to={href({})} size="small" variant="quiet">
          {w.firstPage}
        </LinkButton>
      )}
      {after && (
        <LinkButton to={href({ after })} rel="next" size="small">
          {w.next}
          <ChevronRight aria-hidden className="size-[1.2em]" />
        </LinkButton>
      )}
    </nav>
  );
}
