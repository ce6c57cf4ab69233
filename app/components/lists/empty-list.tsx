import { useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { foundNothingWords } from "#app/words/found-nothing.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { narrowedBy } from "./narrowed.ts";

type EmptyListProps = {
  title: string;
  /** Parameters that are no filters, as in the list's `FilterBar`. */
  keep?: readonly string[];
  children?: ReactNode;
};

/** In place of a list's rows: that there are none yet, or none of what was searched or filtered for. */
export function EmptyList({ title, keep, children }: EmptyListProps) {
  const w = useWords(foundNothingWords);
  const narrowed = narrowedBy(useSearchParams()[0], keep);
  if (typeof narrowed === "string") return <EmptyState title={w.title(narrowed)}>{w.lead}</EmptyState>;
  if (narrowed) return <EmptyState title={w.filtered}>{w.filteredLead}</EmptyState>;
  return <EmptyState title={title}>{children}</EmptyState>;
}
