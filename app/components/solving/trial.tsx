import { useWords } from "#app/lib/i18n-context.tsx";
import { solvingRecordWords } from "#app/words/solving-record.ts";
import { solvingWords } from "#app/words/solving.ts";
import { Chip } from "../facts/chip.tsx";
import { FactsTable } from "../facts/facts-table.tsx";
import { Section } from "../layout/section.tsx";
import type { Tone } from "../tone.ts";
import { Measures } from "./measures.tsx";
import type { TrialData } from "./solving-data.ts";

const STATE: Record<TrialData["state"], Tone> = { RUNNING: "moving", REPORTED: "done", FAILED: "urgent" };

/** Each time it was tried out, the latest first. */
export function Trials({ trials }: { trials: TrialData[] }) {
  const w = useWords(solvingWords).trial;
  const measuresLabel = useWords(solvingRecordWords).solution.measures;
  if (trials.length === 0) return null;
  return (
    <Section title={w.section} id="trial">
      <div className="space-y-4">
        {trials.map((one) => (
          <FactsTable
            key={one.id}
            facts={[
              {
                label: w.period,
                value: (
                  <span className="inline-flex flex-wrap items-center gap-2 tabular-nums">
                    {one.startedOn} – {one.endsOn}
                    <Chip tone={STATE[one.state]}>{w.state[one.state]}</Chip>
                  </span>
                ),
              },
              { label: w.baseline, value: <span className="prose-plain block max-w-reading">{one.baseline}</span> },
              one.result !== "" && {
                label: w.result,
                value: <span className="prose-plain block max-w-reading">{one.result}</span>,
              },
              one.measures.length > 0 && { label: measuresLabel, value: <Measures measures={one.measures} /> },
            ]}
          />
        ))}
      </div>
    </Section>
  );
}
