import { Link, useLocation, useSearchParams } from "@remix-run/react";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { cx } from "../cx.ts";

export type Column<Row> = {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** Numbers and money stand to the right. */
  numeric?: boolean;
  /** The heading sorts by this value of `?sort=`; "-value" is the other direction. */
  sort?: string;
  /** Left out of the card on phones, and where a desk is narrow. */
  deskOnly?: boolean;
  /** A chip or a due time: on phones without its label, in one row with its like. */
  mark?: boolean;
  /** Keeps to one line and takes little width. */
  narrow?: boolean;
  /** Buttons and links that lead on: nothing for paper. */
  screenOnly?: boolean;
};

type DataTableProps<Row> = {
  /** Read aloud; says what the rows are. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string | number;
  /** The first column becomes a link there, and the whole row can be pressed. */
  rowLink?: (row: Row) => string;
  /** Checkboxes of this name, posted by the form around the table. */
  select?: { name: string; label: (row: Row) => string /** Ticked to begin with. */; checked?: (row: Row) => boolean };
};

function SortLink({ label, sort }: { label: string; sort: string }) {
  const w = useWords(commonWords);
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const active = params.get("sort");
  const up = active === sort;
  const down = active === `-${sort}`;
  const next = new URLSearchParams(params);
  next.set("sort", up ? `-${sort}` : sort);
  next.delete("after");
  next.delete("before");
  const Mark = up ? ArrowUp : down ? ArrowDown : ChevronsUpDown;
  return (
    <Link
      to={`${pathname}?${next}`}
      preventScrollReset
      title={w.sortBy(label)}
      className={cx("inline-flex min-h-8 items-center gap-1 hover:text-ink", (up || down) && "text-ink")}
    >
      {label}
      <Mark aria-hidden className={cx("size-3.5 shrink-0", !up && !down && "text-faint")} />
      {(up || down) && <span className="sr-only">{up ? w.sortedUp : w.sortedDown}</span>}
    </Link>
  );
}

/** A real table; below 768 px every row becomes a card with its labels. */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowLink, select }: DataTableProps<Row>) {
  const w = useWords(commonWords);
  const [params] = useSearchParams();
  const sorted = params.get("sort");
  return (
    <table className="data-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {select && (
            <th scope="col" className="no-print w-10">
              <span className="sr-only">{w.selectColumn}</span>
            </th>
          )}
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={cx(
                column.numeric && "text-right",
                column.narrow && "w-px whitespace-nowrap",
                column.deskOnly && "desk-only",
                column.screenOnly && "no-print",
              )}
              aria-sort={
                column.sort && sorted === column.sort
                  ? "ascending"
                  : column.sort && sorted === `-${column.sort}`
                    ? "descending"
                    : undefined
              }
            >
              {column.sort ? <SortLink label={column.label} sort={column.sort} /> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const href = rowLink?.(row);
          return (
            <tr key={rowKey(row)} className={cx(href && "has-link", select && "has-check")}>
              {select && (
                <td className="check-cell no-print">
                  <label className="flex size-12 items-center justify-center md:size-10">
                    <span className="sr-only">{w.selectRow(select.label(row))}</span>
                    <input
                      type="checkbox"
                      name={select.name}
                      value={rowKey(row)}
                      defaultChecked={select.checked?.(row)}
                      className="size-5 accent-(--primary-fill)"
                    />
                  </label>
                </td>
              )}
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  data-label={index === 0 || column.mark ? undefined : column.label}
                  className={cx(
                    index === 0 ? "title-cell" : column.mark && "mark-cell",
                    column.numeric && "number-cell",
                    column.narrow && "narrow-cell",
                    column.deskOnly && "desk-only",
                    column.screenOnly && "no-print",
                  )}
                >
                  {index === 0 && href ? (
                    <Link to={href} prefetch="intent" className="row-link">
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
