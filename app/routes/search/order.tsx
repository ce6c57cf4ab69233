import { Link, useLocation, useSearchParams } from "@remix-run/react";
import { cx } from "#app/components/cx.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { SORTS } from "#app/modules/knowledge/rules.ts";
import { searchWords } from "#app/words/search.ts";

/** In which order the hits stand; links, so that they work without script. */
export function Order() {
  const w = useWords(searchWords);
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const current = SORTS.find((sort) => sort === params.get("sort"));
  const href = (sort: string | undefined) => {
    const next = new URLSearchParams(params);
    next.delete("page");
    if (sort) next.set("sort", sort);
    else next.delete("sort");
    return `${pathname}?${next}`;
  };
  return (
    <nav aria-label={w.order} className="no-print flex items-center text-sm">
      {[undefined, ...SORTS].map((sort) => (
        <Link
          key={sort ?? "best"}
          to={href(sort)}
          replace
          preventScrollReset
          aria-current={sort === current || undefined}
          className={cx(
            "inline-flex min-h-11 items-center px-2 md:min-h-9",
            sort === current ? "font-semibold" : "link text-primary",
          )}
        >
          {w.orders[sort ?? "best"]}
        </Link>
      ))}
    </nav>
  );
}
