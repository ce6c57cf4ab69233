import { Link } from "@remix-run/react";
import { cx } from "#app/components/cx.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { SORTS } from "#app/modules/knowledge/rules.ts";
import { searchWords } from "#app/words/search.ts";
import { useChangedSearch, useSearchAddress } from "./use-search-address.ts";

/** In which order the hits stand; links, so that they work without script. */
export function Order() {
  const w = useWords(searchWords);
  const asked = useSearchAddress().get("sort");
  const changed = useChangedSearch();
  const current = SORTS.find((sort) => sort === asked);
  return (
    <nav aria-label={w.order} className="no-print flex items-center text-sm">
      {[undefined, ...SORTS].map((sort) => (
        <Link
          key={sort ?? "best"}
          to={changed((next) => (sort ? next.set("sort", sort) : next.delete("sort")))}
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
