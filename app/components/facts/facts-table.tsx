import type { ReactNode } from "react";
import { cx } from "../cx.ts";

export type Fact = {
  label: string;
  value: ReactNode;
  /** Takes the whole width, for long texts. */
  wide?: boolean;
  /** A line of a calculation: to the right, below the others. */
  number?: boolean;
};

type FactsTableProps = {
  facts: (Fact | false | null | undefined)[];
  /** Two columns of facts on wide screens. */
  columns?: 1 | 2;
};

/** Names and values, compact, one hairline apart. Facts without a value are left out by the caller with `&&`. */
export function FactsTable({ facts, columns = 1 }: FactsTableProps) {
  const shown = facts.filter((fact): fact is Fact => Boolean(fact));
  if (shown.length === 0) return null;
  return (
    <dl className={cx("border-t border-line text-dense", columns === 2 && "md:grid md:grid-cols-2 md:gap-x-8")}>
      {shown.map((fact) => (
        <div
          key={fact.label}
          className={cx(
            "grid grid-cols-[6.5rem_minmax(0,1fr)] lg:grid-cols-[9.5rem_minmax(0,1fr)] gap-x-3 border-b border-line py-2",
            fact.wide && columns === 2 && "md:col-span-2",
          )}
        >
          <dt className="text-muted">{fact.label}</dt>
          <dd className={cx("min-w-0 wrap-anywhere", fact.number && "text-right tabular-nums")}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
