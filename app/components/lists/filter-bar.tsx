import { Form, Link, useLocation, useNavigate, useSearchParams } from "@remix-run/react";
import { ChevronDown, ListFilter, Search, X } from "lucide-react";
import type { FormEvent, ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { Button } from "../actions/button.tsx";
import { inputLook } from "../form/field-props.ts";

export type Filter = {
  /** The query parameter; may be given several times when `multiple`. */
  name: string;
  label: string;
  options: { value: string; label: string; count?: number }[];
  multiple?: boolean;
  /** What holds when the address says nothing; then there is no "all". */
  standard?: string;
};

type FilterBarProps = {
  filters: Filter[];
  /** The free-text parameter and what its box says; left out, there is no box. */
  query?: { name?: string; label: string };
  /** Parameters kept when filters change, such as `sort` and `tab`. */
  keep?: string[];
  /** Further controls inside the fold. */
  children?: ReactNode;
};

/** A GET form of filters with chips for those in use; folded away on phones. Works without script. */
export function FilterBar({ filters, query, keep = ["sort"], children }: FilterBarProps) {
  const w = useWords(commonWords);
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const queryName = query?.name ?? "q";

  const active = filters.flatMap((filter) =>
    params.getAll(filter.name).flatMap((value) => {
      const option = filter.options.find((o) => o.value === value);
      return value && option && value !== filter.standard
        ? [{ name: filter.name, value, text: w.labelled(filter.label, option.label) }]
        : [];
    }),
  );
  const without = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    next.delete(name, value);
    next.delete("after");
    next.delete("before");
    return `${pathname}?${next}`;
  };
  const cleared = () => {
    const next = new URLSearchParams();
    for (const name of keep) for (const value of params.getAll(name)) next.append(name, value);
    return `${pathname}?${next}`;
  };

  /** With script, what was left empty stays out of the address. */
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const next = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) if (value) next.append(name, String(value));
    navigate(`${pathname}?${next}`, { preventScrollReset: true });
  };

  return (
    <Form method="get" role="search" className="no-print mb-4 space-y-3" key={params.toString()} onSubmit={submit}>
      {keep.map((name) =>
        params.getAll(name).map((value) => <input key={name + value} type="hidden" name={name} value={value} />),
      )}
      {query && (
        <div className="flex gap-2">
          <label className="relative min-w-0 grow">
            <span className="sr-only">{query.label}</span>
            <Search
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-3 size-5 -translate-y-1/2 text-muted"
            />
            <input
              type="search"
              name={queryName}
              defaultValue={params.get(queryName) ?? ""}
              placeholder={query.label}
              enterKeyHint="search"
              className={`${inputLook} pl-10`}
            />
          </label>
          <Button>{w.search}</Button>
        </div>
      )}
      {(filters.length > 0 || children) && (
        <details className="filter-fold group/filters">
          <summary className="inline-flex min-h-12 items-center gap-2 rounded-md border border-line-strong/60 bg-surface px-4 font-medium">
            <ListFilter aria-hidden className="size-5" />
            {active.length > 0 ? w.filtersActive(active.length) : w.filters}
          </summary>
          <div className="filter-body flex flex-wrap items-end gap-x-3 gap-y-3">
            {filters.map((filter) => (
              <FilterSelect key={filter.name} filter={filter} chosen={params.getAll(filter.name)} />
            ))}
            {children}
            <Button variant="secondary" size="small" className="max-md:w-full">
              {w.applyFilters}
            </Button>
          </div>
        </details>
      )}
      {active.length > 0 && (
        <ul className="flex flex-wrap items-center gap-2">
          {active.map((chip) => (
            <li key={chip.name + chip.value}>
              <Link
                to={without(chip.name, chip.value)}
                preventScrollReset
                aria-label={w.removeFilter(chip.text)}
                className="inline-flex min-h-11 items-center gap-1.5 rounded-full bg-primary-soft pr-2 pl-3 text-sm text-primary hover:underline md:min-h-9"
              >
                {chip.text}
                <X aria-hidden className="size-4" />
              </Link>
            </li>
          ))}
          <li>
            <Link to={cleared()} className="link inline-flex min-h-11 items-center text-sm md:min-h-9">
              {w.clearFilters}
            </Link>
          </li>
        </ul>
      )}
    </Form>
  );
}

function FilterSelect({ filter, chosen }: { filter: Filter; chosen: string[] }) {
  const w = useWords(commonWords);
  const text = (o: Filter["options"][number]) => (o.count === undefined ? o.label : `${o.label} (${o.count})`);
  if (filter.multiple)
    return (
      <details className="group/choices relative max-md:w-full">
        <summary>
          <span className="mb-1 block text-sm text-muted">{filter.label}</span>
          <span className="flex min-h-12 items-center justify-between gap-3 rounded-md border border-line-strong bg-surface px-2.5 md:min-h-10 md:min-w-28 md:text-dense">
            {chosen.length > 0 ? w.chosen(chosen.length) : w.all}
            <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open/choices:rotate-180" />
          </span>
        </summary>
        <fieldset className="z-30 mt-1 max-h-72 overflow-y-auto rounded-md border border-line bg-surface p-2 md:absolute md:min-w-56 md:shadow-float">
          <legend className="sr-only">{filter.label}</legend>
          {filter.options.map((option) => (
            <label
              key={option.value}
              className="flex min-h-11 items-center gap-2.5 rounded-md px-2 hover:bg-hover md:min-h-9"
            >
              <input
                type="checkbox"
                name={filter.name}
                value={option.value}
                defaultChecked={chosen.includes(option.value)}
                className="size-4.5 accent-(--primary-fill)"
              />
              <span className="grow">{option.label}</span>
              {option.count !== undefined && <span className="text-sm text-muted tabular-nums">{option.count}</span>}
            </label>
          ))}
        </fieldset>
      </details>
    );
  return (
    <label className="max-md:w-full">
      <span className="mb-1 block text-sm text-muted">{filter.label}</span>
      <select
        name={filter.name}
        defaultValue={chosen[0] ?? filter.standard ?? ""}
        className="block min-h-12 w-full rounded-md border border-line-strong bg-surface px-2.5 md:min-h-10 md:w-auto md:max-w-52 md:text-dense"
      >
        {filter.standard === undefined && <option value="">{w.all}</option>}
        {filter.options.map((option) => (
          <option key={option.value} value={option.value}>
            {text(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
