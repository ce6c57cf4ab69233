import { useWords } from "#app/lib/i18n-context.tsx";
import type { ProblemStateName } from "#app/words/states.ts";
import { similarWords } from "#app/words/similar.ts";
import { Highlight, type HighlightPart } from "../facts/highlight.tsx";
import { Measure } from "../facts/measure.tsx";
import { Organisation } from "../facts/organisation.tsx";
import { StateChip } from "../facts/state-chip.tsx";

/** A past fix as its reader may see it. */
export type Fix = {
  id: string;
  number: string;
  state: ProblemStateName;
  partial: boolean;
  title: HighlightPart[];
  equipmentType: string;
  phenomenon: HighlightPart[];
  cause: HighlightPart[];
  action: HighlightPart[];
  enterprise: string | null;
  studio: string | null;
  measures: { name: string; unit: string; before: number | null; after: number | null }[];
};

/** What it was, why, what helped and who did it. */
export function FixSummary({ fix }: { fix: Fix }) {
  const w = useWords(similarWords);
  const lines = [
    { label: w.phenomenon, parts: fix.phenomenon },
    { label: w.cause, parts: fix.cause },
    { label: w.action, parts: fix.action },
  ].filter(({ parts }) => parts.length > 0);
  return (
    <>
      <p className="mb-3 flex flex-wrap items-center gap-2 text-sm text-muted">
        <StateChip state={fix.state} partial={fix.partial} />
        {fix.equipmentType && <span>{fix.equipmentType}</span>}
        <span className="tabular-nums">{fix.number}</span>
      </p>
      {lines.length === 0 && <p className="text-muted">{w.nothingToShow}</p>}
      <dl className="space-y-3">
        {lines.map(({ label, parts }) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="wrap-anywhere">
              <Highlight parts={parts} />
            </dd>
          </div>
        ))}
      </dl>
      {fix.measures.length > 0 && (
        <ul className="mt-3 space-y-1">
          {fix.measures.map((one) => (
            <li key={`${one.name} ${one.unit}`}>
              <Measure label={one.name} before={one.before} after={one.after} unit={one.unit} />
            </li>
          ))}
        </ul>
      )}
      <FixSource fix={fix} />
    </>
  );
}

/** Whose it was and who solved it. */
function FixSource({ fix }: { fix: Fix }) {
  const w = useWords(similarWords);
  return (
    <p className="mt-3 flex flex-wrap gap-x-3 text-sm text-muted">
      <Organisation name={fix.enterprise} />
      {fix.studio && (
        <span>
          {w.solvedBy} {fix.studio}
        </span>
      )}
    </p>
  );
}
