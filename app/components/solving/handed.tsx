import { useWords } from "#app/lib/i18n-context.tsx";
import { solvingWorkWords } from "#app/words/solving-work.ts";
import { FactsTable } from "../facts/facts-table.tsx";
import { Measure } from "../facts/measure.tsx";
import { Section } from "../layout/section.tsx";

type MeasureRow = { name: string; unit: string; before: number | null; after: number | null; period: string };
type HandedProps = {
  solution: { rootCause: string; actions: string; safetyNotes: string; measures: MeasureRow[] } | null;
  trial: { baseline: string; startedOn: string; endsOn: string; result: string; measures: MeasureRow[] } | null;
};

const text = (value: string) => <span className="prose-plain">{value}</span>;

/** What the team handed in and what the trial showed, for those who decide about it. */
export function Handed({ solution, trial }: HandedProps) {
  const w = useWords(solvingWorkWords);
  const measures = trial && trial.measures.length > 0 ? trial.measures : (solution?.measures ?? []);
  return (
    <Section title={w.solution.title}>
      <FactsTable
        facts={[
          solution && { label: w.solution.rootCause, value: text(solution.rootCause), wide: true },
          solution && { label: w.solution.actions, value: text(solution.actions), wide: true },
          Boolean(solution?.safetyNotes) && {
            label: w.solution.safetyNotes,
            value: text(solution?.safetyNotes ?? ""),
            wide: true,
          },
          trial && { label: w.trial.title, value: w.trial.running(trial.startedOn, trial.endsOn), wide: true },
          trial && { label: w.trial.baseline, value: text(trial.baseline), wide: true },
          Boolean(trial?.result) && { label: w.trial.result, value: text(trial?.result ?? ""), wide: true },
        ]}
      />
      <ul className="mt-3 space-y-2">
        {measures.length === 0 && <li className="text-muted">{w.acceptance.noNumbers}</li>}
        {measures.map((one) => (
          <li key={one.name}>
            <Measure label={one.name} before={one.before} after={one.after} unit={one.unit} period={one.period} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
