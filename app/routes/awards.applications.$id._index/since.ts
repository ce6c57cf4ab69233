import type { SubmissionResult } from "@conform-to/react";
import { typedAs, type Writer } from "#app/components/form/stands-now.tsx";
import type { Moment } from "#app/lib/format.ts";

type Step = { id: string; decision: string; opinion: string; byName: string | null; at: Moment | null };
type Line = { id: string; what: string; at: Moment; actorName: string; reason: string };
type Known = { steps: readonly Step[]; history: readonly Line[]; timeZone: string };

/** What was said meanwhile, and by whom. */
type Said = { text: string; by: Writer };

/** Posted with what is typed: whose turn it was when the form was opened, and the last that had happened. */
export const knownTo = ({ steps, history }: Known): Record<"step" | "last", string> => ({
  step: steps.find((one) => one.decision === "WAITING")?.id ?? "",
  last: history.at(-1)?.id ?? "",
});

/** The opinion that was given, since the form was opened, by whose turn it was then; null for none. */
export function opinionSince({ steps, timeZone }: Known, posted: SubmissionResult | undefined): Said | null {
  const step = steps.find((one) => one.id === typedAs(posted, "step")[0]);
  if (!step || step.decision === "WAITING") return null;
  return { text: step.opinion, by: step.byName === null ? null : { name: step.byName, at: step.at, timeZone } };
}

const STOPS = ["returned", "rejected", "withdrawn"];

/** The reason for which it was stopped since the form was opened; null while it goes on. */
export function reasonSince(page: Known, posted: SubmissionResult | undefined): Said | null {
  const step = page.steps.find((one) => one.id === typedAs(posted, "step")[0]);
  if (step?.decision === "RETURNED" || step?.decision === "REJECTED") return opinionSince(page, posted);
  const last = page.history.findIndex((one) => one.id === typedAs(posted, "last")[0]);
  const line = last < 0 ? undefined : page.history.slice(last + 1).findLast((one) => STOPS.includes(one.what));
  return line ? { text: line.reason, by: { name: line.actorName, at: line.at, timeZone: page.timeZone } } : null;
}
