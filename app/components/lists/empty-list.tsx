import { useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { foundNothingWords } from "#app/words/found-nothing.ts";
import { EmptyState } from "../feedback/empty-state.tsx";

/** In place of a list's rows: that there are none yet, or none of what was searched for. */
export function EmptyList({ title, children }: { title: string; children?: ReactNode }) {
  const w = useWords(foundNothingWords);
  const q = useSearchParams()[0].get("q")?.trim();
  if (q) return <EmptyState title={w.title(q.slice(0, 40))}>{w.lead}</EmptyState>;
  return <EmptyState title={title}>{children}</EmptyState>;
}
