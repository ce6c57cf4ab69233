import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { isUrgent, type ProblemState, type Severity } from "#app/modules/problems/lifecycle.ts";
import type { FitReason } from "#app/modules/solving/for-me/rules.ts";
import { matchingWords } from "#app/words/matching.ts";
import { DueTime } from "../facts/due-time.tsx";
import { Organisation } from "../facts/organisation.tsx";
import { SeverityTag } from "../facts/severity-tag.tsx";
import { StateChip } from "../facts/state-chip.tsx";
import { CaseLinks } from "./case-links.tsx";

export type FittingProblemLine = {
  id: string;
  number: string;
  title: string;
  equipmentType: string;
  severity: Severity;
  state: ProblemState;
  enterprise: string | null;
  own: boolean;
  dueAt: string | null;
  reasons: FitReason[];
};

/** Problems that fit a craftsman, with why. */
export function FittingProblems({ problems }: { problems: readonly FittingProblemLine[] }) {
  const w = useWords(matchingWords).forMe;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {problems.map((one) => (
        <li key={one.id} className="py-3.5">
          <p className="mb-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm empty:hidden">
            {isUrgent(one.severity) && <SeverityTag severity={one.severity} />}
            <DueTime dueAt={one.dueAt} />
          </p>
          <Link to={paths.problem(one.id)} prefetch="intent" className="font-medium wrap-anywhere hover:underline">
            {one.title}
          </Link>
          <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
            <span className="tabular-nums">{one.number}</span>
            {one.own ? <span>{w.own}</span> : <Organisation name={one.enterprise} />}
            {one.equipmentType && <span>{one.equipmentType}</span>}
            <StateChip state={one.state} />
          </p>
          <ul className="mt-1 space-y-0.5 text-sm text-muted">
            {one.reasons.map((reason) => (
              <li key={reason.kind}>
                {reason.kind === "own-cases" ? (
                  <>
                    <span className="font-medium text-ink">{w.ownCases}</span> <CaseLinks cases={reason.examples} />
                  </>
                ) : reason.kind === "specialities" ? (
                  w.specialities(reason.names)
                ) : (
                  w.studio(reason.names)
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
